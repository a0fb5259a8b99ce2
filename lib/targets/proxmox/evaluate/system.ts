/**
 * What the firewall decides at a card before the rules of a person.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm
 * @see https://github.com/proxmox/proxmox-firewall/blob/master/proxmox-firewall/resources/proxmox-firewall.nft
 */
import type { Family } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import type { Point } from '@/lib/site/point'
import { type GuestConfig, isOn } from '../model'

/**
 * ICMP that asks something, and so begins a conversation. Every other type belongs to one or is invalid.
 * @see https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/net/netfilter/nf_conntrack_proto_icmp.c
 */
export const askingTypes: Readonly<Record<Family, readonly number[]>> = { 4: [8, 13, 15, 17], 6: [128, 139] }

/**
 * Neighbour discovery and multicast reports of IPv6, which nobody tracks.
 * @see https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/net/netfilter/nf_conntrack_proto_icmpv6.c
 */
export const untrackedTypes: readonly number[] = [130, 131, 132, 133, 134, 135, 136, 143]

export const routerAdvertisement = 134

/** Neighbour discovery that the option `ndp` lets through. */
export function neighbourTypes(guest: GuestConfig, direction: Point['direction']): readonly number[] {
  if (!isOn(guest, 'ndp')) return []
  return direction === 'ingress' || isOn(guest, 'radv') ? [133, 134, 135, 136] : [133, 135, 136]
}

/** The port to which the other end of DHCP listens, by family: answers come in, questions go out. */
export const dhcpPorts: Readonly<Record<Point['direction'], Readonly<Record<Family, number>>>> = {
  ingress: { 4: 68, 6: 546 },
  egress: { 4: 67, 6: 547 },
}

/** Part of a conversation, for the plain interpreter. */
export function asksNothing({ protocol, icmpType = 0, source }: Packet): boolean {
  if (protocol !== 'icmp' && protocol !== 'icmpv6') return false
  if (askingTypes[source.family].includes(icmpType)) return false
  return protocol === 'icmp' || !untrackedTypes.includes(icmpType)
}
