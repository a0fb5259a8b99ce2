/** What the policy admits at a point, as a set of packets: the I of SPEC 6. */
import type { Place } from '../design/design'
import { type AddressSet, allAddresses, setOfPrefixes } from '../net/address-set'
import type { Arrival } from '../net/packet'
import { type Row, type RowPart, rowOfParts } from '../net/packet-row'
import { type PacketSet, packetSetOfRows } from '../net/packet-set'
import type { Prefix } from '../net/prefix'
import { hasPorts } from '../net/protocol'
import {
  complementServices,
  type ServiceInterval,
  servicesOfIcmpTypes,
  servicesOfPorts,
  servicesOfProtocol,
} from '../net/service'
import type { Site } from '../site/site'
import type { Rule } from './rule'
import type { PointWork, Work } from './work'

/** A filter inside the node also meets its own pods; the interfaces that are always trusted are never compared. */
export function comparedArrivals(place: Place): readonly Arrival[] {
  return place === 'guest' ? ['wire', 'pod'] : ['wire']
}

export function intendedPackets(work: Work, at: PointWork, site: Site): PacketSet {
  const destinations = at.point.member === undefined ? at.point.destinations : ownOf(at.point.member, site)
  return packetSetOfRows([{ destinations, row: intendedRow(work, at) }])
}

const rows = new WeakMap<readonly Rule[], Row>()

function intendedRow(work: Work, at: PointWork): Row {
  const known = rows.get(at.rules)
  if (known !== undefined) return known
  const arrivals = comparedArrivals(at.point.place)
  const parts: RowPart[] = at.rules.map((rule) => ({
    arrivals,
    services: servicesOfRule(rule),
    sources: sourceSet(rule.sources[at.point.place]),
  }))
  if (work.policy.defaultAction === 'accept' && at.point.place === 'guest') {
    parts.push({ arrivals, services: unlistedServices(at), sources: allAddresses })
  }
  const row = rowOfParts(parts)
  rows.set(at.rules, row)
  return row
}

export function servicesOfRule(rule: Rule): readonly ServiceInterval[] {
  if (rule.protocol === 'icmp' || rule.protocol === 'icmpv6') {
    return rule.icmpTypes.length === 0
      ? servicesOfProtocol(rule.protocol)
      : servicesOfIcmpTypes(rule.protocol, rule.icmpTypes)
  }
  return hasPorts(rule.protocol) && rule.ports.length > 0
    ? servicesOfPorts(rule.protocol, rule.ports)
    : servicesOfProtocol(rule.protocol)
}

/** With default action accept: every tcp and udp port that no listener of the node names (SPEC 6). */
function unlistedServices(at: PointWork): ServiceInterval[] {
  const named = [...at.rules, ...at.closed].filter((rule) => hasPorts(rule.protocol)).flatMap(servicesOfRule)
  const transport = [...servicesOfProtocol('tcp'), ...servicesOfProtocol('udp')]
  return complementServices([...complementServices(transport), ...named])
}

const sets = new WeakMap<readonly Prefix[], AddressSet>()

/** The prefixes as a set, remembered by the identity of the list: rules share their lists. */
export function sourceSet(prefixes: readonly Prefix[]): AddressSet {
  const known = sets.get(prefixes)
  if (known !== undefined) return known
  const set = setOfPrefixes(prefixes)
  sets.set(prefixes, set)
  return set
}

const ownByName = new WeakMap<Site, ReadonlyMap<string, AddressSet>>()

function ownOf(name: string, site: Site): AddressSet {
  let known = ownByName.get(site)
  if (known === undefined) {
    known = new Map(site.members.map((member) => [member.name, member.own]))
    ownByName.set(site, known)
  }
  const own = known.get(name)
  if (own === undefined) throw new Error(`point of an unknown member: ${name}`)
  return own
}
