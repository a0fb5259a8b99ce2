/**
 * What is open by itself: in the file, the rules with which Talos begins its chains, as far as the file has them; and
 * outside every file, what never comes to these chains.
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
import { intersectRows, type Row, rowOfParts } from '@/lib/net/packet-row'
import { packetSetOfRows } from '@/lib/net/packet-set'
import {
  allServices,
  complementServices,
  type ServiceInterval,
  servicesOfIcmpTypes,
  servicesOfPorts,
  servicesOfProtocol,
} from '@/lib/net/service'
import type { Site } from '@/lib/site/site'
import { icmpProbeTypes, nameServersOf, talosFilterOf } from '@/lib/site/talos-filter'
import { rememberOf } from '@/lib/text/remember'
import type { AlwaysOpen } from '../../target'
import type { Match, Ruleset } from '../ruleset'
import { partsOf } from './destinations'
import { chainsAt, type HookedRule } from './hooked'
import { deliveredRow, forwardedRow, nodePortRow, ownRow } from './ruleset-rows'

const chains =
  'https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/network/nftables_chain_config.go'

/** To a machine's own addresses. */
export interface OwnOpening {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly row: Row
  /** Open because of a rule of the file, and so only as far as the file goes. */
  readonly isOfFile: boolean
}

/** Packets that name their interface, or anything at all on the wire and from pods. */
const filteredArrivals: readonly Arrival[] = ['wire', 'pod']

/** The interfaces a packet can arrive on at this site. */
export function arrivalsOf(site: Site): readonly Arrival[] {
  return arrivals.filter(
    (arrival) => (arrival !== 'kubespan' || site.kubespan) && (arrival !== 'siderolink' || site.management === 'omni'),
  )
}

const interfaceTitles = {
  lo: 'The node to itself',
  siderolink: 'Omni over SideroLink',
  kubespan: 'Other nodes over KubeSpan',
} as const

export function ownOpenings(ruleset: Ruleset, site: Site): readonly OwnOpening[] {
  const present = arrivalsOf(site)
  const open = (here: readonly Arrival[], services: readonly ServiceInterval[]): Row =>
    rowOfParts([{ arrivals: here, services, sources: allAddresses }])
  const openings: OwnOpening[] = (['lo', 'siderolink', 'kubespan'] as const)
    .filter((arrival) => present.includes(arrival))
    .map((arrival) => ({
      id: arrival,
      title: interfaceTitles[arrival],
      source: chains,
      row: open([arrival], allServices),
      isOfFile: true,
    }))
  const icmp = icmpOpening(ruleset, site)
  openings.push({ ...icmp, row: open(filteredArrivals, icmp.services) })
  if (!isBlocking(ruleset)) {
    openings.push({
      id: 'other-protocols',
      title: 'Every protocol but tcp and udp: rules cannot name them',
      source: chains,
      row: open(filteredArrivals, complementServices(named.flatMap(servicesOfProtocol))),
      isOfFile: true,
    })
  }
  if (!site.kubeProxy || !talosFilterOf(site).prerouting) openings.push(nodePorts(site))
  return openings
}

const named = ['tcp', 'udp', 'icmp', 'icmpv6'] as const

/** Whether what no rule names is dropped: by the policy of a chain, or by a rule for all that is new. */
export const isBlocking = rememberOf((ruleset: Ruleset): boolean => {
  const chains = [...chainsAt(ruleset, 'prerouting'), ...chainsAt(ruleset, 'input')]
  return chains.some(({ policy, rules }) => policy === 'drop' || rules.some(dropsWhateverIsNew))
})

function dropsWhateverIsNew({ verdict, into, matches }: HookedRule): boolean {
  return matches.every(meetsWhateverIsNew) && (into === undefined ? verdict === 'drop' : into.some(dropsWhateverIsNew))
}

function meetsWhateverIsNew(match: Match): boolean {
  return match.kind === 'protocol' || (match.kind === 'state' && match.states.includes('new') !== match.not)
}

