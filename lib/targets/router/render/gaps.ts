/** What of the policy's rules the box cannot be told about or does not see, each with the capability it lacks. */
import { type AddressSet, intersectSets, noAddresses, subtractSets } from '@/lib/net/address-set'
import { rowOfParts } from '@/lib/net/packet-row'
import { noPackets, type PacketSet, packetSetOfRows, unionPackets } from '@/lib/net/packet-set'
import { prefixSet } from '@/lib/net/prefix-set'
import { type ServiceInterval, servicesOfIcmpTypes, servicesOfPorts } from '@/lib/net/service'
import { servicesOfRule } from '@/lib/policy/intended'
import type { Rule } from '@/lib/policy/rule'
import type { Capability, Gap } from '../../target'
import type { Plan, RouterDialect } from './plan'
import { type RouterLack, type ServiceWords, serviceWords } from './service'
import { type BoxView, sameFamilies, subnetSet } from './view'

export interface GapRequest {
  readonly plan: Plan
  readonly view: BoxView
  readonly dialect: RouterDialect
  readonly capabilities: Readonly<Record<RouterLack, Capability>>
}

export function findGaps(rules: readonly Rule[], request: GapRequest): readonly Gap[] {
  const { plan } = request
  const written = new Set(plan.rules.flatMap((rule) => rule.rules))
  return rules
    .filter((rule) => rule.places.includes('router') && rule.sources.router.length > 0)
    .flatMap((rule) => gapsOf(rule, request, written.has(rule.id)))
}

function gapsOf(rule: Rule, { view, dialect, capabilities }: GapRequest, isWritten: boolean): Gap[] {
  const gaps = new Map<RouterLack, PacketSet>()
  const add = (key: RouterLack, packets: PacketSet): void => {
    gaps.set(key, unionPackets(gaps.get(key) ?? noPackets, packets))
  }
  const service = serviceWords(rule, dialect)
  if (rule.direction === 'ingress') addUnseen(rule, view, add)
  else if (isWritten) addUnjoined(rule, view, add)
  else addUnsent(rule, view, service.kind === 'lack', add)
  const seen = seenPart(rule, view)
  const said = (services: readonly ServiceInterval[]): PacketSet => packetsOf(seen.sources, seen.destinations, services)
  if (service.kind === 'lack') add(service.lack, said(servicesOfRule(rule)))
  else addDropped(rule, service.words, seen, dialect, add)
  // From one family to the other there is no packet to admit, and so no line.
  const [from, to] = [prefixSet(rule.sources.router), prefixSet(rule.destinations)]
  if (!isWritten && gaps.size === 0 && !sameFamilies(from, to)) add('mixedFamilies', noPackets)
  return [...gaps].map(([key, packets]) => {
    const { note: reason, source } = capabilities[key]
    return { rule: rule.id, capability: key, reason, source, packets }
  })
}

type Add = (key: RouterLack, packets: PacketSet) => void

/** Within one network, and into networks of other routers. */
function addUnseen(rule: Rule, view: BoxView, add: Add): void {
  const services = servicesOfRule(rule)
  const sources = prefixSet(rule.sources.router)
  const destinations = prefixSet(rule.destinations)
  const elsewhere = subtractSets(destinations, view.inside)
  if (elsewhere !== noAddresses) add('otherNetwork', packetsOf(sources, elsewhere, services))
  for (const subnet of view.memberSubnets) {
    const home = subnetSet(subnet)
    const [from, to] = [intersectSets(sources, home), intersectSets(destinations, home)]
    if (sameFamilies(from, to)) add('sameNetwork', packetsOf(from, to, services))
  }
}

/** Machines behind another router send nothing here. */
function addUnjoined(rule: Rule, view: BoxView, add: Add): void {
  if (subtractSets(prefixSet(rule.sources.router), view.senders) !== noAddresses) add('otherNetwork', noPackets)
}

/** Of what an egress rule admits nothing is missing where the box does not ask it. */
function addUnsent(rule: Rule, view: BoxView, isLacking: boolean, add: Add): void {
  addUnjoined(rule, view, add)
  const sources = prefixSet(rule.sources.router)
  const destinations = prefixSet(rule.destinations)
  if (intersectSets(sources, view.senders) === noAddresses) return
  if (isLacking && subtractSets(destinations, view.inside) !== noAddresses) return
  const isLocal = view.memberSubnets.some((subnet) => {
    const home = subnetSet(subnet)
    return sameFamilies(intersectSets(sources, home), intersectSets(destinations, home))
  })
  add(isLocal ? 'sameNetwork' : 'onEntry', noPackets)
}

interface SeenPart {
  readonly sources: AddressSet
  readonly destinations: AddressSet
}

function seenPart(rule: Rule, view: BoxView): SeenPart {
  const sources = prefixSet(rule.sources.router)
  const destinations = prefixSet(rule.destinations)
  return rule.direction === 'ingress'
    ? { sources, destinations: intersectSets(destinations, view.inside) }
    : { sources: intersectSets(sources, view.senders), destinations: subtractSets(destinations, view.inside) }
}

const portZero = (['tcp', 'udp'] as const).flatMap((protocol) => servicesOfPorts(protocol, [{ from: 0, to: 0 }]))

/** What the box drops before any rule or has no number for, and ICMP types without a name. */
function addDropped(
  rule: Rule,
  { ports }: ServiceWords,
  { sources, destinations }: SeenPart,
  { icmpName, dropsPortZero }: RouterDialect,
  add: Add,
): void {
  if (!sameFamilies(sources, destinations)) return
  const services = servicesOfRule(rule)
  const isLost = dropsPortZero || ports.length > 0
  const zero = portZero.filter(({ first }) => services.some((one) => one.first <= first && first <= one.last))
  if (isLost && zero.length > 0) add('portZero', packetsOf(sources, destinations, zero))
  const { protocol } = rule
  if (protocol !== 'icmp' && protocol !== 'icmpv6') return
  const nameless = rule.icmpTypes.filter((type) => icmpName(protocol, type) === undefined)
  if (nameless.length > 0) add('icmpType', packetsOf(sources, destinations, servicesOfIcmpTypes(protocol, nameless)))
}

function packetsOf(sources: AddressSet, destinations: AddressSet, services: readonly ServiceInterval[]): PacketSet {
  return packetSetOfRows([{ destinations, row: rowOfParts([{ arrivals: ['wire'], services, sources }]) }])
}
