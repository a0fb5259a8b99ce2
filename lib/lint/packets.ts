/** Packets by their parts, as rules ask for them. */
import type { Role } from '../design/design'
import { type AddressSet, setOfPrefixes, subtractSets } from '../net/address-set'
import type { Arrival, Packet } from '../net/packet'
import { boxesOfPackets, intersectPackets, type PacketSet, packetSetOfBoxes, samplePackets } from '../net/packet-set'
import type { PortRange } from '../net/port-range'
import type { Prefix } from '../net/prefix'
import type { Protocol } from '../net/protocol'
import { type ServiceInterval, servicesOfPorts } from '../net/service'
import type { Member, Site } from '../site/site'
import type { View } from './context'

export function packetsTo(
  view: View,
  services: readonly ServiceInterval[],
  sources: AddressSet,
  arrival: Arrival = 'wire',
): PacketSet {
  return packetSetOfBoxes([{ arrivals: [arrival], services, sources, destinations: view.member.own }])
}

/** What the view admits from these sources to these ports. */
export function admittedFrom(
  view: View,
  sources: AddressSet,
  protocol: Protocol,
  ports: readonly PortRange[],
  arrival: Arrival = 'wire',
): PacketSet {
  return intersectPackets(view.admitted, packetsTo(view, servicesOfPorts(protocol, ports), sources, arrival))
}

/** The addresses with which a member speaks to others: those of its primary interface. */
function primaryAddresses(member: Member): readonly Prefix[] {
  const [first] = member.interfaces
  return first === undefined ? [] : [...first.addresses, ...first.standIns]
}

const sets = new WeakMap<Site, Map<string, AddressSet>>()

/** Every view asks for the same few sets. */
export function rememberSet(site: Site, key: string, compute: () => AddressSet): AddressSet {
  const known = sets.get(site) ?? new Map<string, AddressSet>()
  sets.set(site, known)
  const set = known.get(key) ?? compute()
  known.set(key, set)
  return set
}

/** Members of a role, seen from one machine: its own packets never leave it. */
export function peersOf(view: View, site: Site, role: Role | 'nodes'): AddressSet {
  const peers = rememberSet(site, `primary ${role}`, () =>
    setOfPrefixes(site.members.filter((member) => role === 'nodes' || member.role === role).flatMap(primaryAddresses)),
  )
  const isAlone = view.member.count.max === 1 && view.member.interfaces.every((nic) => nic.standIns.length === 0)
  return isAlone ? subtractSets(peers, view.member.own) : peers
}

/** Workers by the addresses that no control plane has: a pool without fixed ones stands for a prefix of both. */
export function workersAlone(view: View, site: Site): AddressSet {
  const others = rememberSet(site, 'sources of controlplane', () =>
    setOfPrefixes(site.members.filter(({ role }) => role === 'controlplane').flatMap(({ sources }) => sources)),
  )
  return subtractSets(peersOf(view, site, 'worker'), others)
}

export function samplePacket(set: PacketSet): Packet | undefined {
  return samplePackets(set)[0]
}

/** How many services of one protocol the set holds for some source. */
export function serviceCount(set: PacketSet): number {
  return boxesOfPackets(set).reduce(
    (most, box) =>
      Math.max(
        most,
        box.services.reduce((sum, { first, last }) => sum + last - first + 1, 0),
      ),
    0,
  )
}
