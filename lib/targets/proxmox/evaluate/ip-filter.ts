/**
 * The addresses from which a card lets its machine send, where that is narrowed. Its own link-local address, which the product
 * makes out of the MAC address, is in no file.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm
 */
import type { Statement } from '../../target'
import { type ClusterConfig, type GuestConfig, isOn } from '../model'
import { type Addresses, resolveSet } from './resolve'

export type IpFilter =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly at: Statement; readonly addresses: Addresses }
  | { readonly kind: 'unknown'; readonly at: Statement; readonly why: string }

const isFilterSet = /^ipfilter-net\d+$/

export function ipFilterOf(cluster: ClusterConfig | undefined, guest: GuestConfig, cards: number): IpFilter {
  const sets = [...guest.sets].filter(([name]) => isFilterSet.test(name))
  const [first] = sets
  if (!isOn(guest, 'ipfilter')) {
    if (first === undefined) return { kind: 'off' }
    const why = `the one firewall of the product heeds ${first[0]} without the option ipfilter, the other does not`
    return { kind: 'unknown', at: first[1].at, why }
  }
  const at = guest.switches.ipfilter?.at ?? first?.[1].at
  if (at === undefined) return { kind: 'off' }
  if (first === undefined) return { kind: 'on', at, addresses: { entries: [], excluded: [] } }
  if (cards > 1) return { kind: 'unknown', at, why: 'each card has addresses of its own, and no file says which' }
  const own = guest.sets.get('ipfilter-net0')
  if (own === undefined) return { kind: 'on', at, addresses: { entries: [], excluded: [] } }
  const found = resolveSet(own, { cluster, guest })
  return found.kind === 'addresses'
    ? { kind: 'on', at, addresses: found.addresses }
    : { kind: 'unknown', at, why: found.kind === 'unknown' ? found.why : `there is no ${found.what}` }
}

export const linkLocal = 'fe80::/10'
