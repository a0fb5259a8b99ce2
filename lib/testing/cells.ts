/**
 * Representative packets of a point: one for each cell of the cut at every bound of the rules. Both sides of a
 * comparison are constant on a cell, so asking a plain interpreter about each is a complete proof of its own.
 */
import { type Address, lastAddress } from '@/lib/net/address'
import { type AddressSet, allAddresses, intervalsOfSet, setHas } from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import { lastOfPrefix, type Prefix, prefixHasAddress } from '@/lib/net/prefix'
import { packetFieldsOfService, protocolBlock, servicesOfIcmpTypes, servicesOfPorts } from '@/lib/net/service'
import { comparedArrivals, servicesOfRule } from '@/lib/policy/intended'
import type { PointWork } from '@/lib/policy/work'
import { shareSubnet } from '@/lib/site/route'
import type { Site } from '@/lib/site/site'

/** Addresses at, just below and just above every bound, of both families. */
export function boundaryAddresses(prefixes: readonly Prefix[]): Address[] {
  const found = new Map<string, Address>()
  const add = (family: 4 | 6, value: bigint): void => {
    if (value >= 0n && value <= lastAddress[family]) found.set(`${family} ${value}`, { family, value })
  }
  for (const family of [4, 6] as const) {
    add(family, 0n)
    add(family, lastAddress[family])
  }
  for (const prefix of prefixes) {
    const last = lastOfPrefix(prefix)
    for (const value of [prefix.value - 1n, prefix.value, last, last + 1n]) add(prefix.family, value)
  }
  return [...found.values()]
}

/** ICMP messages that ask a machine about itself; Linux filters often close them by type. */
const icmpProbes = [13, 14, 17, 18]

/** Every service bound of the point's rules and of NodePorts, with the points beside it, and some that nobody names. */
export function boundaryServices(at: PointWork, { nodePortRange }: Site): number[] {
  const found = new Set<number>(
    [6, 17, 1, 58, 50, 4, 47, 132].flatMap((n) => [n * protocolBlock, n * protocolBlock + 65535]),
  )
  for (const { first, last } of servicesOfIcmpTypes('icmp', icmpProbes)) found.add(first).add(last)
  for (const { first, last } of (['tcp', 'udp'] as const).flatMap((name) => servicesOfPorts(name, [nodePortRange]))) {
    found
      .add(first - 1)
      .add(first)
      .add(last)
      .add(last + 1)
  }
  for (const rule of [...at.rules, ...at.closed]) {
    for (const { first, last } of servicesOfRule(rule)) {
      for (const point of [first - 1, first, last, last + 1])
        if (point >= 0 && point < 256 * protocolBlock) found.add(point)
    }
  }
  return [...found]
}

/** Where else to cut, beyond the rules of the point. */
export interface Bounds {
  readonly prefixes: readonly Prefix[]
  readonly services: readonly number[]
}

/** A packet for each cell, lazily; ICMP only within its own family. */
export function* cellsOf(at: PointWork, site: Site, extra: Partial<Bounds> = {}): Generator<Packet> {
  const { point } = at
  const isIngress = point.direction === 'ingress'
  const named = at.rules.flatMap((rule) => (isIngress ? rule.sources[point.place] : rule.destinations))
  const bounds = boundaryAddresses([...named, ...site.podPrefixes, ...site.servicePrefixes, ...(extra.prefixes ?? [])])
  const firsts = intervalsOfSet(point.destinations).map(({ family, first }): Address => ({ family, value: first }))
  if (point.place === 'router') {
    yield* routedCells(at, site, extra)
    return
  }
  const sources = point.blindTo === 'source' ? boundaryAddresses([]) : bounds
  const destinations = isIngress ? firsts : bounds.filter((address) => setHas(point.destinations, address))
  const services = [...new Set([...boundaryServices(at, site), ...(extra.services ?? [])])]
  const inPods = (address: Address): boolean =>
    site.podPrefixes.some(
      (p) => p.family === address.family && address.value >= p.value && address.value <= lastOfPrefix(p),
    )
  for (const destination of destinations) {
    for (const source of sources) {
      if (source.family !== destination.family || !setHas(point.sources ?? allAddresses, source)) continue
      for (const service of services) {
        const fields = packetFieldsOfService(service)
        if (fields.protocol === (destination.family === 4 ? 'icmpv6' : 'icmp')) continue
        for (const arrival of comparedArrivals(point.place)) {
          if (arrival === 'pod' && !inPods(source)) continue
          yield { source, destination, ...fields, arrival, phase: 'new' }
        }
      }
    }
  }
}

/**
 * At a router both ends matter to every rule. Addresses that no bound tells apart stand for each other; the cells come
 * well mixed, so that the first few thousand meet every kind.
 */
function* routedCells(at: PointWork, site: Site, extra: Partial<Bounds>): Generator<Packet> {
  const { point } = at
  const prefixes = [
    ...new Map(
      [
        ...at.rules.flatMap((rule) => [...rule.sources.router, ...rule.destinations]),
        ...site.subnets.flatMap((subnet) => subnet.prefixes),
        ...site.podPrefixes,
        ...(extra.prefixes ?? []),
      ].map((prefix) => [`${prefix.family} ${prefix.value}/${prefix.length}`, prefix]),
    ).values(),
  ]
  const bounds = boundaryAddresses(prefixes)
  const sources = distinct(bounds, prefixes, point.sources ?? allAddresses)
  const destinations = distinct(bounds, prefixes, point.destinations)
  const services = [...new Set([...boundaryServices(at, site), ...(extra.services ?? [])])]
  const total = sources.length * destinations.length * services.length
  const step = mixingStep(total)
  for (let count = 0, index = 0; count < total; count++, index = (index + step) % total) {
    const source = sources[index % sources.length]
    const rest = Math.floor(index / sources.length)
    const destination = destinations[rest % destinations.length]
    const service = services[Math.floor(rest / destinations.length)]
    if (source === undefined || destination === undefined || service === undefined) continue
    if (source.family !== destination.family || shareSubnet({ source, destination }, site)) continue
    const fields = packetFieldsOfService(service)
    if (fields.protocol === (source.family === 4 ? 'icmpv6' : 'icmp')) continue
    yield { source, destination, ...fields, arrival: 'wire', phase: 'new' }
  }
}

/** One address for each combination of the prefixes that hold it. */
function distinct(addresses: readonly Address[], prefixes: readonly Prefix[], within: AddressSet): Address[] {
  const found = new Map<string, Address>()
  for (const address of addresses) {
    if (!setHas(within, address)) continue
    const holding = prefixes.flatMap((prefix, index) => (prefixHasAddress(prefix, address) ? [index] : []))
    found.set(`${address.family} ${holding.join(' ')}`, address)
  }
  return [...found.values()]
}

/** Steps of this size come by every number below `total` once, neighbours far apart. */
function mixingStep(total: number): number {
  const divides = (a: number, b: number): number => (b === 0 ? a : divides(b, a % b))
  let step = Math.max(1, Math.floor(total * 0.618))
  while (divides(total, step) > 1) step++
  return step
}
