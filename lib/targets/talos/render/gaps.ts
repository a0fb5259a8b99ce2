/** Packets of rules that Talos cannot be told about, each with the capability it lacks. */
import { intersectSets, noAddresses, setOfPrefixes } from '@/lib/net/address-set'
import { rowOfParts } from '@/lib/net/packet-row'
import { noPackets, type PacketBox, type PacketSet, packetSetOfRows, unionPackets } from '@/lib/net/packet-set'
import { prefixSet } from '@/lib/net/prefix-set'
import { isIcmp } from '@/lib/net/protocol'
import { complementServices, type ServiceInterval, servicesOfProtocol } from '@/lib/net/service'
import { comparedArrivals, servicesOfRule } from '@/lib/policy/intended'
import type { Rule } from '@/lib/policy/rule'
import type { Gap } from '../../target'
import { type CapabilityKey, capabilities } from '../capabilities'
import { protocolsOf, type TalosDocument } from './documents'

/** Gaps of the policy's rules at `guest`, then those that single documents had to leave out. */
export function findGaps(rules: readonly Rule[], documents: readonly TalosDocument[]): readonly Gap[] {
  const gaps = new Map<string, Gap>()
  const add = (rule: Rule, key: CapabilityKey, packets: PacketSet): void => {
    const id = `${rule.id} ${key}`
    const known = gaps.get(id)
    const { note: reason, source } = capabilities[key]
    gaps.set(id, {
      rule: rule.id,
      capability: key,
      reason,
      source,
      packets: known === undefined ? packets : unionPackets(known.packets, packets),
    })
  }
  for (const rule of rules) {
    if (!rule.places.includes('guest')) continue
    const key = lackOf(rule)
    if (key !== undefined) add(rule, key, packetsOf(rule, restOf(rule)))
  }
  for (const document of documents) {
    if (document.lost === undefined) continue
    for (const rule of document.rules) {
      const lost = intersectSets(prefixSet(rule.sources.guest), setOfPrefixes(document.lost))
      if (lost !== noAddresses) add(rule, 'lastAddress', packetsFrom(rule, lost, servicesOfRule(rule)))
    }
  }
  return [...gaps.values()]
}

function lackOf(rule: Rule): CapabilityKey | undefined {
  if (rule.direction === 'egress') return 'egress'
  if (isIcmp(rule.protocol)) return 'icmpType'
  return rule.protocol === 'tcp' || rule.protocol === 'udp' ? undefined : 'portlessProtocol'
}

/** What no document can say: all of it, or for `any` all but tcp and udp. */
function restOf(rule: Rule): readonly ServiceInterval[] {
  // A machine may send whatever it likes, so of what an egress rule admits nothing is missing.
  if (rule.direction === 'egress') return []
  const written = protocolsOf(rule).flatMap(servicesOfProtocol)
  return written.length === 0 ? servicesOfRule(rule) : complementServices(written)
}

function packetsOf(rule: Rule, services: readonly ServiceInterval[]): PacketSet {
  return packetsFrom(rule, prefixSet(rule.sources.guest), services)
}

function packetsFrom(rule: Rule, from: PacketBox['sources'], services: readonly ServiceInterval[]): PacketSet {
  if (services.length === 0) return noPackets
  const row = rowOfParts([{ arrivals: comparedArrivals('guest'), services, sources: from }])
  return packetSetOfRows([{ destinations: prefixSet(rule.destinations), row }])
}
