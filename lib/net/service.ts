/**
 * Services as intervals of whole numbers: `protocol * 65536 + detail`, where the detail is the destination port, or
 * ICMP `type * 256 + code`. A protocol without either takes its whole block, so that every packet lies at one point.
 */
import type { Packet } from './packet'
import type { PortRange } from './port-range'
import { hasPorts, isIcmp, type Protocol, protocolFromNumber, protocolNumber } from './protocol'

export interface ServiceInterval {
  readonly first: number
  readonly last: number
}

export const protocolBlock = 65536
const protocolCount = 256
/** Every service of every protocol. */
export const allServices: readonly ServiceInterval[] = [{ first: 0, last: protocolCount * protocolBlock - 1 }]

export function servicesOfProtocol(protocol: Protocol): ServiceInterval[] {
  if (protocol === 'any') return [...allServices]
  const first = protocolNumber(protocol) * protocolBlock
  return [{ first, last: first + protocolBlock - 1 }]
}

export function servicesOfPorts(protocol: Protocol, ports: readonly PortRange[]): ServiceInterval[] {
  if (protocol === 'any') return [...allServices]
  const base = protocolNumber(protocol) * protocolBlock
  return ports.map(({ from, to }) => ({ first: base + from, last: base + to }))
}

/** All codes of the named ICMP types. */
export function servicesOfIcmpTypes(protocol: 'icmp' | 'icmpv6', types: readonly number[]): ServiceInterval[] {
  const base = protocolNumber(protocol) * protocolBlock
  return types.map((type) => ({ first: base + type * 256, last: base + type * 256 + 255 }))
}

/** The point of one packet. */
export function serviceOfPacket(packet: Packet): number {
  const base = protocolNumber(packet.protocol) * protocolBlock
  if (hasPorts(packet.protocol)) return base + (packet.port ?? 0)
  if (isIcmp(packet.protocol)) return base + (packet.icmpType ?? 0) * 256 + (packet.icmpCode ?? 0)
  return base
}

/** The service fields of the packet at a point. */
export function packetFieldsOfService(point: number): Pick<Packet, 'protocol' | 'port' | 'icmpType' | 'icmpCode'> {
  const protocol = protocolFromNumber(Math.floor(point / protocolBlock))
  const detail = point % protocolBlock
  if (hasPorts(protocol)) return { protocol, port: detail }
  if (isIcmp(protocol)) return { protocol, icmpType: detail >> 8, icmpCode: detail & 255 }
  return { protocol }
}

/** Sorted, with overlapping and adjacent intervals joined. */
export function mergeServices(intervals: readonly ServiceInterval[]): ServiceInterval[] {
  const merged: ServiceInterval[] = []
  for (const interval of [...intervals].sort((a, b) => a.first - b.first)) {
    const last = merged.at(-1)
    if (last !== undefined && interval.first <= last.last + 1) {
      merged[merged.length - 1] = { first: last.first, last: Math.max(last.last, interval.last) }
    } else merged.push(interval)
  }
  return merged
}

/** Everything outside the intervals. */
export function complementServices(intervals: readonly ServiceInterval[]): ServiceInterval[] {
  const rest: ServiceInterval[] = []
  let next = 0
  for (const { first, last } of mergeServices(intervals)) {
    if (first > next) rest.push({ first: next, last: first - 1 })
    next = last + 1
  }
  const end = protocolCount * protocolBlock - 1
  if (next <= end) rest.push({ first: next, last: end })
  return rest
}
