/**
 * Representative packets of a point: one for each cell of the cut at every bound of the rules. Both sides of a
 * comparison are constant on a cell, so asking a plain interpreter about each is a complete proof of its own.
 */
import { type Address, lastAddress } from '@/lib/net/address'
import { intervalsOfSet, setHas } from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import { lastOfPrefix, type Prefix } from '@/lib/net/prefix'
import { packetFieldsOfService, protocolBlock, servicesOfIcmpTypes, servicesOfPorts } from '@/lib/net/service'
import { comparedArrivals, servicesOfRule } from '@/lib/policy/intended'
import type { PointWork } from '@/lib/policy/work'
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
  const sources = point.blindTo === 'source' ? boundaryAddresses([]) : bounds
  const destinations = isIngress ? firsts : bounds.filter((address) => setHas(point.destinations, address))
  const services = [...new Set([...boundaryServices(at, site), ...(extra.services ?? [])])]
  const inPods = (address: Address): boolean =>
    site.podPrefixes.some(
      (p) => p.family === address.family && address.value >= p.value && address.value <= lastOfPrefix(p),
    )
  for (const destination of destinations) {
    for (const source of sources) {
      if (source.family !== destination.family) continue
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
