/** Packets of rules that a firewall cannot be told about, or never meets. */
import {
  type AddressSet,
  allAddresses,
  allOfFamily,
  intersectSets,
  noAddresses,
  unionAll,
  unionSets,
} from '@/lib/net/address-set'
import { type PacketBox, packetSetOfBoxes } from '@/lib/net/packet-set'
import { prefixSet } from '@/lib/net/prefix-set'
import { isIcmp } from '@/lib/net/protocol'
import { complementServices, servicesOfPorts, servicesOfProtocol } from '@/lib/net/service'
import { servicesOfRule } from '@/lib/policy/intended'
import type { Rule } from '@/lib/policy/rule'
import type { Work } from '@/lib/policy/work'
import type { Gap } from '../../target'
import { capabilities } from '../capabilities'
import type { PublicSide } from '../public'
import { type Permits, visibleEnds } from './entries'
import { lacksPortZero, servicesOf } from './services'

export function findGaps(work: Work, permits: readonly Permits[], side: PublicSide): readonly Gap[] {
  const open = new Set(permits.flatMap((one) => one.open))
  const members = new Set(work.points.map(({ point }) => point.member))
  const met = metRules(work)
  return work.policy.rules
    .filter((rule) => rule.places.includes('nic') && rule.members.some((name) => members.has(name)) && !open.has(rule))
    .flatMap((rule) => gapOf(rule, met.get(rule), side))
}

/** The rules at the points, with the addresses of the points at which each is met. */
function metRules(work: Work): ReadonlyMap<Rule, AddressSet> {
  const byList = new Map<readonly Rule[], AddressSet[]>()
  for (const { point, rules } of work.points) {
    const sets = byList.get(rules)
    if (sets === undefined) byList.set(rules, [point.destinations])
    else sets.push(point.destinations)
  }
  const met = new Map<Rule, AddressSet>()
  for (const [rules, sets] of byList) {
    const destinations = unionAll(sets)
    for (const rule of rules) met.set(rule, unionSets(met.get(rule) ?? noAddresses, destinations))
  }
  return met
}

function gapOf(rule: Rule, met: AddressSet | undefined, side: PublicSide): readonly Gap[] {
  const isIngress = rule.direction === 'ingress'
  const own = prefixSet(rule.destinations)
  const ends = isIngress ? prefixSet(rule.sources.nic) : own
  if (isIngress && rule.sources.nic.length === 0) return []
  const box = (services: PacketBox['services'], destinations: AddressSet, among = allAddresses): PacketBox =>
    isIngress
      ? { arrivals: ['wire'], services, sources: intersectSets(ends, among), destinations }
      : { arrivals: ['wire'], services, sources: allAddresses, destinations: intersectSets(destinations, among) }
  const make = (capability: keyof typeof capabilities, boxes: readonly PacketBox[]): readonly Gap[] => {
    const { note: reason, source } = capabilities[capability]
    return [{ rule: rule.id, capability, reason, source, packets: packetSetOfBoxes(boxes) }]
  }
  if (met === undefined || visibleEnds(rule, side).length === 0) {
    return make('privateNetwork', [box(servicesOfRule(rule), own)])
  }
  const destinations = isIngress ? met : intersectSets(own, met)
  if (rule.protocol === 'any') {
    return make('otherProtocol', [
      box(unnamedServices, destinations),
      // No packet is these, but `any` holds them.
      box(servicesOfProtocol('icmp'), destinations, allOfFamily[6]),
      box(servicesOfProtocol('icmpv6'), destinations, allOfFamily[4]),
    ])
  }
  if (lacksPortZero(rule)) {
    return make('portZero', [box(servicesOfPorts(rule.protocol, [{ from: 0, to: 0 }]), destinations)])
  }
  if (servicesOf(rule).length > 0) return []
  return make(isIcmp(rule.protocol) ? 'icmpType' : 'otherProtocol', [box(servicesOfRule(rule), destinations)])
}

/** Those that no rule of a firewall stands for. */
const unnamedServices = complementServices(
  (['tcp', 'udp', 'icmp', 'icmpv6', 'esp', 'gre'] as const).flatMap((protocol) => servicesOfProtocol(protocol)),
)
