/** One condition and one packet, by comparing numbers only. */
import type { Packet } from '@/lib/net/packet'
import { protocolNumber } from '@/lib/net/protocol'
import type { FilterRule, Match } from '../ruleset'

/** A packet, and whether its destination is an address of the machine itself. */
export interface Arrived {
  readonly packet: Packet
  readonly isLocal: boolean
}

export function meetsRule(rule: FilterRule, arrived: Arrived): boolean {
  return rule.matches.every((match) => meets(match, arrived))
}

function meets(match: Match, { packet, isLocal }: Arrived): boolean {
  const { destination, protocol, port, icmpType } = packet
  switch (match.kind) {
    case 'interface':
      return match.names.some((name) => name === packet.arrival) !== match.not
    case 'family':
      return match.families.includes(destination.family) !== match.not
    case 'protocol':
      return match.numbers.includes(protocolNumber(protocol)) !== match.not
    case 'state':
      return match.states.includes(stateOf(packet)) !== match.not
    case 'address':
      return destination.family === match.family && rangeOf(match, packet) >= 0 !== match.not
    case 'port':
      return (
        protocol === match.protocol &&
        port !== undefined &&
        match.ranges.some(({ from, to }) => port >= from && port <= to) !== match.not
      )
    case 'icmp':
      return (
        protocol === match.protocol &&
        match.types.some(({ from, to }) => (icmpType ?? 0) >= from && (icmpType ?? 0) <= to) !== match.not
      )
    case 'local':
      return isLocal !== match.not
  }
}

/** Which of the ranges holds the address, or -1. */
export function rangeOf(match: Extract<Match, { kind: 'address' }>, { source, destination }: Packet): number {
  const { family, value } = match.end === 'source' ? source : destination
  return match.ranges.findIndex((range) => range.family === family && value >= range.first && value <= range.last)
}

function stateOf({ phase, protocol, icmpType = 0 }: Packet): 'new' | 'established' | 'untracked' {
  // Multicast reports and neighbour discovery are tracked by nobody.
  if (protocol === 'icmpv6' && ((icmpType >= 130 && icmpType <= 136) || icmpType === 143)) {
    return phase === 'new' ? 'untracked' : 'established'
  }
  return phase === 'new' ? 'new' : 'established'
}
