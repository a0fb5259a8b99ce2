/** Packets of rules that these chains cannot be told about, each with the capability they lack. */
import { type AddressSet, intersectSets, noAddresses } from '@/lib/net/address-set'
import { rowOfParts } from '@/lib/net/packet-row'
import { noPackets, type PacketSet, packetSetOfRows, unionPackets } from '@/lib/net/packet-set'
import { prefixSet } from '@/lib/net/prefix-set'
import { isIcmp } from '@/lib/net/protocol'
import { complementServices, type ServiceInterval, servicesOfIcmpTypes, servicesOfProtocol } from '@/lib/net/service'
import { comparedArrivals, servicesOfRule } from '@/lib/policy/intended'
import type { Rule } from '@/lib/policy/rule'
import { icmpProbeTypes } from '@/lib/site/talos-filter'
import type { Gap } from '../../target'
import { type CapabilityKey, capabilities } from '../capabilities'
import { protocolsOf, type Trimmed } from './permits'

/** `dropsProbes`: the chains drop ICMP timestamps and address masks before anything else. */
export function findGaps(rules: readonly Rule[], trimmed: readonly Trimmed[], dropsProbes: boolean): readonly Gap[] {
  const gaps = new Map<string, Gap>()
  const add = (rule: Rule, key: CapabilityKey, packets: PacketSet): void => {
    const id = `${rule.id} ${key}`
    const before = gaps.get(id)?.packets ?? noPackets
    const { note: reason, source } = capabilities[key]
    gaps.set(id, { rule: rule.id, capability: key, reason, source, packets: unionPackets(before, packets) })
  }
  for (const rule of rules) {
    if (!rule.places.includes('guest')) continue
    // A machine may send whatever it likes, so of what an egress rule admits nothing is missing.
    if (rule.direction === 'egress') add(rule, 'egress', noPackets)
    else if (isIcmp(rule.protocol)) add(rule, 'icmpType', dropsProbes ? packetsOf(rule, probes) : noPackets)
    else if (rule.protocol !== 'tcp' && rule.protocol !== 'udp') {
      const written = protocolsOf(rule).flatMap(servicesOfProtocol)
      add(
        rule,
        'portlessProtocol',
        packetsOf(rule, written.length === 0 ? servicesOfRule(rule) : complementServices(written)),
      )
    }
  }
  for (const { permit, addresses } of trimmed) {
    for (const rule of permit.rules) {
      const lost = intersectSets(prefixSet(rule.sources.guest), addresses)
      if (lost !== noAddresses) add(rule, 'lastAddress', packetsFrom(rule, lost, servicesOfRule(rule)))
    }
  }
  return [...gaps.values()]
}

const probes = servicesOfIcmpTypes('icmp', icmpProbeTypes)

function packetsOf(rule: Rule, services: readonly ServiceInterval[]): PacketSet {
  return packetsFrom(rule, prefixSet(rule.sources.guest), services)
}

/** Of the rule's own packets, those of the services. */
function packetsFrom(rule: Rule, sources: AddressSet, services: readonly ServiceInterval[]): PacketSet {
  const own = servicesOfRule(rule)
  const common = complementServices([...complementServices(own), ...complementServices(services)])
  if (common.length === 0) return noPackets
  const row = rowOfParts([{ arrivals: comparedArrivals('guest'), services: common, sources }])
  return packetSetOfRows([{ destinations: prefixSet(rule.destinations), row }])
}
