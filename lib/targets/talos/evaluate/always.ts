/**
 * What Talos admits by itself. In block mode these are the first rules of its chains; in accept mode the protocols that no
 * rule can name; and in both what its chains never see.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/network/nftables_chain_config.go
 */
import {
  type AddressSet,
  allAddresses,
  intersectSets,
  noAddresses,
  setOfPrefixes,
  subtractSets,
  unionAll,
  unionSets,
} from '@/lib/net/address-set'
import { type Arrival, arrivals } from '@/lib/net/packet'
import { intersectRows, type Row, rowOfParts, wholeRow } from '@/lib/net/packet-row'
import { type PacketSet, packetSetOfRows } from '@/lib/net/packet-set'
import { packetsTo } from '@/lib/net/row-packets'
import {
  allServices,
  complementServices,
  type ServiceInterval,
  servicesOfIcmpTypes,
  servicesOfPorts,
  servicesOfProtocol,
} from '@/lib/net/service'
import type { Member, Site } from '@/lib/site/site'
import { icmpProbeTypes, nameServersOf } from '@/lib/site/talos-filter'
import type { AlwaysOpen } from '../../target'
import { type Behaviour, behaviourOf } from '../behaviour'
import type { Firewall } from '../config'

const chains =
  'https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/network/nftables_chain_config.go'
/** The arrivals that rules decide about; other interfaces are trusted or absent. */
export const filteredArrivals: readonly Arrival[] = ['wire', 'pod']

/** Talos has no filter for what leaves a machine. @see https://github.com/siderolabs/talos/issues/13236 */
export const everythingOut: readonly AlwaysOpen[] = [
  {
    id: 'egress',
    title: 'Everything a node sends',
    source: 'https://github.com/siderolabs/talos/issues/13236',
    packets: packetSetOfRows([{ destinations: allAddresses, row: wholeRow(allAddresses) }]),
  },
]

interface Part {
  readonly id: string
  readonly title: string
  readonly source: string
}
/** To a machine's own addresses (a row), or to places that are the same for all machines (packets). */
type Opening = (Part & { readonly row: Row }) | (Part & { readonly packets: PacketSet })

const known = new WeakMap<Site, Record<Firewall['action'], WeakMap<Row, readonly Opening[]>>>()

/** Machines whose rules come to the same are open alike. */
export function openByItself({ action }: Firewall, ruled: Row, member: Member, site: Site): readonly AlwaysOpen[] {
  const ofSite = known.get(site) ?? { block: new WeakMap(), accept: new WeakMap() }
  known.set(site, ofSite)
  const openings = ofSite[action].get(ruled) ?? listOpenings(action, ruled, site)
  ofSite[action].set(ruled, openings)
  return openings.map((opening) => {
    const { id, title, source } = opening
    return { id, title, source, packets: 'row' in opening ? packetsTo(member.own, opening.row) : opening.packets }
  })
}

function listOpenings(action: Firewall['action'], ruled: Row, site: Site): Opening[] {
  const behaviour = behaviourOf(site.talosVersion)
  const openings: Opening[] = [...trustedInterfaces(site), icmpOpening(action, behaviour)]
  if (action === 'accept') openings.push(otherProtocols)
  const inside = unionSets(setOfPrefixes(site.podPrefixes), setOfPrefixes(site.servicePrefixes))
  const here = arrivalsOf(site)
  if (inside !== noAddresses) {
    // Accept mode has no rule for pods: a machine drawn inside their network is asked its own.
    const own = action === 'accept' ? unionAll(site.members.map((member) => member.own)) : noAddresses
    openings.push({
      id: 'pods',
      title: 'Pods and services among themselves',
      source: chains,
      packets: everythingTo(subtractSets(inside, own), inside, here),
    })
    openings.push(...hostDns(action, ruled, inside, site, behaviour))
  }
  if (site.announced !== noAddresses) {
    openings.push({
      id: 'announced',
      title: 'Announced service addresses: on no interface, so Talos does not filter them',
      source: chains,
      packets: everythingTo(site.announced, allAddresses, here),
    })
  }
  if (!site.kubeProxy || !behaviour.prerouting) openings.push(nodePorts(site))
  else {
    const amongPods = intersectSets(inside, unionAll(site.members.map((member) => member.own)))
    if (amongPods !== noAddresses) openings.push(nodePortsAmongPods(amongPods, site))
  }
  return openings
}

/** The interfaces a packet can arrive on at this site. */
function arrivalsOf(site: Site): readonly Arrival[] {
  return arrivals.filter(
    (arrival) => (arrival !== 'kubespan' || site.kubespan) && (arrival !== 'siderolink' || site.management === 'omni'),
  )
}

