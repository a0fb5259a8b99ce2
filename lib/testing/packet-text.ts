import type { Packet } from '@/lib/net/packet'
import { parseProtocol } from '@/lib/net/protocol'
import { readAddress } from '@/lib/net/text-cache'

/** A new packet on the wire: `192.168.10.5 -> 192.168.30.11 tcp/6443`, `… icmp/8`, `… esp`. */
export function packetOf(text: string): Packet {
  const match = /^(\S+) -> (\S+) ([\w]+)(?:\/(\d+))?$/.exec(text)
  const [source, destination] = [match?.[1], match?.[2]].map((word) => readAddress(word ?? ''))
  const protocol = parseProtocol(match?.[3] ?? '')
  if (source === undefined || destination === undefined || protocol === undefined || protocol === 'any') {
    throw new Error(`no packet: ${text}`)
  }
  const number = match?.[4] === undefined ? undefined : Number(match[4])
  const base = { source, destination, protocol, arrival: 'wire', phase: 'new' } as const
  if (number === undefined) return base
  return protocol === 'icmp' || protocol === 'icmpv6' ? { ...base, icmpType: number } : { ...base, port: number }
}
