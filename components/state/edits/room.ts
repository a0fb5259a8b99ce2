/** What is taken and what is free in a design: names, addresses, prefixes. */
import type { Design, DesignSubnet } from '@/lib/design/design'
import { type Address, addressBits, type Family, formatAddress, parseAddress } from '@/lib/net/address'
import { parseAddressRange } from '@/lib/net/address-range'
import { formatPrefix, lastOfPrefix, type Prefix, parsePrefix, prefixContains } from '@/lib/net/prefix'

interface Span {
  readonly family: Family
  readonly first: bigint
  readonly last: bigint
}

/** Names that must differ: subnets, nodes, pools, load balancers and announced addresses share one list. */
export function takenNames(design: Design): ReadonlySet<string> {
  const named = [design.subnets, design.nodes, design.pools, design.loadBalancers, design.loadBalancerIPs]
  return new Set(named.flatMap((list) => list.map(({ name }) => name)))
}

/** `cp-1` after nothing, `cp-4` after cp-3: the base with the lowest free number. */
export function freeName(design: Design, base: string): string {
  const taken = takenNames(design)
  const stem = base.replace(/-\d+$/, '')
  for (let number = 1; ; number++) {
    const name = `${stem}-${number}`
    if (!taken.has(name)) return name
  }
}

export function prefixesOfSubnet(subnet: DesignSubnet): readonly Prefix[] {
  return subnet.cidrs.flatMap((cidr) => parsePrefix(cidr) ?? [])
}

/** Everything the design has given out, as spans in order. */
function takenSpans(design: Design): readonly Span[] {
  const singles = [
    ...design.nodes.flatMap((node) => [...node.addresses, ...node.nics.flatMap((nic) => nic.addresses)]),
    ...design.loadBalancers.flatMap((balancer) => balancer.addresses),
    ...design.loadBalancerIPs.flatMap((announced) => announced.addresses),
    ...(design.kubernetes.vip === undefined ? [] : [design.kubernetes.vip]),
  ]
  const ranges = design.pools.flatMap((pool) => pool.addresses)
  return [
    ...singles.flatMap((text) => {
      const address = parseAddress(text)
      return address === undefined ? [] : [{ family: address.family, first: address.value, last: address.value }]
    }),
    ...ranges.flatMap((text) => parseAddressRange(text) ?? []),
  ].sort((a, b) => (a.first < b.first ? -1 : 1))
}

/** The first address from which `size` in a row are free: past the routers' usual first ten where there is room. */
export function freeAddress(design: Design, prefix: Prefix, size = 1n): Address | undefined {
  const spans = takenSpans(design).filter((span) => span.family === prefix.family)
  const hosts = hostSpan(prefix)
  const pastRouters = prefix.value + 10n
  const starts = hosts.last - hosts.first > 20n ? [pastRouters + 1n, hosts.first] : [hosts.first]
  for (const start of starts) {
    let at = start
    for (const span of spans) {
      if (span.last < at) continue
      if (span.first > at + size - 1n) break
      at = span.last + 1n
    }
    if (at + size - 1n <= hosts.last) return { family: prefix.family, value: at }
  }
  return undefined
}

/** One free address of each family that the subnet has; the IPv6 one ends like the IPv4 one where that is free. */
export function freeAddresses(design: Design, subnet: DesignSubnet): string[] {
  const prefixes = prefixesOfSubnet(subnet)
  const v4 = prefixes.find(({ family }) => family === 4)
  const v6 = prefixes.find(({ family }) => family === 6)
  const first = v4 === undefined ? undefined : freeAddress(design, v4)
  const twin = v4 === undefined || v6 === undefined || first === undefined ? undefined : twinOf(first, v4, v6)
  const second =
    v6 === undefined ? undefined : twin !== undefined && isFree(design, twin) ? twin : freeAddress(design, v6)
  return [first, second].flatMap((address) => (address === undefined ? [] : [formatAddress(address)]))
}

/** The IPv6 address whose last digits read like the host part of an IPv4 address: 10.0.0.12 and fd00::12. */
export function twinOf(address: Address, v4: Prefix, v6: Prefix): Address | undefined {
  const host = BigInt(`0x${address.value - v4.value}`)
  return host < 1n << BigInt(addressBits[6] - v6.length) ? { family: 6, value: v6.value + host } : undefined
}

function isFree(design: Design, { family, value }: Address): boolean {
  return !takenSpans(design).some((span) => span.family === family && span.first <= value && value <= span.last)
}

/** Addresses a machine can have: without the network's own and the broadcast address of IPv4. */
export function hostSpan(prefix: Prefix): Span {
  const last = lastOfPrefix(prefix)
  const edges = prefix.family === 4 && prefix.length < 31
  return { family: prefix.family, first: edges ? prefix.value + 1n : prefix.value, last: edges ? last - 1n : last }
}

export interface Capacity {
  readonly used: number
  /** Of the first IPv4 prefix, else of the first IPv6 prefix; undefined where it exceeds a million. */
  readonly total: number | undefined
}

export function capacityOf(design: Design, subnet: DesignSubnet): Capacity {
  const prefixes = prefixesOfSubnet(subnet)
  const prefix = prefixes.find(({ family }) => family === 4) ?? prefixes[0]
  const nodes = design.nodes.filter(
    (node) => node.subnet === subnet.name || node.nics.some((nic) => nic.subnet === subnet.name),
  )
  const pooled = design.pools
    .filter((pool) => pool.subnet === subnet.name)
    .reduce((sum, pool) => sum + (typeof pool.count === 'number' ? pool.count : pool.count.max), 0)
  if (prefix === undefined) return { used: nodes.length + pooled, total: undefined }
  const hosts = hostSpan(prefix)
  const total = hosts.last - hosts.first + 1n
  return { used: nodes.length + pooled, total: total > 1_000_000n ? undefined : Number(total) }
}

/** The next prefix of the same length that meets no other of the design: `10.0.3.0/24` beside `10.0.2.0/24`. */
export function freePrefix(design: Design, like: Prefix): string | undefined {
  const taken = design.subnets.flatMap((subnet) => prefixesOfSubnet(subnet)).filter((one) => one.family === like.family)
  const reserved = [
    ...(design.kubernetes.podCIDRs ?? ['10.244.0.0/16']),
    ...(design.kubernetes.serviceCIDRs ?? ['10.96.0.0/12']),
  ]
  const all = [...taken, ...reserved.flatMap((text) => parsePrefix(text) ?? [])]
  const step = 1n << BigInt(addressBits[like.family] - like.length)
  for (let tried = 0, value = like.value + step; tried < 4096; tried++, value += step) {
    const candidate = { ...like, value }
    if (lastOfPrefix(candidate) >= 1n << BigInt(addressBits[like.family])) return undefined
    if (!all.some((one) => prefixContains(one, candidate) || prefixContains(candidate, one)))
      return formatPrefix(candidate)
  }
  return undefined
}
