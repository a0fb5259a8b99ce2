/** What every compiler here is given: the rules that hold inside the machines, machines with the same rules together. */
import type { Design } from '@/lib/design/design'
import { unionAll } from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import { lastPort, type PortRange } from '@/lib/net/port-range'
import { type Prefix, prefixHasAddress } from '@/lib/net/prefix'
import { prefixesOfSet } from '@/lib/net/set-prefixes'
import { compilePolicy } from '@/lib/policy/compile'
import type { Rule } from '@/lib/policy/rule'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import type { Member } from '@/lib/site/site'
import { nftables } from '@/lib/targets/nftables/target'

export interface PlainRule {
  readonly name: string
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  /** Empty for ICMP alone. */
  readonly ports: readonly PortRange[]
  readonly sources: readonly Prefix[]
}

/** One filter: it stands in these machines, or before them with their addresses spelled out. */
export interface PlainFilter {
  readonly name: string
  /** One of the machines. */
  readonly member: string
  readonly destinations: readonly Prefix[]
  readonly rules: readonly PlainRule[]
}

/** `host`: the filter stands in the machine and names no destination. `net`: it spells the destinations out. */
export type Form = 'host' | 'net'
export const forms: readonly Form[] = ['host', 'net']

/** Of ICMP only rules for all of its types: how types are written is each product's own affair. */
export function plainFilters(design: Design): readonly PlainFilter[] {
  const site = buildSite(design)
  const work = workAt(compilePolicy(design, site), nftables.points(site, {}), site)
  const members = new Map(site.members.map((member) => [member.name, member]))
  const alike = new Map<readonly Rule[], Member[]>()
  for (const { point, rules } of work.points) {
    const member = members.get(point.member ?? '')
    if (member === undefined) continue
    const group = alike.get(rules) ?? []
    alike.set(rules, group)
    group.push(member)
  }
  return [...alike].map(([rules, group], index) => ({
    name: `f${index}`,
    member: group[0]?.name ?? '',
    destinations: prefixesOfSet(unionAll(group.map(({ own }) => own))),
    rules: rules.flatMap(plainRule).map((rule, at) => ({ ...rule, name: `${rule.name.slice(0, longestName)}-${at}` })),
  }))
}

/** Chains of iptables have short names, and Capirca puts something before them. */
const longestName = 18

function plainRule({ protocol, ports, icmpTypes, sources, listener }: Rule): PlainRule[] {
  const rule = { name: listener.replaceAll(/[^a-z0-9]+/gi, '-'), sources: sources.guest }
  if (protocol === 'icmp' && icmpTypes.length === 0) return [{ ...rule, protocol, ports: [] }]
  const protocols = (['tcp', 'udp'] as const).filter((one) => protocol === one || protocol === 'any')
  return protocols.map((one) => ({
    ...rule,
    protocol: one,
    ports: ports.length === 0 ? [{ from: 0, to: lastPort }] : ports,
  }))
}

/** By plain comparison, without any set. */
export function isMeant({ rules }: PlainFilter, { source, protocol, port = 0 }: Packet): boolean {
  return rules.some(
    (rule) =>
      rule.protocol === protocol &&
      (rule.ports.length === 0 || rule.ports.some(({ from, to }) => port >= from && port <= to)) &&
      rule.sources.some((prefix) => prefixHasAddress(prefix, source)),
  )
}

/** As many filters with one rule for one address each: what a compiler needs for it is its start-up. */
export function startUpOf(filters: readonly PlainFilter[]): readonly PlainFilter[] {
  return filters.map((filter) => ({
    ...filter,
    destinations: filter.destinations.slice(0, 1),
    rules: filter.rules.slice(0, 1).map((rule) => ({ ...rule, sources: filter.destinations.slice(0, 1) })),
  }))
}
