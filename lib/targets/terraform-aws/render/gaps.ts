/** Packets of rules that EC2 cannot be told about: ports of SCTP. */
import { type AddressSet, allAddresses, intersectSets, noAddresses, unionSets } from '@/lib/net/address-set'
import { noPackets, packetSetOfBoxes, unionPackets } from '@/lib/net/packet-set'
import { prefixSet } from '@/lib/net/prefix-set'
import { servicesOfRule } from '@/lib/policy/intended'
import type { Rule } from '@/lib/policy/rule'
import type { Work } from '@/lib/policy/work'
import type { Gap } from '../../target'
import { capabilities } from '../capabilities'
import { lacksPorts } from './services'

/** `works`: one for each variant; a gap is the same in all of them, but for the addresses that machines have. */
export function findGaps(works: readonly Work[]): readonly Gap[] {
  const gaps = new Map<string, Gap>()
  for (const work of works) {
    const behind = new Map<Rule, AddressSet>()
    for (const { point, rules } of work.points) {
      for (const rule of rules) {
        if (lacksPorts(rule)) behind.set(rule, unionSets(behind.get(rule) ?? noAddresses, point.destinations))
      }
    }
    for (const [rule, destinations] of behind) {
      const isIngress = rule.direction === 'ingress'
      const packets = packetSetOfBoxes([
        {
          arrivals: ['wire'],
          services: servicesOfRule(rule),
          sources: isIngress ? prefixSet(rule.sources.nic) : allAddresses,
          destinations: isIngress ? destinations : intersectSets(destinations, prefixSet(rule.destinations)),
        },
      ])
      const { note: reason, source } = capabilities.sctpPorts
      const known = gaps.get(rule.id)?.packets ?? noPackets
      gaps.set(rule.id, {
        rule: rule.id,
        capability: 'sctpPorts',
        reason,
        source,
        packets: unionPackets(known, packets),
      })
    }
  }
  return [...gaps.values()]
}
