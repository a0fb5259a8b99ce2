/**
 * What one card lets in or out, as sets of packets: the first rule that matches decides, and the policy about what none does.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm
 */
import {
  type AddressSet,
  allAddresses,
  noAddresses,
  setOfPrefixes,
  subtractSets,
  unionSets,
} from '@/lib/net/address-set'
import {
  intersectPackets,
  isEmptyPacketSet,
  noPackets,
  type PacketBox,
  type PacketSet,
  packetSetOfBoxes,
  subtractPackets,
  unionPackets,
} from '@/lib/net/packet-set'
import { parsePrefix } from '@/lib/net/prefix'
import { hasPorts } from '@/lib/net/protocol'
import {
  allServices,
  type ServiceInterval,
  servicesOfIcmpTypes,
  servicesOfPorts,
  servicesOfProtocol,
} from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { AlwaysOpen } from '../../target'
import type { ClusterConfig, GuestConfig, Service } from '../model'
import { conversation, droppedBefore, everyPacket, neighboursId, openByItself, wire } from './always'
import { impossibleSources } from './card'
import { type IpFilter, ipFilterOf, linkLocal } from './ip-filter'
import { type Addresses, resolveSet } from './resolve'
import { type Stage, stagesOf } from './stages'

export interface Admission {
  readonly ruled: PacketSet
  readonly always: readonly AlwaysOpen[]
  readonly doubts: readonly { readonly at: Stage['at']; readonly packets: PacketSet; readonly why: string }[]
}

/** Nothing is filtered here. */
export const openAdmission: Admission = { ruled: everyPacket, always: [], doubts: [] }

export function admissionOf(
  cluster: ClusterConfig | undefined,
  guest: GuestConfig,
  direction: Point['direction'],
  cards: number,
): Admission {
  const filter = ipFilterOf(cluster, guest, cards)
  const barred = direction === 'ingress' ? unionSets(impossibleSources, blacklistOf(cluster)) : barredBy(filter)
  const dropped = droppedBefore(guest, direction, barred)
  const always = openByItself(guest, direction, barred)
  const stages = stagesOf(cluster, guest, direction, cards)
  const walked = walk(stages, policyOf(guest, direction) === 'ACCEPT')
  const ruled = subtractPackets(walked.packets, dropped)
  const doubts = [
    ...walked.doubts,
    ...optionDoubts(guest, filter, direction, { ruled, always }),
    ...(direction === 'ingress' ? blacklistDoubts(cluster, { ruled, always }) : linkLocalDoubts(guest, filter, walked)),
  ]
  return { ruled, always, doubts }
}

export function policyOf(guest: GuestConfig, direction: Point['direction']): 'ACCEPT' | 'DROP' | 'REJECT' {
  return direction === 'ingress' ? (guest.policyIn?.value ?? 'DROP') : (guest.policyOut?.value ?? 'ACCEPT')
}

/** An IP set of this name in the datacenter's file is dropped wherever it comes in. */
function blacklistOf(cluster: ClusterConfig | undefined): AddressSet {
  const set = cluster?.sets.get('blacklist')
  const found = set === undefined ? undefined : resolveSet(set, { cluster, guest: undefined })
  return found?.kind === 'addresses' ? addressSet(found.addresses) : noAddresses
}

/** Where the programs of the product read it differently, nothing is said of the sources that it names: it comes before all but answers. */
function blacklistDoubts(
  cluster: ClusterConfig | undefined,
  { ruled, always }: Pick<Admission, 'ruled' | 'always'>,
): Admission['doubts'] {
  const set = cluster?.sets.get('blacklist')
  const found = set === undefined ? undefined : resolveSet(set, { cluster, guest: undefined })
  if (set === undefined || found?.kind !== 'unknown') return []
  const named = setOfPrefixes(
    set.entries.flatMap(({ address }) => ('alias' in address ? (cluster?.aliases.get(address.alias) ?? []) : address)),
  )
  const asked = { arrivals: wire, services: allServices, sources: named, destinations: allAddresses }
  const open = subtractPackets(always.map(({ packets }) => packets).reduce(unionPackets, ruled), conversation.packets)
  return [{ at: set.at, packets: intersectPackets(open, packetSetOfBoxes([asked])), why: found.why }]
}

