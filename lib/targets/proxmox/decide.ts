/**
 * One packet through the rules of one card, one after the other as the product would: no sets, nothing remembered. It names
 * the lines for questions and witnesses, and referees `admits`.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm
 */
import { type Address, formatAddress } from '@/lib/net/address'
import { formatService, isPossible, type Packet } from '@/lib/net/packet'
import { parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import { hasPorts } from '@/lib/net/protocol'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { allow, deny } from '../decision/decision'
import type { Decision, Statement } from '../target'
import { cardsOf, filteringGuest, isSwitchedOff } from './admits'
import { policyOf } from './evaluate/admission'
import { vmidOfPoint } from './evaluate/card'
import { ipFilterOf, linkLocal } from './evaluate/ip-filter'
import { type Addresses, type Entry, resolveSet } from './evaluate/resolve'
import { type Stage, stagesOf } from './evaluate/stages'
import { asksNothing, dhcpPorts, neighbourTypes, routerAdvertisement } from './evaluate/system'
import { type GuestConfig, isOn, type ProxmoxModel, type Service } from './model'

export function decide(model: ProxmoxModel, at: Point, site: Site, packet: Packet): Decision {
  if (!isPossible(packet)) return deny('no packet mixes the two families so')
  if (packet.arrival !== 'wire') return deny('it never comes to the card')
  if (at.direction === 'ingress' && !isFor(packet.destination, at)) return deny('it is for no address behind the card')
  const guest = filteringGuest(model, at)
  if (guest === undefined) return decideUnfiltered(model, at)
  const { direction } = at
  if (packet.phase === 'reply') return allow('it answers a packet that was let through')
  if (asksNothing(packet)) return allow('ICMP that asks nothing is part of a conversation that was let through')
  const cards = cardsOf(at, site)
  const early = decideEarly(model, guest, direction, cards, packet)
  if (early !== undefined) return early
  const met = stagesOf(model.cluster, guest, direction, cards).filter(
    (stage) => stage.unknown === undefined && matches(stage, packet),
  )
  const what = `${formatAddress(direction === 'ingress' ? packet.source : packet.destination)} for ${formatService(packet)}`
  const [first] = met
  if (first?.action === 'deny') return deny(`a rule refuses ${what}`, linesOf(first, packet))
  if (first !== undefined) {
    const end = met.findIndex(({ action }) => action === 'deny')
    const letting = end < 0 ? met : met.slice(0, end)
    const word = direction === 'ingress' ? 'let in' : 'let out'
    return allow(
      `the rules of guest ${guest.vmid} ${word} ${what}`,
      letting.flatMap((stage) => linesOf(stage, packet)),
    )
  }
  const policy = policyOf(guest, direction)
  const setting = direction === 'ingress' ? guest.policyIn : guest.policyOut
  const lines = setting === undefined ? [] : [setting.at]
  return policy === 'ACCEPT'
    ? allow(`no rule names ${what}, and the policy is to accept`, lines)
    : deny(`no rule of guest ${guest.vmid} accepts ${what}`, lines)
}

function isFor({ family, value }: Address, { destinations }: Point): boolean {
  const point = family === 4 ? value : value + (1n << 32n)
  return destinations.bounds.some(
    (bound, i) => i % 2 === 0 && bound <= point && point <= (destinations.bounds[i + 1] ?? -1n),
  )
}

function decideUnfiltered({ cluster, guests }: ProxmoxModel, at: Point): Decision {
  const vmid = vmidOfPoint(at)
  const guest = guests.get(vmid)
  if (guest === undefined) return allow(`guest ${vmid} has no file, so nothing filters it`)
  const off = isSwitchedOff(cluster) ? cluster?.enable : guest.switches.enable
  const whose = isSwitchedOff(cluster) ? 'the datacenter' : `guest ${vmid}`
  return allow(`the firewall of ${whose} is not switched on`, off === undefined ? [] : [off.at])
}

/** What is decided before the rules of a person, in the order of the chains. */
function decideEarly(
  { cluster }: ProxmoxModel,
  guest: GuestConfig,
  direction: Point['direction'],
  cards: number,
  { source, protocol, port, icmpType }: Packet,
): Decision | undefined {
  const isIngress = direction === 'ingress'
  if (isIngress) {
    const blacklist = cluster?.sets.get('blacklist')
    const found = blacklist === undefined ? undefined : resolveSet(blacklist, { cluster, guest: undefined })
    const entry = found?.kind === 'addresses' ? entryOf(found.addresses, source) : undefined
    if (entry !== undefined)
      return deny('its source is on the blacklist of the datacenter', entry.at === undefined ? [] : [entry.at])
    const texts = ['224.0.0.0/4', '255.255.255.255/32']
    const isImpossible = texts.some((text) => {
      const prefix = parsePrefix(text)
      return prefix !== undefined && prefixHasAddress(prefix, source)
    })
    if (isImpossible) return deny('no packet begins at a multicast or broadcast address')
  }
  if (protocol === 'udp' && port === dhcpPorts[direction][source.family] && isOn(guest, 'dhcp')) {
    return allow('the option dhcp lets DHCP through, by its source port')
  }
  const filter = isIngress ? undefined : ipFilterOf(cluster, guest, cards)
  if (filter?.kind === 'on') {
    const local = parsePrefix(linkLocal)
    const isLocal = local !== undefined && prefixHasAddress(local, source)
    if (isLocal || entryOf(filter.addresses, source) === undefined) {
      return deny('the IP filter of the card does not let it send from there', [filter.at])
    }
  }
  if (protocol !== 'icmpv6' || icmpType === undefined) return undefined
  if (!isIngress && icmpType === routerAdvertisement && !isOn(guest, 'radv')) {
    return deny('router advertisements of guests are dropped without the option radv')
  }
  return neighbourTypes(guest, direction).includes(icmpType)
    ? allow('the option ndp lets neighbour discovery through')
    : undefined
}

function matches({ services, source, destination }: Stage, packet: Packet): boolean {
  return (
    services.some((service) => matchesService(service, packet)) &&
    (source === undefined || entryOf(source, packet.source) !== undefined) &&
    (destination === undefined || entryOf(destination, packet.destination) !== undefined)
  )
}

function matchesService({ protocol, ports, icmpType }: Service, packet: Packet): boolean {
  if (protocol === 'any') return true
  if (protocol !== packet.protocol) return false
  if (ports !== undefined && hasPorts(protocol)) {
    const port = packet.port ?? 0
    return ports.some(({ from, to }) => port >= from && port <= to)
  }
  return icmpType === undefined || icmpType === packet.icmpType
}

function entryOf({ entries, excluded }: Addresses, address: Address): Entry | undefined {
  if (excluded.some((prefix) => prefixHasAddress(prefix, address))) return undefined
  return entries.find(({ prefix }) => prefixHasAddress(prefix, address))
}

/** The rule; beside it where it comes in, and the entries that hold the packet's addresses. */
function linesOf({ at, via, source, destination }: Stage, packet: Packet): Statement[] {
  const entries = [
    source === undefined ? undefined : entryOf(source, packet.source)?.at,
    destination === undefined ? undefined : entryOf(destination, packet.destination)?.at,
  ]
  const others = [via, ...entries].flatMap((line) => (line === undefined ? [] : [{ ...line, beside: true as const }]))
  return [at, ...others]
}
