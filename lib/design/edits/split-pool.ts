/** A pool whose machines begin to differ becomes nodes. */
import { formatAddress } from '@/lib/net/address'
import { type AddressRange, rangeSize } from '@/lib/net/address-range'
import { readAddressRange } from '@/lib/net/text-cache'
import type { Design, DesignNode } from '../design'
import { freeName, largestCount, takenNames } from '../room'
import { forget } from './forget'

/** Splitting a larger pool would make a design nobody can look through. */
export const mostSplit = 1_000

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
