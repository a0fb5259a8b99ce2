/** How many machines a subnet can hold, and which of its addresses are free. */
import { type Address, type Family, formatAddress } from '@/lib/net/address'
import { lastOfPrefix, type Prefix } from '@/lib/net/prefix'
import { readPrefix } from '@/lib/net/text-cache'
import { type AddressUse, addressUses } from './address-uses'
import type { Design, DesignPool, DesignSubnet } from './design'

export function prefixesOf(subnet: DesignSubnet, family?: Family): Prefix[] {
  return subnet.cidrs.flatMap((cidr) => {
    const prefix = readPrefix(cidr)
    return prefix === undefined || (family !== undefined && prefix.family !== family) ? [] : [prefix]
  })
}

/** Addresses that machines may have: without network and broadcast address, and without the all-zero one of IPv6. */
export function hostRange(prefix: Prefix): { readonly first: bigint; readonly last: bigint } {
  const last = lastOfPrefix(prefix)
  if (prefix.family === 4) {
    return prefix.length >= 31 ? { first: prefix.value, last } : { first: prefix.value + 1n, last: last - 1n }
  }
  return prefix.length >= 127 ? { first: prefix.value, last } : { first: prefix.value + 1n, last }
}

/** Machines that the subnet can hold in one family; undefined when it has no prefix of it. */
export function capacityOf(subnet: DesignSubnet, family: Family): bigint | undefined {
  const prefixes = prefixesOf(subnet, family)
  if (prefixes.length === 0) return undefined
  return prefixes.reduce((sum, prefix) => {
    const { first, last } = hostRange(prefix)
    return sum + last - first + 1n
  }, 0n)
}

export function largestCount(pool: DesignPool): number {
  return typeof pool.count === 'number' ? pool.count : pool.count.max
}

/** Machines with an interface in each subnet, pools at their largest. */
export function machinesBySubnet(design: Design): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (subnet: string, count: number) => counts.set(subnet, (counts.get(subnet) ?? 0) + count)
  for (const node of design.nodes) {
    add(node.subnet, 1)
    for (const nic of node.nics) add(nic.subnet, 1)
  }
  for (const pool of design.pools) add(pool.subnet, largestCount(pool))
  return counts
}

/** The lowest free address of a subnet in one family: not used, nor in a pool's range. */
export function nextFreeAddress(design: Design, subnet: DesignSubnet, family: Family): string | undefined {
  return freeAddresses(addressUses(design), subnet, family, 1)[0]
}

/**
 * Up to `count` free addresses in rising order. Hosts below 10 are left to gateways and shared addresses while
 * anything else is free.
 */
export function freeAddresses(
  uses: readonly AddressUse[],
  subnet: DesignSubnet,
  family: Family,
  count: number,
): string[] {
  const taken = uses
    .filter((use) => use.family === family)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const found: string[] = []
  for (const prefix of prefixesOf(subnet, family)) {
    const { first, last } = hostRange(prefix)
    const start = prefix.value + 10n
    if (start > last) take(taken, first, last, family, count, found)
    else {
      take(taken, start, last, family, count, found)
      take(taken, first, start - 1n, family, count, found)
    }
  }
  return found
}

function take(
  taken: readonly AddressUse[],
  first: bigint,
  last: bigint,
  family: Family,
  count: number,
  found: string[],
): void {
  let value = first
  for (const use of taken) {
    if (use.last < value) continue
    for (; value < use.first && value <= last && found.length < count; value++) found.push(text(family, value))
    if (use.last + 1n > value) value = use.last + 1n
  }
  for (; value <= last && found.length < count; value++) found.push(text(family, value))
}

function text(family: Family, value: bigint): string {
  const address: Address = { family, value }
  return formatAddress(address)
}
