/** Pools: add, change, resize, move, duplicate, split into nodes, remove. */
import { formatAddress } from '@/lib/net/address'
import { type AddressRange, formatAddressRange, rangeSize } from '@/lib/net/address-range'
import { readAddressRange } from '@/lib/net/text-cache'
import { addressUses } from '../address-uses'
import type { Design, DesignNode, DesignPool, DesignSubnet, Role } from '../design'
import { freeAmong, freeName, largestCount, prefixesOfSubnet, takenNames } from '../room'
import { forget } from './forget'
import { type Added, subnetOf } from './machines'

/** A pool with the next free name and a free range of each family of its subnet. */
export function addPool(design: Design, subnet: DesignSubnet, role: Role, count = 3): Added {
  const name = freeName(design, 'pool')
  const addresses = freeRanges(design, subnet, count)
  const pool: DesignPool = { name, role, subnet: subnet.name, count, addresses }
  return { design: { ...design, pools: [...design.pools, pool] }, name }
}

function freeRanges(design: Design, subnet: DesignSubnet, count: number): string[] {
  const uses = addressUses(design)
  return ([4, 6] as const).flatMap((family) => {
    for (const prefix of prefixesOfSubnet(subnet, family)) {
      const first = freeAmong(uses, prefix, BigInt(count))
      if (first !== undefined) {
        return [formatAddressRange({ family, first: first.value, last: first.value + BigInt(count) - 1n })]
      }
    }
    return []
  })
}

/** Changes fields of a pool; its name by `renameThing`, its size by `resizePool`. */
export function changePool(design: Design, name: string, change: Partial<Omit<DesignPool, 'name'>>): Design {
  return { ...design, pools: design.pools.map((pool) => (pool.name === name ? { ...pool, ...change } : pool)) }
}

/** A pool of another size; a range of each family that fitted exactly grows or shrinks at its end. */
export function resizePool(design: Design, name: string, count: DesignPool['count']): Design {
  const pool = design.pools.find((one) => one.name === name)
  if (pool === undefined) return design
  const before = BigInt(largestCount(pool))
  const most = BigInt(largestCount({ count }))
  const ranges = pool.addresses.map((text) => readAddressRange(text))
  const addresses = pool.addresses.map((text, index) => {
    const range = ranges[index]
    const alone = ranges.filter((other) => other?.family === range?.family).length === 1
    if (range === undefined || !alone || rangeSize(range) !== before) return text
    return formatAddressRange({ ...range, last: range.first + most - 1n })
  })
  return changePool(design, name, { count, addresses })
}

export function movePool(design: Design, name: string, to: string): Design {
  const pool = design.pools.find((one) => one.name === name)
  const subnet = subnetOf(design, to)
  if (pool === undefined || subnet === undefined || pool.subnet === to) return design
  const addresses = pool.addresses.length === 0 ? [] : freeRanges(design, subnet, largestCount(pool))
  return changePool(design, name, { subnet: to, addresses })
}

export function duplicatePool(design: Design, name: string): Added | undefined {
  const pool = design.pools.find((one) => one.name === name)
  const subnet = pool === undefined ? undefined : subnetOf(design, pool.subnet)
  if (pool === undefined || subnet === undefined) return undefined
  const addresses = pool.addresses.length === 0 ? [] : freeRanges(design, subnet, largestCount(pool))
  const copy: DesignPool = { ...pool, name: freeName(design, name), addresses }
  const at = design.pools.indexOf(pool) + 1
  return {
    design: { ...design, pools: [...design.pools.slice(0, at), copy, ...design.pools.slice(at)] },
    name: copy.name,
  }
}

/** Splitting a larger pool would make a design nobody can look through. */
const mostSplit = 1_000

/** Turns a pool into nodes with names and addresses of their own; what named the pool names them. */
export function explodePool(design: Design, name: string): Design {
  const pool = design.pools.find((one) => one.name === name)
  const most = pool === undefined ? 0 : largestCount(pool)
  if (pool === undefined || most > mostSplit) return design
  const ranges = pool.addresses.flatMap((text) => readAddressRange(text) ?? [])
  const taken = new Set(takenNames(design))
  const nodes = Array.from({ length: most }, (_, index): DesignNode => {
    const own = freeName(design, name, taken)
    taken.add(own)
    const addresses = ([4, 6] as const).flatMap((family) =>
      addressAt(
        ranges.filter((range) => range.family === family),
        BigInt(index),
      ),
    )
    return { name: own, role: pool.role, subnet: pool.subnet, addresses, nics: [], publicAddresses: [] }
  })
  const split = { ...design, nodes: [...design.nodes, ...nodes], pools: design.pools.filter((one) => one !== pool) }
  return forget(split, [{ kind: 'pool', name, heirs: nodes.map((node) => node.name) }])
}

function addressAt(ranges: readonly AddressRange[], index: bigint): string[] {
  let left = index
  for (const range of ranges) {
    if (left < rangeSize(range)) return [formatAddress({ family: range.family, value: range.first + left })]
    left -= rangeSize(range)
  }
  return []
}

/** Removes a pool and what refers to it. */
export function removePool(design: Design, name: string): Design {
  if (!design.pools.some((pool) => pool.name === name)) return design
  return forget({ ...design, pools: design.pools.filter((pool) => pool.name !== name) }, [{ kind: 'pool', name }])
}
