/** Packets that boxes with pf let through, or drop, by themselves. */
import { allAddresses, allOfFamily } from '@/lib/net/address-set'
import type { PacketSet } from '@/lib/net/packet-set'
import { servicesOfIcmpTypes, servicesOfPorts } from '@/lib/net/service'
import { packetsFrom } from '../../router/evaluate/packets'

/** ICMPv6 that no network works without: unreachable, too big, neighbour solicitation and advertisement. */
export const neededIcmp: PacketSet = packetsFrom(
  allOfFamily[6],
  allOfFamily[6],
  servicesOfIcmpTypes('icmpv6', [1, 2, 135, 136]),
)

const portZero = [{ from: 0, to: 0 }]

export const toPortZero: PacketSet = packetsFrom(allAddresses, allAddresses, [
  ...servicesOfPorts('tcp', portZero),
  ...servicesOfPorts('udp', portZero),
])

export const ofFamily6: PacketSet = packetsFrom(allOfFamily[6], allOfFamily[6])
