/** From a set of differing packets to a few that a person understands, each checked by both plain interpreters. */
import { type Address, formatAddress } from '../net/address'
import { type AddressSet, intersectSets, lowestAddress, setHas } from '../net/address-set'
import { formatPacket, formatService, type Packet } from '../net/packet'
import { boxesOfPackets, type PacketBox, type PacketSet } from '../net/packet-set'
import { packetFieldsOfService } from '../net/service'
import { strangerAddresses } from '../net/stranger'
import { decidePolicy, matchesService } from '../policy/decide-policy'
import type { PointWork, Work } from '../policy/work'
import type { Member, Site } from '../site/site'
import type { Filter } from '../targets/target'
import type { Witness } from './proof'

export interface WitnessContext<Model> {
  readonly filter: Filter<unknown, Model>
  readonly model: Model
  readonly work: Work
  readonly site: Site
}

export interface Witnesses {
  readonly witnesses: readonly Witness[]
  /** Packets on which the set engine and the interpreters contradict each other. */
  readonly doubts: readonly string[]
}

/**
 * At most `limit` witnesses of one point. A packet on which the plain interpreters do not differ means that an evaluator
 * is wrong: it is a doubt about the proof, never a witness.
 */
export function witnessesOf<Model>(
  kind: Witness['kind'],
  difference: PacketSet,
  at: PointWork,
  context: WitnessContext<Model>,
  limit: number,
): Witnesses {
  const boxes = boxesOfPackets(difference)
  const witnesses: Witness[] = []
  const doubts: string[] = []
  const seen = new Set<string>()
  for (const box of boxes) {
    if (witnesses.length >= limit) break
    const packet = packetOfBox(box, at, context.site)
    if (packet === undefined) continue
    const key = `${formatService(packet)} ${formatAddress(packet.source)}`
    if (seen.has(key)) continue
    seen.add(key)
    const witness = witnessOf(kind, packet, at, context)
    if (witness === undefined) doubts.push(`${at.point.id}: ${formatPacket(packet)}`)
    else witnesses.push(witness)
  }
  return { witnesses, doubts }
}

function witnessOf<Model>(
  kind: Witness['kind'],
  packet: Packet,
  at: PointWork,
  context: WitnessContext<Model>,
): Witness | undefined {
  const intended = decidePolicy(context.work, at, packet)
  const actual = context.filter.decide(context.model, at.point, context.site, packet)
  if (intended.verdict === actual.verdict) return undefined
  const listener = [...at.rules, ...at.closed].find((rule) => matchesService(rule, packet))
  const what = listener?.title ?? formatService(packet)
  const isIngress = at.point.direction === 'ingress'
  const [near, far] = isIngress ? [packet.destination, packet.source] : [packet.source, packet.destination]
  // A router stands before many machines: the packet says which of them it is about.
  const member = at.point.member ?? ownerOf(near, context.site)?.name
  const here = member ?? formatAddress(near)
  const who = isIngress ? formatAddress(far) : here
  const where = isIngress ? here : formatAddress(far)
  const switches = Object.entries(context.site.variables).map(([name, value]) => `${name} = ${value}`)
  return {
    kind,
    point: at.point.id,
    member,
    direction: at.point.direction,
    ...(switches.length === 0 ? {} : { binding: context.site.variables }),
    packet,
    intended: intended.verdict,
    actual: actual.verdict,
    rules: intended.rules.map((rule) => rule.id),
    statements: actual.statements,
    sentence: `${who} ${kind === 'extra' ? 'now' : 'no longer'} reaches ${withArticle(what)} ${isIngress ? 'on' : 'at'} ${where}${
      switches.length === 0 ? '' : ` with ${switches.join(', ')}`
    }`,
  }
}

function withArticle(title: string): string {
  return /^(tcp|udp|icmp|icmpv6|\d|etcd|trustd|kube-)/.test(title) ? title : `the ${title}`
}

function ownerOf(address: Address, site: Site): Member | undefined {
  return site.members.find(({ own }) => setHas(own, address))
}

function packetOfBox(box: PacketBox, at: PointWork, site: Site): Packet | undefined {
  const isBefore = at.point.place === 'router'
  const isIngress = at.point.direction === 'ingress'
  const source = isBefore && !isIngress ? machineAddress(box.sources, site) : tellingAddress(box.sources)
  const destination = !isBefore
    ? lowestAddress(box.destinations)
    : isIngress
      ? machineAddress(box.destinations, site)
      : tellingAddress(box.destinations)
  const arrival = box.arrivals[0]
  const service = tellingService(box, at)
  if (source === undefined || destination === undefined || arrival === undefined || service === undefined)
    return undefined
  return { source, destination, ...packetFieldsOfService(service), arrival, phase: 'new' }
}

/** An address of a machine rather than a network's own. */
function machineAddress(set: AddressSet, site: Site): Address | undefined {
  for (const { own } of site.members) {
    const common = lowestAddress(intersectSets(own, set))
    if (common !== undefined) return common
  }
  return tellingAddress(set)
}

/** A stranger if one may, else a host of the first network rather than its own first address. */
function tellingAddress(set: AddressSet): Address | undefined {
  const stranger = strangerAddresses.find((address) => setHas(set, address))
  const first = lowestAddress(set)
  if (stranger !== undefined || first === undefined) return stranger
  const host: Address = { family: first.family, value: first.value + 9n }
  return setHas(set, host) ? host : first
}

/** A port somebody listens on tells more than port 0. */
function tellingService(box: PacketBox, at: PointWork): number | undefined {
  const interval = box.services[0]
  if (interval === undefined) return undefined
  const base = interval.first - (interval.first % 65536)
  for (const rule of [...at.rules, ...at.closed]) {
    for (const range of rule.ports) {
      const point = base + range.from
      const packet = packetFieldsOfService(point)
      if (packet.protocol === rule.protocol && point >= interval.first && point <= interval.last) return point
    }
  }
  return interval.first
}
