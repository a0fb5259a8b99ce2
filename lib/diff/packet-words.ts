/** A class of packets in the words of the page, the terminal and a review. */
import { formatPortRange } from '../net/port-range'
import { formatProtocol, hasPorts, isIcmp } from '../net/protocol'
import { listNames } from './list-names'
import type { PacketClass } from './packet-class'

/** Left-out protocols that are still named. */
const mostNamed = 4

/** `tcp/6443,50000`, `icmp/8`, `esp`, `tcp, every port`. */
export function serviceOfClass({ protocol, except, ports, icmpTypes }: PacketClass): string {
  if (protocol === 'any') {
    if (except.length === 0) return 'every protocol'
    return except.length > mostNamed
      ? 'every other protocol'
      : `every protocol but ${listNames(except.map(formatProtocol))}`
  }
  const details = ports.length > 0 ? ports.map(formatPortRange) : icmpTypes.map(String)
  const name = formatProtocol(protocol)
  if (details.length > 0) return `${name}/${details.join(',')}`
  return hasPorts(protocol) ? `${name}, every port` : isIcmp(protocol) ? `${name}, every type` : name
}

const placeWords = { guest: 'on the node', nic: 'at its network card', router: 'at the router' } as const

export function decidedAt({ at }: PacketClass): string {
  const words = at.map(({ place, direction }) =>
    direction === 'egress' ? `${placeWords[place]}, leaving` : placeWords[place],
  )
  return words.join('; ')
}
