/**
 * IP protocols by the names people type.
 * @see https://www.iana.org/assignments/protocol-numbers
 */
const protocolNumbers = {
  icmp: 1,
  ipip: 4,
  tcp: 6,
  udp: 17,
  gre: 47,
  esp: 50,
  icmpv6: 58,
  vrrp: 112,
  sctp: 132,
} as const

export type ProtocolName = keyof typeof protocolNumbers
/** A name, a number without a name here (0 to 255), or `any` for all of them. */
export type Protocol = ProtocolName | number | 'any'

const namesByNumber = new Map<number, ProtocolName>(
  Object.entries(protocolNumbers).map(([name, number]) => [number, name as ProtocolName]),
)

export function isProtocolName(text: string): text is ProtocolName {
  return Object.hasOwn(protocolNumbers, text)
}

/** Reads a name or a decimal number, in any case. */
export function parseProtocol(text: string): Protocol | undefined {
  const lower = text.toLowerCase()
  if (lower === 'any' || isProtocolName(lower)) return lower
  if (!/^(0|[1-9]\d{0,2})$/.test(lower) || Number(lower) > 255) return undefined
  return protocolFromNumber(Number(lower))
}

export function protocolFromNumber(number: number): ProtocolName | number {
  return namesByNumber.get(number) ?? number
}

export function protocolNumber(protocol: ProtocolName | number): number {
  return typeof protocol === 'number' ? protocol : protocolNumbers[protocol]
}

export function formatProtocol(protocol: Protocol): string {
  return typeof protocol === 'number' ? `protocol ${protocol}` : protocol
}

/** Whether the protocol's headers carry ports. */
export function hasPorts(protocol: Protocol): boolean {
  return protocol === 'tcp' || protocol === 'udp' || protocol === 'sctp'
}

export function isIcmp(protocol: Protocol): boolean {
  return protocol === 'icmp' || protocol === 'icmpv6'
}
