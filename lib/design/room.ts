/** What is taken and what is free in a design: names, addresses, prefixes, and how many machines fit. */
import { type Address, addressBits, type Family, formatAddress } from '@/lib/net/address'
import type { AddressRange } from '@/lib/net/address-range'
import { formatPrefix, lastOfPrefix, type Prefix, prefixContains } from '@/lib/net/prefix'
import { readPrefix } from '@/lib/net/text-cache'
import { type AddressUse, addressUses } from './address-uses'
import { podCIDRsOf, serviceCIDRsOf } from './cluster-networks'
import type { Design, DesignPool, DesignSubnet } from './design'

/** Names that must differ: subnets, nodes, pools and load balancers share one list. */
export function takenNames(design: Design): ReadonlySet<string> {
  const lists = [design.subnets, design.nodes, design.pools, design.loadBalancers]
  return new Set(lists.flatMap((list) => list.map(({ name }) => name)))
}

/** `cp-1` after nothing, `cp-4` after cp-3: the base with the lowest free number. */
export function freeName(design: Design, base: string, taken: ReadonlySet<string> = takenNames(design)): string {
  // A name has at most 63 characters, and the number takes some of them.
  const stem = base.replace(/-\d+$/, '').slice(0, 56).replace(/-+$/, '')
  for (let number = 1; ; number++) {
    const name = `${stem}-${number}`
    if (!taken.has(name)) return name
  }
}

export function prefixesOfSubnet(subnet: DesignSubnet, family?: Family): Prefix[] {
  return subnet.cidrs.flatMap((cidr) => {
    const prefix = readPrefix(cidr)
    return prefix === undefined || (family !== undefined && prefix.family !== family) ? [] : [prefix]
  })
}

/** Addresses that machines may have: without network and broadcast address of IPv4, and the all-zero one of IPv6. */
function hostSpan(prefix: Prefix): AddressRange {
  const last = lastOfPrefix(prefix)
  const { family, value, length } = prefix
  if (family === 4)
    return length >= 31 ? { family, first: value, last } : { family, first: value + 1n, last: last - 1n }
  return { family, first: length >= 127 ? value : value + 1n, last }
}

/** Machines that the subnet can hold in one family; undefined when it has no prefix of it. */
export function hostCount(subnet: DesignSubnet, family: Family): bigint | undefined {
  const prefixes = prefixesOfSubnet(subnet, family)
  if (prefixes.length === 0) return undefined
  return prefixes.reduce((sum, prefix) => {
    const { first, last } = hostSpan(prefix)
    return sum + last - first + 1n
  }, 0n)
}

export function largestCount(pool: Pick<DesignPool, 'count'>): number {
  return typeof pool.count === 'number' ? pool.count : pool.count.max
}

/** Interfaces in each subnet, pools at their largest. */
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

export interface Capacity {
  readonly used: number
  /** By its smaller family; undefined where it exceeds a million. */
  readonly total: number | undefined
}

export function capacityOf(design: Design, subnet: DesignSubnet): Capacity {
  const used = machinesBySubnet(design).get(subnet.name) ?? 0
  const totals = ([4, 6] as const).flatMap((family) => hostCount(subnet, family) ?? [])
  const least = totals.reduce<bigint | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined)
  return { used, total: least === undefined || least > 1_000_000n ? undefined : Number(least) }
}

/** The lowest address from which `size` in a row are free: past the first ten, which routers like, where there is room. */
export function freeAmong(uses: readonly AddressUse[], prefix: Prefix, size: bigint): Address | undefined {
  const hosts = hostSpan(prefix)
  const taken = uses
    .filter((use) => use.family === prefix.family && use.last >= hosts.first && use.first <= hosts.last)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const pastRouters = prefix.value + 11n
  const starts = hosts.last - hosts.first > 20n ? [pastRouters, hosts.first] : [hosts.first]
  for (const start of starts) {
    let at = start
    for (const use of taken) {
      if (use.last < at) continue
      if (use.first > at + size - 1n) break
      at = use.last + 1n
    }
    if (at + size - 1n <= hosts.last) return { family: prefix.family, value: at }
  }
  return undefined
}

/** One free address of each family that the subnet has; the IPv6 one reads like the IPv4 one where that is free. */
export function freeAddresses(design: Design, subnet: DesignSubnet): string[] {
  const uses = addressUses(design)
  const [v4] = prefixesOfSubnet(subnet, 4)
  const [v6] = prefixesOfSubnet(subnet, 6)
  const first = firstFree(uses, prefixesOfSubnet(subnet, 4))
  const twin = first === undefined || v4 === undefined || v6 === undefined ? undefined : twinOf(first, v4, v6)
  const second = twin !== undefined && isFree(uses, twin) ? twin : firstFree(uses, prefixesOfSubnet(subnet, 6))
  return [first, second].flatMap((address) => (address === undefined ? [] : [formatAddress(address)]))
}

function firstFree(uses: readonly AddressUse[], prefixes: readonly Prefix[]): Address | undefined {
  for (const prefix of prefixes) {
    const address = freeAmong(uses, prefix, 1n)
    if (address !== undefined) return address
  }
  return undefined
}

function isFree(uses: readonly AddressUse[], { family, value }: Address): boolean {
  return !uses.some((use) => use.family === family && use.first <= value && value <= use.last)
}

/** The IPv6 address whose last digits read like the host part of an IPv4 address: 10.0.0.12 and fd00::12. */
export function twinOf(address: Address, v4: Prefix, v6: Prefix): Address | undefined {
  const host = BigInt(`0x${address.value - v4.value}`)
  return host < 1n << BigInt(addressBits[6] - v6.length) ? { family: 6, value: v6.value + host } : undefined
}

/** The next prefix of the same length that meets no other of the design: `10.0.3.0/24` beside `10.0.2.0/24`. */
export function freePrefix(design: Design, like: Prefix): string | undefined {
  const drawn = design.subnets.flatMap((subnet) => prefixesOfSubnet(subnet))
  const reserved = [...podCIDRsOf(design), ...serviceCIDRsOf(design)].flatMap((text) => readPrefix(text) ?? [])
  const taken = [...drawn, ...reserved].filter(({ family }) => family === like.family)
  const size = 1n << BigInt(addressBits[like.family] - like.length)
  let candidate: Prefix = { ...like, value: like.value + size }
  // Each round leaps over a taken prefix, and none is met twice.
  for (let round = 0; round <= taken.length; round++) {
    if (lastOfPrefix(candidate) >= 1n << BigInt(addressBits[like.family])) return undefined
    const met = taken.find((one) => prefixContains(one, candidate) || prefixContains(candidate, one))
    if (met === undefined) return formatPrefix(candidate)
    const next = lastOfPrefix(met) + 1n
    // The next multiple of the size.
    candidate = { ...like, value: ((next + size - 1n) / size) * size }
  }
  return undefined
}
