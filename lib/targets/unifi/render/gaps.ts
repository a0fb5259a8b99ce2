/** What of the policy's rules the gateway cannot be told about or does not see. */
import { rowOfParts } from '@/lib/net/packet-row'
import { packetSetOfRows } from '@/lib/net/packet-set'
import { prefixSet } from '@/lib/net/prefix-set'
import { servicesOfRule } from '@/lib/policy/intended'
import type { Rule } from '@/lib/policy/rule'
import { findGaps as findPlanGaps, type GapRequest } from '../../router/render/gaps'
import type { Gap } from '../../target'
import { capabilities } from '../capabilities'

/** Protocols that a policy can name. */
export function isNameable({ protocol }: Rule): boolean {
  return protocol === 'tcp' || protocol === 'udp' || protocol === 'any'
}

export function findGaps(rules: readonly Rule[], request: Omit<GapRequest, 'capabilities'>): readonly Gap[] {
  const seen = rules.filter((rule) => rule.places.includes('router') && rule.sources.router.length > 0)
  return [
    ...findPlanGaps(seen.filter(isNameable), { ...request, capabilities }),
    ...seen.filter((rule) => !isNameable(rule)).map(namelessGap),
  ]
}

function namelessGap(rule: Rule): Gap {
  const capability = rule.icmpTypes.length > 0 ? 'icmpType' : 'protocol'
  const { note: reason, source } = capabilities[capability]
  const parts = [
    { arrivals: ['wire'] as const, services: servicesOfRule(rule), sources: prefixSet(rule.sources.router) },
  ]
  const packets = packetSetOfRows([{ destinations: prefixSet(rule.destinations), row: rowOfParts(parts) }])
  return { rule: rule.id, capability, reason, source, packets }
}
