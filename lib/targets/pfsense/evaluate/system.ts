/**
 * What pfSense decides before any rule of a person. Only what can meet a packet between networks is here.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc
 */
import { type AddressSet, allAddresses, allOfFamily, setOfPrefixes } from '@/lib/net/address-set'
import type { Arrival } from '@/lib/net/packet'
import { rowOfParts } from '@/lib/net/packet-row'
import { noPackets, type PacketSet, packetSetOfRows, unionPackets } from '@/lib/net/packet-set'
import { parsePrefix } from '@/lib/net/prefix'
import { allServices, type ServiceInterval, servicesOfIcmpTypes, servicesOfPorts } from '@/lib/net/service'
import type { AlwaysOpen } from '../../target'
import type { Box } from '../model'

const generatorSource = 'https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc'
export const wire: readonly Arrival[] = ['wire']

/** ICMPv6 that no network works without: unreachable, too big, neighbour solicitation and advertisement. */
const openIcmpTypes: readonly number[] = [1, 2, 135, 136]

export function openByItself(box: Box | undefined): readonly AlwaysOpen[] {
  return box?.v6Allowed === false ? [] : [openIcmp]
}

const openIcmp: AlwaysOpen = {
  id: 'icmpv6',
  title: 'ICMPv6 unreachable, too big, and neighbour discovery',
  source: generatorSource,
  packets: packetsFrom(allOfFamily[6], allOfFamily[6], servicesOfIcmpTypes('icmpv6', openIcmpTypes)),
}

function packetsFrom(
  sources: AddressSet,
  destinations: AddressSet,
  services: readonly ServiceInterval[] = allServices,
): PacketSet {
  return packetSetOfRows([{ destinations, row: rowOfParts([{ arrivals: wire, services, sources }]) }])
}

export const everyPacket: PacketSet = packetsFrom(allAddresses, allAddresses)

function setOf(...texts: readonly string[]): AddressSet {
  return setOfPrefixes(texts.flatMap((text) => parsePrefix(text) ?? []))
}

/** IPv4 addresses that a router must not forward (RFC 3927). */
const linkLocal: AddressSet = setOf('169.254.0.0/16')
/** What "Block private networks" on an interface names. */
const privateNetworks: AddressSet = setOf('10.0.0.0/8', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7')

const portZero = [{ from: 0, to: 0 }]
const portZeroServices: readonly ServiceInterval[] = [
  ...servicesOfPorts('tcp', portZero),
  ...servicesOfPorts('udp', portZero),
]
const toPortZero = packetsFrom(allAddresses, allAddresses, portZeroServices)
const linkLocalPackets = unionPackets(packetsFrom(linkLocal, allAddresses), packetsFrom(allAddresses, linkLocal))
const v6Packets = packetsFrom(allOfFamily[6], allOfFamily[6])
const privatePackets = packetsFrom(privateNetworks, allAddresses)

/** What is dropped whatever a rule says; `key` is the interface on which it comes. */
export function blockedByItself(box: Box | undefined, key: string): PacketSet {
  let blocked = box?.linkLocalAllowed === true ? toPortZero : unionPackets(toPortZero, linkLocalPackets)
  if (box?.v6Allowed === false) blocked = unionPackets(blocked, v6Packets)
  if (box?.interfaces.get(key)?.blocksPrivate === true) blocked = unionPackets(blocked, privatePackets)
  return box?.filterDisabled === true ? noPackets : blocked
}
