/** What the policy admits at a point, as a set of packets: the I of SPEC 6. */
import type { Place } from '../design/design'
import { type AddressSet, allAddresses, intersectSets } from '../net/address-set'
import type { Arrival } from '../net/packet'
import { type Row, type RowPart, rowOfParts } from '../net/packet-row'
import { type PacketSet, packetSetOfRows } from '../net/packet-set'
import { prefixSet } from '../net/prefix-set'
import { hasPorts } from '../net/protocol'
import { packetsTo } from '../net/row-packets'
import {
  complementServices,
  type ServiceInterval,
  servicesOfIcmpTypes,
  servicesOfPorts,
  servicesOfProtocol,
} from '../net/service'
import type { Point } from '../site/point'
import type { Site } from '../site/site'
import type { Rule } from './rule'
import type { PointWork, Work } from './work'

/** A filter inside the node also meets its own pods; the interfaces that are always trusted are never compared. */
export function comparedArrivals(place: Place): readonly Arrival[] {
  return place === 'guest' ? ['wire', 'pod'] : ['wire']
}

export function intendedPackets(work: Work, at: PointWork, site: Site): PacketSet {
  const { point } = at
  if (point.place === 'guest' && point.member !== undefined) {
    return packetsTo(ownOf(point.member, site), rowOfRules(work, at))
  }
  if (point.blindTo === 'destination') {
    return packetsTo(point.destinations, rowOfRules(work, at))
  }
  const known = sent.get(at.rules)
  if (known !== undefined && known.point.blindTo === point.blindTo && known.point.destinations === point.destinations) {
    return known.packets
  }
  const packets = packetSetOfRows(
    at.rules.map((rule) => ({
      destinations: intersectSets(prefixSet(rule.destinations), point.destinations),
      row: rowOfRule(rule, point),
    })),
  )
  sent.set(at.rules, { point, packets })
  return packets
}

/** Machines with the same rules send the same packets past a filter that knows no source. */
const sent = new WeakMap<readonly Rule[], { readonly point: Point; readonly packets: PacketSet }>()

const rows = new WeakMap<readonly Rule[], Row>()

/** All rules of the point in one row: they concern the same destinations. */
function rowOfRules(work: Work, at: PointWork): Row {
  const known = rows.get(at.rules)
  if (known !== undefined) return known
  const parts = at.rules.map((rule) => partOfRule(rule, at.point))
  if (acceptsUnlisted(work, at)) {
    parts.push({ arrivals: comparedArrivals('guest'), services: unlistedServices(at), sources: allAddresses })
  }
  const row = rowOfParts(parts)
  rows.set(at.rules, row)
  return row
}

function rowOfRule(rule: Rule, point: Point): Row {
  return rowOfParts([partOfRule(rule, point)])
}

function partOfRule(rule: Rule, point: Point): RowPart {
  const sources = point.blindTo === 'source' ? allAddresses : prefixSet(rule.sources[point.place])
  return { arrivals: comparedArrivals(point.place), services: servicesOfRule(rule), sources }
}

/** Inside a node whose file accepts by default, ports that no listener names stay open (SPEC 6). */
function acceptsUnlisted(work: Work, at: PointWork): boolean {
  return work.policy.defaultAction === 'accept' && at.point.place === 'guest'
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

/** Every tcp and udp port that no listener of the node names. */
function unlistedServices(at: PointWork): ServiceInterval[] {
  const named = [...at.rules, ...at.closed].filter((rule) => hasPorts(rule.protocol)).flatMap(servicesOfRule)
  const transport = [...servicesOfProtocol('tcp'), ...servicesOfProtocol('udp')]
  return complementServices([...complementServices(transport), ...named])
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