function everythingTo(destinations: AddressSet, sources: AddressSet, on: readonly Arrival[]): PacketSet {
  return packetSetOfRows([{ destinations, row: rowOfParts([{ arrivals: on, services: allServices, sources }]) }])
}

const interfaceTitles = {
  lo: 'The node to itself',
  siderolink: 'Omni over SideroLink',
  kubespan: 'Other nodes over KubeSpan',
} as const

function trustedInterfaces(site: Site): Opening[] {
  const present = arrivalsOf(site)
  return (['lo', 'siderolink', 'kubespan'] as const).flatMap((arrival) => {
    if (!present.includes(arrival)) return []
    const row = rowOfParts([{ arrivals: [arrival], services: allServices, sources: allAddresses }])
    return [{ id: arrival, title: interfaceTitles[arrival], source: chains, row }]
  })
}

function icmpOpening(action: Firewall['action'], behaviour: Behaviour): Opening {
  const open = (services: readonly ServiceInterval[]): Row =>
    rowOfParts([{ arrivals: filteredArrivals, services, sources: allAddresses }])
  const all = [...servicesOfProtocol('icmp'), ...servicesOfProtocol('icmpv6')]
  if (action === 'accept') return { id: 'icmp', title: 'ICMP', source: chains, row: open(all) }
  if (!behaviour.dropsIcmpProbes) return { id: 'icmp', title: 'ICMP, 5 a second', source: chains, row: open(all) }
  const dropped = servicesOfIcmpTypes('icmp', icmpProbeTypes)
  const kept = complementServices([...complementServices(all), ...dropped])
  const title = 'ICMP, 5 a second, except timestamps and address masks'
  return { id: 'icmp', title, source: chains, row: open(kept) }
}

/** Rules name tcp and udp alone. */
const otherProtocols: Opening = {
  id: 'other-protocols',
  title: 'Every protocol but tcp and udp: rules cannot name them',
  source: chains,
  row: rowOfParts([
    {
      arrivals: filteredArrivals,
      services: complementServices((['tcp', 'udp', 'icmp', 'icmpv6'] as const).flatMap(servicesOfProtocol)),
      sources: allAddresses,
    },
  ]),
}

function hostDns(
  action: Firewall['action'],
  ruled: Row,
  inside: AddressSet,
  site: Site,
  behaviour: Behaviour,
): Opening[] {
  const destinations = setOfPrefixes(nameServersOf(site))
  const port = [{ from: 53, to: 53 }]
  const services = [...servicesOfPorts('udp', port), ...servicesOfPorts('tcp', port)]
  const asked = rowOfParts([{ arrivals: filteredArrivals, services, sources: inside }])
  // Without a rule of Talos' own the name server is a local port like others: user rules decide about it.
  const row = action === 'block' && behaviour.hostDns ? asked : intersectRows(asked, ruled)
  const packets = packetSetOfRows([{ destinations, row }])
  if (packets.entries.length === 0) return []
  return [{ id: 'host-dns', title: "Pods to the node's own name server", source: chains, packets }]
}

/**
 * Ports that somebody answers before Talos' chains: the CNI's eBPF programs in place of kube-proxy, or before 1.10
 * kube-proxy's translation, which came before the only chain.
 * @see https://github.com/siderolabs/talos/issues/12955
 * @see https://github.com/siderolabs/talos/pull/10437
 */
function nodePorts(site: Site): Opening {
  const { kubeProxy } = site
  return {
    id: 'node-ports',
    title: kubeProxy
      ? 'NodePorts: translated before Talos 1.10 filters'
      : 'NodePorts: answered by the CNI before Talos filters',
    source: `https://github.com/siderolabs/talos/${kubeProxy ? 'pull/10437' : 'issues/12955'}`,
    row: nodePortRow(site),
  }
}

function nodePortRow({ nodePortRange }: Site): Row {
  const services = (['tcp', 'udp'] as const).flatMap((protocol) => servicesOfPorts(protocol, [nodePortRange]))
  return rowOfParts([{ arrivals: filteredArrivals, services, sources: allAddresses }])
}

/**
 * The chain before the translation filters what is for an address of the node, and of those Talos leaves out the ones in the
 * networks of pods and services.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/k8s/address_filter.go
 */
function nodePortsAmongPods(destinations: AddressSet, site: Site): Opening {
  return {
    id: 'node-ports-among-pods',
    title: 'NodePorts of machines drawn among pods: Talos takes their addresses for none of its own',
    source:
      'https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/k8s/address_filter.go',
    packets: packetSetOfRows([{ destinations, row: nodePortRow(site) }]),
  }
}
