/**
 * The policy asked about one packet, by plain comparison: no sets, first principles. It referees the set engine and
 * names the rules on the policy's side of a witness.
 */
import type { Packet } from '../net/packet'
import { prefixHasAddress } from '../net/prefix'
import { hasPorts } from '../net/protocol'
import type { Rule } from './rule'
import type { PointWork, Work } from './work'

export interface PolicyDecision {
  readonly verdict: 'allow' | 'deny'
  /** Rules that admit the packet; for a denial, those of the same listener, which nearly do. */
  readonly rules: readonly Rule[]
}

export function decidePolicy(work: Work, at: PointWork, packet: Packet): PolicyDecision {
  const sameService = at.rules.filter((rule) => matchesService(rule, packet))
  const admitting = sameService.filter(
    (rule) => matchesSource(rule, at, packet) && matchesDestination(rule, at, packet),
  )
  if (admitting.length > 0) return { verdict: 'allow', rules: admitting }
  const listed = sameService.length > 0 || at.closed.some((rule) => matchesService(rule, packet))
  const accepts =
    work.policy.defaultAction === 'accept' &&
    at.point.place === 'guest' &&
    (packet.protocol === 'tcp' || packet.protocol === 'udp') &&
    !listed
  return { verdict: accepts ? 'allow' : 'deny', rules: sameService }
}

function matchesSource(rule: Rule, at: PointWork, packet: Packet): boolean {
  if (at.point.blindTo === 'source') return true
  return rule.sources[at.point.place].some((prefix) => prefixHasAddress(prefix, packet.source))
}

/** Inside a node every rule of its own concerns all of its addresses; elsewhere the rule says which. */
function matchesDestination(rule: Rule, at: PointWork, packet: Packet): boolean {
  if (at.point.place === 'guest' || at.point.blindTo === 'destination') return true
  return rule.destinations.some((prefix) => prefixHasAddress(prefix, packet.destination))
}

/** Whether the rule's protocol, ports and ICMP types include the packet's. */
export function matchesService(rule: Rule, packet: Packet): boolean {
  if (rule.protocol === 'any') return true
  if (rule.protocol !== packet.protocol) return false
  if (hasPorts(rule.protocol)) {
    const port = packet.port ?? 0
    return rule.ports.length === 0 || rule.ports.some((range) => port >= range.from && port <= range.to)
  }
  if (rule.protocol === 'icmp' || rule.protocol === 'icmpv6') {
    return rule.icmpTypes.length === 0 || rule.icmpTypes.includes(packet.icmpType ?? -1)
  }
  return true
}
