/** Sets of packets by who sends them to whom. */
import { type AddressSet, allAddresses, setOfPrefixes } from '@/lib/net/address-set'
import type { Arrival } from '@/lib/net/packet'
import { rowOfParts } from '@/lib/net/packet-row'
import { type PacketSet, packetSetOfRows } from '@/lib/net/packet-set'
import { parsePrefix } from '@/lib/net/prefix'
import { allServices, type ServiceInterval } from '@/lib/net/service'

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