function icmpOpening(
  ruleset: Ruleset,
  site: Site,
): Omit<OwnOpening, 'row'> & { readonly services: readonly ServiceInterval[] } {
  const all = [...servicesOfProtocol('icmp'), ...servicesOfProtocol('icmpv6')]
  const base = { id: 'icmp', source: chains, isOfFile: true }
  if (!isBlocking(ruleset)) return { ...base, title: 'ICMP', services: all }
  if (!talosFilterOf(site).dropsIcmpProbes) return { ...base, title: 'ICMP, 5 a second', services: all }
  const dropped = servicesOfIcmpTypes('icmp', icmpProbeTypes)
  const services = complementServices([...complementServices(all), ...dropped])
  return { ...base, title: 'ICMP, 5 a second, except timestamps and address masks', services }
}

/**
 * Ports that somebody answers before these chains: the CNI's eBPF programs in place of kube-proxy, or before Talos 1.10
 * kube-proxy's translation, which came before the only chain.
 * @see https://github.com/siderolabs/talos/issues/12955
 * @see https://github.com/siderolabs/talos/pull/10437
 */
function nodePorts(site: Site): OwnOpening {
  return {
    id: 'node-ports',
    title: site.kubeProxy
      ? 'NodePorts: translated before Talos 1.10 filters'
      : 'NodePorts: answered by the CNI before any table looks',
    source: `https://github.com/siderolabs/talos/${site.kubeProxy ? 'pull/10437' : 'issues/12955'}`,
    row: intersectRows(
      nodePortRow(site),
      rowOfParts([{ arrivals: filteredArrivals, services: allServices, sources: allAddresses }]),
    ),
    isOfFile: site.kubeProxy,
  }
}

/** Pods and services: the addresses of both. */
export function insideOf(site: Site): AddressSet {
  return unionSets(setOfPrefixes(site.podPrefixes), setOfPrefixes(site.servicePrefixes))
}

export function hostDnsSet(site: Site): AddressSet {
  return setOfPrefixes(nameServersOf(site))
}

const elsewhere = new WeakMap<Ruleset, { readonly site: Site; readonly openings: readonly AlwaysOpen[] }>()

/** To addresses that are no machine's own, and so the same for all machines with the ruleset. */
export function openElsewhere(ruleset: Ruleset, site: Site): readonly AlwaysOpen[] {
  const known = elsewhere.get(ruleset)
  if (known?.site === site) return known.openings
  const openings = [...insideOpenings(ruleset, site), ...announcedOpening(site)]
  elsewhere.set(ruleset, { site, openings })
  return openings
}

function insideOpenings(ruleset: Ruleset, site: Site): AlwaysOpen[] {
  const inside = insideOf(site)
  if (inside === noAddresses) return []
  const asked = rowOfParts([{ arrivals: arrivalsOf(site), services: allServices, sources: inside }])
  // A machine that is drawn inside a network of pods is no pod: what its own addresses admit, the rules say.
  const own = unionAll(site.members.map((member) => member.own))
  const passed = [
    ...partsOf(ruleset, subtractSets(inside, own), false).map(({ destinations, to }) => ({
      destinations,
      row: intersectRows(forwardedRow(ruleset, to, 'new'), asked),
    })),
    ...partsOf(ruleset, isBlocking(ruleset) ? intersectSets(inside, own) : noAddresses, true).map(
      ({ destinations, to }) => ({ destinations, row: intersectRows(ownRow(ruleset, to, site), asked) }),
    ),
  ]
  const port = [{ from: 53, to: 53 }]
  const services = [...servicesOfPorts('udp', port), ...servicesOfPorts('tcp', port)]
  const names = rowOfParts([{ arrivals: filteredArrivals, services, sources: inside }])
  const answered = partsOf(ruleset, hostDnsSet(site), true).map(({ destinations, to }) => ({
    destinations,
    row: intersectRows(deliveredRow(ruleset, to, 'new'), names),
  }))
  const openings = [
    { id: 'pods', title: 'Pods and services among themselves', packets: packetSetOfRows(passed) },
    { id: 'host-dns', title: "Pods to the node's own name server", packets: packetSetOfRows(answered) },
  ]
  return openings.filter(({ packets }) => packets.entries.length > 0).map((opening) => ({ ...opening, source: chains }))
}

function announcedOpening(site: Site): AlwaysOpen[] {
  if (site.announced === noAddresses) return []
  const row = rowOfParts([{ arrivals: arrivalsOf(site), services: allServices, sources: allAddresses }])
  const title = 'Announced service addresses: on no interface, so they are only passed on'
  return [{ id: 'announced', title, source: chains, packets: packetSetOfRows([{ destinations: site.announced, row }]) }]
}
