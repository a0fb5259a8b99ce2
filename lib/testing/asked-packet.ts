/** Packets in a few words, for tables of vendors' examples. */
import { parseAddress } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import { parseProtocol } from '@/lib/net/protocol'

export interface AskedPacket {
  readonly packet: Packet
  readonly direction: 'ingress' | 'egress'
}

/** `10.1.2.3 tcp/80`, `to 10.1.2.3 icmp/3/4`: the other end of a machine with these addresses, and a service. */
export function askedPacket(asked: string, machine: Readonly<Record<4 | 6, string>>): AskedPacket {
  const isOut = asked.startsWith('to ')
  const [end = '', service = ''] = asked.replace(/^to /, '').split(' ')
  const [name = '', first, second] = service.split('/')
  const protocol = parseProtocol(name)
  const far = parseAddress(end)
  const own = parseAddress(machine[far?.family ?? 4])
  if (far === undefined || own === undefined || protocol === undefined || protocol === 'any') throw new Error(asked)
  const isIcmp = protocol === 'icmp' || protocol === 'icmpv6'
  const detail = isIcmp
    ? { icmpType: Number(first), icmpCode: Number(second ?? 0) }
    : first === undefined
      ? {}
      : { port: Number(first) }
  const ends = isOut ? { source: own, destination: far } : { source: far, destination: own }
  return {
    packet: { ...ends, protocol, ...detail, arrival: 'wire', phase: 'new' },
    direction: isOut ? 'egress' : 'ingress',
  }
}
