/** Sets of packets that boxes with pf let through, or drop, by themselves. */
import { type AddressSet, allAddresses, allOfFamily, setOfPrefixes } from '@/lib/net/address-set'
import type { Arrival } from '@/lib/net/packet'
import { rowOfParts } from '@/lib/net/packet-row'
import { type PacketSet, packetSetOfRows } from '@/lib/net/packet-set'
import { parsePrefix } from '@/lib/net/prefix'
import { allServices, type ServiceInterval, servicesOfIcmpTypes, servicesOfPorts } from '@/lib/net/service'

export const wire: readonly Arrival[] = ['wire']

export function packetsFrom(
  sources: AddressSet,
  destinations: AddressSet,
  services: readonly ServiceInterval[] = allServices,
): PacketSet {
  return packetSetOfRows([{ destinations, row: rowOfParts([{ arrivals: wire, services, sources }]) }])
}

export const everyPacket: PacketSet = packetsFrom(allAddresses, allAddresses)

export function addressesOf(...texts: readonly string[]): AddressSet {
  return setOfPrefixes(texts.flatMap((text) => parsePrefix(text) ?? []))
}

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
