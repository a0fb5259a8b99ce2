/** What the policy admits at a point, as a set of packets: the I of SPEC 6. */
import type { Place } from '../design/design'
import { families } from '../net/address'
import { type AddressSet, allAddresses, allOfFamily, intersectSets, noAddresses } from '../net/address-set'
import type { Arrival } from '../net/packet'
import { type Row, type RowPart, rowOfParts } from '../net/packet-row'
import { type PacketEntry, type PacketSet, packetSetOfRows } from '../net/packet-set'
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
import { memberNamed } from '../site/member-named'
import type { Point } from '../site/point'
import type { Site } from '../site/site'
import { rememberOf } from '../text/remember'
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
  const alike = sent.get(at.rules) ?? []
  const known = alike.find(
    (one) => one.point.blindTo === point.blindTo && one.point.destinations === point.destinations,
  )
  if (known !== undefined) return known.packets
  const packets =
    packetsOfWholeRules(at) ??
    packetSetOfRows(
      at.rules.map((rule) => ({
        destinations: intersectSets(prefixSet(rule.destinations), point.destinations),
        row: rowOfRule(rule, point),
      })),
    )
  sent.set(at.rules, [{ point, packets }, ...alike.slice(0, mostAlike - 1)])
  return packets
}

/** As many interfaces as a router mostly has, and more directions than a machine has. */
const mostAlike = 12

/** Rules about the same destinations. */
interface Concern {
  readonly destinations: AddressSet
  readonly rules: readonly Rule[]
}

const concernsOf = rememberOf((rules: readonly Rule[]): readonly Concern[] => {
  const lists = [...new Set(rules.map(({ destinations }) => destinations))]
  return lists.map((list) => ({
    destinations: prefixSet(list),
    rules: rules.filter(({ destinations }) => destinations === list),
  }))
})

/** Before machines alike each rule concerns all of a family or nothing: the same rows, each to its own addresses. */
function packetsOfWholeRules({ rules, point }: PointWork): PacketSet | undefined {
  const concerns = concernsOf(rules)
  if (concerns.length > mostConcerns) return undefined
  const entries: PacketEntry[] = []
  for (const family of families) {
    const here = intersectSets(point.destinations, allOfFamily[family])
    if (here === noAddresses) continue
    const met: Concern[] = []
    for (const concern of concerns) {
      const common = intersectSets(concern.destinations, here)
      if (common === here) met.push(concern)
      else if (common !== noAddresses) return undefined
    }
    entries.push(...packetsTo(here, rowOfConcerns(met, rules, point)).entries)
  }
  return { entries }
}

/** Beyond this, walking over all of them at each point would cost more than it saves. */
const mostConcerns = 12

const rowsOfConcerns = new WeakMap<readonly Rule[], Map<string, Row>>()

function rowOfConcerns(met: readonly Concern[], rules: readonly Rule[], point: Point): Row {
  const known = rowsOfConcerns.get(rules) ?? new Map<string, Row>()
  rowsOfConcerns.set(rules, known)
  const key = `${point.place} ${point.blindTo ?? ''} ${met.map(({ destinations }) => destinations.id).join(' ')}`
  const row = known.get(key) ?? rowOfParts(met.flatMap((one) => one.rules.map((rule) => partOfRule(rule, point))))
  known.set(key, row)
  return row
}

/** Machines with the same rules send the same packets past a filter that knows no source; the last ones of each list. */
const sent = new WeakMap<readonly Rule[], readonly { readonly point: Point; readonly packets: PacketSet }[]>()

const rows = new WeakMap<readonly Rule[], Row>()

/** All rules of the point in one row: they concern the same destinations. */
function rowOfRules(work: Work, at: PointWork): Row {
  const known = rows.get(at.rules)
  if (known !== undefined) return known
  const parts = at.rules.map((rule) => partOfRule(rule, at.point))
  const unlisted = servicesByDefault(work, at)
  if (unlisted.length > 0) {
    parts.push({ arrivals: comparedArrivals('guest'), services: unlisted, sources: allAddresses })
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
export function servicesByDefault({ policy }: Pick<Work, 'policy'>, at: PointWork): readonly ServiceInterval[] {
  return policy.defaultAction === 'accept' && at.point.place === 'guest' ? unlistedServices(at) : []
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

function ownOf(name: string, site: Site): AddressSet {
  const member = memberNamed(site, name)
  if (member === undefined) throw new Error(`point of an unknown member: ${name}`)
  return member.own
}
