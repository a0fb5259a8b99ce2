/** What of the policy's rules the product cannot be told, each with the capability it lacks. */
import { allAddresses } from '@/lib/net/address-set'
import { type PacketSet, packetSetOfBoxes } from '@/lib/net/packet-set'
import { prefixSet } from '@/lib/net/prefix-set'
import { type ServiceInterval, servicesOfIcmpTypes, servicesOfPorts } from '@/lib/net/service'
import type { Policy, Rule } from '@/lib/policy/rule'
import type { Gap } from '../../target'
import { type CapabilityKey, capabilities } from '../capabilities'
import { isNeighbour, rulesAtCards } from './plan'
import { serviceWords } from './service'

export function findGaps(policy: Policy): readonly Gap[] {
  return rulesAtCards(policy).flatMap((rule) => {
    const { namelessTypes, lacksPortZero } = serviceWords(rule)
    const { protocol } = rule
    const gaps: Gap[] = []
    const types = namelessTypes.filter((type) => protocol !== 'icmpv6' || !isNeighbour(type))
    if ((protocol === 'icmp' || protocol === 'icmpv6') && types.length > 0) {
      gaps.push(gapOf(rule, 'icmpType', servicesOfIcmpTypes(protocol, types)))
    }
    if (lacksPortZero) gaps.push(gapOf(rule, 'portZero', servicesOfPorts(protocol, [{ from: 0, to: 0 }])))
    return gaps
  })
}

function gapOf(rule: Rule, capability: CapabilityKey, services: readonly ServiceInterval[]): Gap {
  const { note: reason, source } = capabilities[capability]
  return { rule: rule.id, capability, reason, source, packets: packetsOf(rule, services) }
}

function packetsOf(rule: Rule, services: readonly ServiceInterval[]): PacketSet {
  const sources = rule.direction === 'ingress' ? prefixSet(rule.sources.nic) : allAddresses
  return packetSetOfBoxes([{ arrivals: ['wire'], services, sources, destinations: prefixSet(rule.destinations) }])
}
