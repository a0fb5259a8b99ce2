import { type Address, formatAddress } from './address'
import { formatProtocol, hasPorts, isIcmp, type ProtocolName } from './protocol'

/** How a packet comes to the filter inside a node; filters elsewhere only see the wire. */
export const arrivals = ['wire', 'pod', 'kubespan', 'siderolink', 'lo'] as const
export type Arrival = (typeof arrivals)[number]

/** The first packet of a conversation, or one that answers it. Stateful filters are compared on new packets only. */
type Phase = 'new' | 'reply'

export interface Packet {
  readonly source: Address
  readonly destination: Address
  readonly protocol: ProtocolName | number
  /** Destination port; only for protocols with ports. */
  readonly port?: number
  readonly icmpType?: number
  readonly icmpCode?: number
  readonly arrival: Arrival
  readonly phase: Phase
}

/** No packet goes from one family to the other, and ICMP of the one is none of the other. */
export function isPossible({
  source,
  destination,
  protocol,
}: Pick<Packet, 'source' | 'destination' | 'protocol'>): boolean {
  return source.family === destination.family && protocol !== (source.family === 4 ? 'icmpv6' : 'icmp')
}

/** `203.0.113.9 -> 10.0.0.11 tcp/6443`, the form the question bar and the terminal read back. */
export function formatPacket(packet: Packet): string {
  return `${formatAddress(packet.source)} -> ${formatAddress(packet.destination)} ${formatService(packet)}`
}

/** `tcp/6443`, `icmp/8`, `esp`. */
export function formatService(packet: Pick<Packet, 'protocol' | 'port' | 'icmpType'>): string {
  const name = typeof packet.protocol === 'number' ? String(packet.protocol) : packet.protocol
  if (hasPorts(packet.protocol)) return `${name}/${packet.port ?? 0}`
  if (isIcmp(packet.protocol)) return `${name}/${packet.icmpType ?? 0}`
  return formatProtocol(packet.protocol)
}
