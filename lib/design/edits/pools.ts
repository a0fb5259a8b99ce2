/** Pools: add, change, resize, move, duplicate, remove. */
import { formatAddressRange, rangeSize } from '@/lib/net/address-range'
import { readAddressRange } from '@/lib/net/text-cache'
import { addressUses } from '../address-uses'
import type { Design, DesignPool, DesignSubnet, Role } from '../design'
import { freeAmong, freeName, largestCount, prefixesOfSubnet } from '../room'
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

/** Removes a pool and what refers to it. */
export function removePool(design: Design, name: string): Design {
  if (!design.pools.some((pool) => pool.name === name)) return design
  return forget({ ...design, pools: design.pools.filter((pool) => pool.name !== name) }, [{ kind: 'pool', name }])
}