/** An IP filter lets the card send from an address of its own there, and whatever of it a set names the programs take differently. */
function linkLocalDoubts(guest: GuestConfig, filter: IpFilter, { packets }: Walked): Admission['doubts'] {
  if (filter.kind !== 'on') return []
  const from = { arrivals: wire, services: allServices, sources: localAddresses, destinations: allAddresses }
  const dropped = droppedBefore(guest, 'egress', noAddresses)
  const open = openByItself(guest, 'egress', noAddresses).find(({ id }) => id === neighboursId)?.packets ?? noPackets
  const some = subtractPackets(unionPackets(subtractPackets(packets, dropped), open), conversation.packets)
  const left = intersectPackets(some, packetSetOfBoxes([from]))
  const why = 'the product makes the link-local address of the card out of its MAC address, and no file says which'
  return [{ at: filter.at, packets: left, why }]
}

interface Walked {
  readonly packets: PacketSet
  readonly doubts: Admission['doubts']
}

/** Neighbours that do the same are one step. */
function walk(stages: readonly Stage[], acceptsRest: boolean): Walked {
  let accepted = noPackets
  let refused = noPackets
  const open: { readonly stage: Stage; readonly packets: PacketSet }[] = []
  let batch: Stage[] = []
  const settle = (): void => {
    const [first] = batch
    if (first === undefined) return
    const matched = packetsOf(batch)
    if (first.action === 'allow') accepted = unionPackets(accepted, subtractPackets(matched, refused))
    else refused = unionPackets(refused, subtractPackets(matched, accepted))
    batch = []
  }
  for (const stage of stages) {
    if (stage.unknown === undefined) {
      if (batch[0] !== undefined && batch[0].action !== stage.action) settle()
      batch.push(stage)
      continue
    }
    settle()
    const packets = subtractPackets(subtractPackets(packetsOf([stage]), accepted), refused)
    open.push({ stage, packets })
  }
  settle()
  const packets = acceptsRest ? unionPackets(accepted, subtractPackets(everyPacket, refused)) : accepted
  const doubts = open.flatMap(({ stage, packets: about }) => {
    // What happens without it is what it would have done.
    const left = stage.action === 'allow' ? subtractPackets(about, packets) : intersectPackets(about, packets)
    return isEmptyPacketSet(left) ? [] : [{ at: stage.at, packets: left, why: stage.unknown ?? '' }]
  })
  return { packets, doubts }
}

function packetsOf(stages: readonly Stage[]): PacketSet {
  return packetSetOfBoxes(
    stages.map(
      ({ services, source, destination }): PacketBox => ({
        arrivals: wire,
        services: services.flatMap(servicesOf),
        sources: source === undefined ? allAddresses : addressSet(source),
        destinations: destination === undefined ? allAddresses : addressSet(destination),
      }),
    ),
  )
}

const sets = new WeakMap<Addresses, AddressSet>()

function addressSet(addresses: Addresses): AddressSet {
  const known = sets.get(addresses)
  if (known !== undefined) return known
  const { entries, excluded } = addresses
  const set = subtractSets(setOfPrefixes(entries.map(({ prefix }) => prefix)), setOfPrefixes(excluded))
  sets.set(addresses, set)
  return set
}

function servicesOf({ protocol, ports, icmpType }: Service): readonly ServiceInterval[] {
  if (icmpType !== undefined && (protocol === 'icmp' || protocol === 'icmpv6')) {
    return servicesOfIcmpTypes(protocol, [icmpType])
  }
  return ports !== undefined && hasPorts(protocol) ? servicesOfPorts(protocol, ports) : servicesOfProtocol(protocol)
}

const localAddresses = setOfPrefixes([parsePrefix(linkLocal)].flatMap((prefix) => prefix ?? []))

/** Sources that the card does not let out. */
function barredBy(filter: IpFilter): AddressSet {
  if (filter.kind !== 'on') return noAddresses
  return subtractSets(allAddresses, subtractSets(addressSet(filter.addresses), localAddresses))
}

/** Options whose work depends on more than the files say. */
function optionDoubts(
  guest: GuestConfig,
  filter: IpFilter,
  direction: Point['direction'],
  { ruled, always }: Pick<Admission, 'ruled' | 'always'>,
): Admission['doubts'] {
  if (direction === 'egress') {
    if (filter.kind !== 'unknown') return []
    const neighbours = always.find(({ id }) => id === neighboursId)?.packets ?? noPackets
    return [{ at: filter.at, packets: unionPackets(ruled, neighbours), why: filter.why }]
  }
  const ips = guest.switches.ips
  if (ips?.value !== true) return []
  return [{ at: ips.at, packets: ruled, why: 'another program looks at what the rules accept' }]
}
