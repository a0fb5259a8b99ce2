/** The same as sets of packets. */
import { type Family, families } from '@/lib/net/address'
import { type AddressSet, allAddresses, allOfFamily, intersectSets, subtractSets } from '@/lib/net/address-set'
import type { Arrival } from '@/lib/net/packet'
import { noPackets, type PacketSet, packetSetOfBoxes, unionPackets } from '@/lib/net/packet-set'
import {
  allServices,
  complementServices,
  type ServiceInterval,
  servicesOfIcmpTypes,
  servicesOfPorts,
  servicesOfProtocol,
} from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { AlwaysOpen } from '../../target'
import { type GuestConfig, isOn } from '../model'
import { askingTypes, dhcpPorts, neighbourTypes, routerAdvertisement, untrackedTypes } from './system'

const perl = 'https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm'
export const neighboursId = 'ndp'
export const wire: readonly Arrival[] = ['wire']

function packetsFrom(
  sources: AddressSet,
  services: readonly ServiceInterval[],
  destinations: AddressSet = allAddresses,
): PacketSet {
  return packetSetOfBoxes([{ arrivals: wire, services, sources, destinations }])
}

export const everyPacket: PacketSet = packetsFrom(allAddresses, allServices)

const notAsking: readonly ServiceInterval[] = [
  ...without(servicesOfProtocol('icmp'), servicesOfIcmpTypes('icmp', askingTypes[4])),
  ...without(servicesOfProtocol('icmpv6'), servicesOfIcmpTypes('icmpv6', [...askingTypes[6], ...untrackedTypes])),
]

function without(all: readonly ServiceInterval[], some: readonly ServiceInterval[]): readonly ServiceInterval[] {
  return complementServices([...complementServices(all), ...some])
}

/** What is let through before everything else. */
export const conversation: AlwaysOpen = {
  id: 'conversation',
  title: 'ICMP errors and answers, as part of a conversation',
  source: perl,
  packets: packetsFrom(allAddresses, notAsking),
}

/** `barred`: sources that are dropped before any rule. */
export function openByItself(
  guest: GuestConfig,
  direction: Point['direction'],
  barred: AddressSet,
): readonly AlwaysOpen[] {
  const free = subtractSets(allAddresses, barred)
  const open = [conversation]
  const types = neighbourTypes(guest, direction)
  if (types.length > 0) {
    const packets = packetsFrom(free, servicesOfIcmpTypes('icmpv6', types))
    open.push({ id: neighboursId, title: 'Neighbour discovery of IPv6 (option ndp)', source: perl, packets })
  }
  if (isOn(guest, 'dhcp')) {
    // On its way out it is let through before the IP filter looks.
    const from = direction === 'ingress' ? free : allAddresses
    const packets = families.reduce((set, family) => unionPackets(set, dhcpOf(family, direction, from)), noPackets)
    open.push({ id: 'dhcp', title: 'DHCP, by its source port (option dhcp)', source: perl, packets })
  }
  return open
}

function dhcpOf(family: Family, direction: Point['direction'], free: AddressSet): PacketSet {
  const port = dhcpPorts[direction][family]
  const services = servicesOfPorts('udp', [{ from: port, to: port }])
  return packetsFrom(intersectSets(free, allOfFamily[family]), services, allOfFamily[family])
}

/** What is dropped before any rule: `barred` sources, and router advertisements of guests. */
export function droppedBefore(guest: GuestConfig, direction: Point['direction'], barred: AddressSet): PacketSet {
  const dropped = packetsFrom(barred, allServices)
  if (direction === 'ingress' || isOn(guest, 'radv')) return dropped
  return unionPackets(dropped, packetsFrom(allOfFamily[6], servicesOfIcmpTypes('icmpv6', [routerAdvertisement])))
}
