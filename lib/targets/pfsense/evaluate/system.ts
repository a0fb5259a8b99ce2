/**
 * What pfSense decides before any rule of a person. Only what can meet a packet between networks is here.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc
 */
import { type AddressSet, allAddresses } from '@/lib/net/address-set'
import { noPackets, type PacketSet, unionPackets } from '@/lib/net/packet-set'
import { neededIcmp, ofFamily6, toPortZero } from '../../pf/evaluate/packets'
import { addressesOf, packetsFrom } from '../../router/evaluate/packets'
import type { AlwaysOpen } from '../../target'
import type { Box } from '../model'

const generatorSource = 'https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc'

export function openByItself(box: Box | undefined): readonly AlwaysOpen[] {
  return box?.v6Allowed === false ? [] : [openIcmp]
}

const openIcmp: AlwaysOpen = {
  id: 'icmpv6',
  title: 'ICMPv6 unreachable, too big, and neighbour discovery',
  source: generatorSource,
  packets: neededIcmp,
}

/** IPv4 addresses that a router must not forward (RFC 3927). */
const linkLocal: AddressSet = addressesOf('169.254.0.0/16')
/** What "Block private networks" on an interface names. */
const privateNetworks: AddressSet = addressesOf(
  '10.0.0.0/8',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
)

const linkLocalPackets = unionPackets(packetsFrom(linkLocal, allAddresses), packetsFrom(allAddresses, linkLocal))
const privatePackets = packetsFrom(privateNetworks, allAddresses)

/** What is dropped whatever a rule says; `key` is the interface on which it comes. */
export function blockedByItself(box: Box | undefined, key: string): PacketSet {
  let blocked = box?.linkLocalAllowed === true ? toPortZero : unionPackets(toPortZero, linkLocalPackets)
  if (box?.v6Allowed === false) blocked = unionPackets(blocked, ofFamily6)
  if (box?.interfaces.get(key)?.blocksPrivate === true) blocked = unionPackets(blocked, privatePackets)
  return box?.filterDisabled === true ? noPackets : blocked
}
