/** One packet to try, and what it is to show. */
import { formatAddress } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import type { Site } from '@/lib/site/site'
import type { Machine } from './cast'
import type { Probe } from './kernel'

export interface Question {
  readonly machine: Machine
  /** As the machine meets it. */
  readonly packet: Packet
  /** What is sent; for an answer, what asks for it. */
  readonly probe: Probe
  /** Which facts about Talos it puts to the test, as headings of `facts/talos.md`. */
  readonly facts: readonly string[]
}

export function isNodePort(port: number | undefined, { nodePortRange: { from, to } }: Site): boolean {
  return port !== undefined && port >= from && port <= to
}

/** Sent as the machine is to meet it. */
export function ask(machine: Machine, packet: Packet, facts: readonly string[]): Question {
  const { source, destination, protocol, port = 0, icmpType } = packet
  const ends = { from: formatAddress(source), to: formatAddress(destination) }
  if (protocol === 'tcp' || protocol === 'udp') return { machine, packet, probe: { ...ends, protocol, port }, facts }
  if (icmpType === undefined) throw new Error(`a packet of ${protocol} is no question to ports or by ICMP`)
  return { machine, packet, probe: { ...ends, protocol: 'icmp', icmpType }, facts }
}
