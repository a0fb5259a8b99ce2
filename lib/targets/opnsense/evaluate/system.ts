/**
 * What OPNsense decides before any rule of a person. Only what can meet a packet between networks is here.
 * @see https://github.com/opnsense/core/blob/master/src/etc/inc/filter.lib.inc
 */
import { type AddressSet, allAddresses } from '@/lib/net/address-set'
import { type PacketSet, unionPackets } from '@/lib/net/packet-set'
import { neededIcmp, ofFamily6, toPortZero } from '../../pf/evaluate/packets'
import { addressesOf, packetsFrom } from '../../router/evaluate/packets'
import type { AlwaysOpen } from '../../target'
import type { Box } from '../model'

const openIcmp: AlwaysOpen = {
  id: 'icmpv6',
  title: 'ICMPv6 unreachable, too big, and neighbour discovery',
  source: 'https://github.com/opnsense/core/blob/master/src/etc/inc/filter.lib.inc',
  packets: neededIcmp,
}

export function openByItself(box: Box | undefined): readonly AlwaysOpen[] {
  return box?.v6Allowed === false ? [] : [openIcmp]
}

/** What "Block private networks" on an interface names. */
const privateNetworks: AddressSet = addressesOf(
  '10.0.0.0/8',
  '127.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
)
const privatePackets = packetsFrom(privateNetworks, allAddresses)

/** What is dropped whatever a rule says; `key` is the interface on which it comes. */
export function blockedByItself(box: Box | undefined, key: string): PacketSet {
  const always = box?.v6Allowed === false ? unionPackets(toPortZero, ofFamily6) : toPortZero
  return box?.interfaces.get(key)?.blocksPrivate === true ? unionPackets(always, privatePackets) : always
}
