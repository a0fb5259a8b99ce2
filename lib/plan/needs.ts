/**
 * What a cluster cannot miss for a moment while its firewall changes: without these a step would cut the branch it
 * stands on. Ports come from the catalogue.
 */
import { listenersOf } from '../catalog/catalog'
import type { CatalogListener } from '../catalog/listener'
import type { Design, Role } from '../design/design'
import { type AddressSet, intersectSets, noAddresses, setOfPrefixes, subtractSets, unionAll } from '../net/address-set'
import { rowOfParts } from '../net/packet-row'
import { noPackets, type PacketSet, packetSetOfRows } from '../net/packet-set'
import { hasPorts } from '../net/protocol'
import { type ServiceInterval, servicesOfPorts, servicesOfProtocol } from '../net/service'
import type { Member, Site } from '../site/site'
import type { Sieve } from '../verify/admitted'

/** One machine that must stay reachable for one purpose. */
export interface Need {
  /** The purpose, in words: `etcd among control planes`. */
  readonly title: string
  /** The machine that is reached. */
  readonly member: string
  readonly sources: AddressSet
  readonly destinations: AddressSet
  readonly services: readonly ServiceInterval[]
}

interface Purpose {
  readonly title: string
  readonly from: Role | 'node'
  readonly to: Role | 'node'
  readonly isServedBy: (listener: CatalogListener) => boolean
}

const purposes: readonly Purpose[] = [
  {
    title: 'etcd among control planes',
    from: 'controlplane',
    to: 'controlplane',
    isServedBy: ({ id }) => id === 'etcd',
  },
  {
    title: 'control planes to the Talos API of every node',
    from: 'controlplane',
    to: 'node',
    isServedBy: ({ id }) => id === 'apid',
  },
  {
    title: 'nodes to the Kubernetes API',
    from: 'node',
    to: 'controlplane',
    isServedBy: ({ id }) => id === 'kubernetes-api',
  },
  { title: 'workers to trustd', from: 'worker', to: 'controlplane', isServedBy: ({ id }) => id === 'trustd' },
  {
    title: 'pod traffic between nodes',
    from: 'node',
    to: 'node',
    isServedBy: ({ field, need }) => field.startsWith('cni/') && need === 'required',
  },
]

/** The needs of a design's services among the machines of a site, which may hold more machines than the design. */
export function needsOf(design: Design, site: Site): Need[] {
  const listeners = listenersOf(design)
  return purposes.flatMap(({ title, from, to, isServedBy }) => {
    const services = listeners.filter(isServedBy).flatMap((listener) => servicesOf(listener, design))
    if (services.length === 0) return []
    const senders = setOfMembers(site.members.filter((member) => plays(member, from)))
    return site.members
      .filter((member) => plays(member, to))
      .map((member) => ({
        title,
        member: member.name,
        // What a machine sends to itself passes no filter.
        sources: subtractSets(senders, member.own),
        destinations: member.own,
        services,
      }))
      .filter(({ sources }) => sources !== noAddresses)
  })
}

function plays(member: Member, role: Role | 'node'): boolean {
  return role === 'node' || member.role === role
}

function setOfMembers(members: readonly Member[]): AddressSet {
  return unionAll(members.map(({ sources }) => setOfPrefixes(sources)))
}

function servicesOf(listener: CatalogListener, design: Design): ServiceInterval[] {
  const { protocol } = listener
  return hasPorts(protocol) ? servicesOfPorts(protocol, listener.ports(design)) : servicesOfProtocol(protocol)
}

interface Seen {
  /** With every machine that is there while a change is under way. */
  readonly site: Site
  /** Those that have files. */
  readonly senders: readonly Member[]
}

/**
 * The packets of a need that a sieve sees. A router sees nothing of what stays within one subnet, and judges what machines
 * send each other by whom it is for, not by who sends it.
 */
export function packetsOfNeed(need: Need, sieve: Sieve, { site, senders }: Seen): PacketSet {
  const { destinations, services } = need
  const { place, direction } = sieve
  if (place === 'router' && direction === 'egress') return noPackets
  // What a machine may send is decided at its own card, by files that it has.
  const sources = direction === 'egress' ? intersectSets(need.sources, setOfMembers(senders)) : need.sources
  const parts = place === 'router' ? acrossSubnets(sources, destinations, site) : [{ sources, destinations }]
  return packetSetOfRows(
    parts.map((part) => ({
      destinations: part.destinations,
      row: rowOfParts([{ arrivals: ['wire'], services, sources: part.sources }]),
    })),
  )
}

interface Ends {
  readonly sources: AddressSet
  readonly destinations: AddressSet
}

function acrossSubnets(sources: AddressSet, destinations: AddressSet, site: Site): Ends[] {
  let rest = destinations
  const parts: Ends[] = []
  for (const subnet of site.subnets.map(({ prefixes }) => setOfPrefixes(prefixes))) {
    parts.push({ sources: subtractSets(sources, subnet), destinations: intersectSets(rest, subnet) })
    rest = subtractSets(rest, subnet)
  }
  return [...parts, { sources, destinations: rest }]
}
