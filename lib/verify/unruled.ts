/** What comes in although no rule of the design admits it: each product on the way lets it through on its own account. */
import { icmpListeners } from '../catalog/icmp'
import { type Family, families } from '../net/address'
import {
  type AddressSet,
  allOfFamily,
  intersectSets,
  lowestAddress,
  setHas,
  setOfAddresses,
  setOfPrefixes,
} from '../net/address-set'
import { formatService, type Packet } from '../net/packet'
import { boxesOfPackets, hasPacket, intersectPackets, packetSetOfBoxes } from '../net/packet-set'
import type { Prefix } from '../net/prefix'
import { complementServices, packetFieldsOfService, type ServiceInterval, servicesOfProtocol } from '../net/service'
import { strangerAddresses } from '../net/stranger'
import { decidePolicy } from '../policy/decide-policy'
import { intendedPackets, servicesByDefault } from '../policy/intended'
import type { Policy } from '../policy/rule'
import type { PointWork } from '../policy/work'
import { pointsOnRoute } from '../site/route'
import type { Member, Site } from '../site/site'
import type { AlwaysOpen } from '../targets/target'
import type { Proof } from './proof'
import type { ReachUnruled } from './reach'

/** What stands open at the points of every filter, by the members behind them. */
export interface OpenPoints {
  readonly byMember: ReadonlyMap<string, readonly OpenPoint[]>
  /** Points of no single member, such as the interfaces of a router. */
  readonly shared: readonly OpenPoint[]
}

interface OpenPoint {
  readonly target: string
  readonly at: PointWork
  readonly always: readonly AlwaysOpen[]
}

interface Goal {
  readonly member: string
  readonly fixed: AddressSet
  /** With those that stand for addresses nobody knows. */
  readonly own: AddressSet
}

/** Undefined where the files of a filter were not read: nobody can say what it lets through. */
export function openPointsOf(proofs: readonly Proof[]): OpenPoints | undefined {
  if (proofs.some(({ verdict }) => verdict === 'unread')) return undefined
  const byMember = new Map<string, OpenPoint[]>()
  const shared: OpenPoint[] = []
  for (const { target, openings } of proofs) {
    for (const opening of openings) {
      const { member } = opening.at.point
      const here = member === undefined ? shared : (byMember.get(member) ?? [])
      if (member !== undefined) byMember.set(member, here)
      here.push({ target, ...opening })
    }
  }
  return { byMember, shared }
}

export interface UnruledRequest {
  /** Who asks, from outside the machines of the cluster. */
  readonly from: AddressSet
  readonly members: readonly Member[]
  readonly points: OpenPoints
  readonly policy: Policy
  readonly site: Site
}

export function findUnruled(request: UnruledRequest): ReachUnruled[] {
  const goals = goalsOf(request)
  const found = new Map<string, { readonly one: ReachUnruled; readonly goals: number }>()
  for (const goal of goals) {
    for (const one of passingTo(goal, request)) {
      const known = found.get(one.service)
      found.set(one.service, { one: known?.one ?? one, goals: (known?.goals ?? 0) + 1 })
    }
  }
  return [...found.values()].map((entry) => (entry.goals < goals.length ? { ...entry.one, extent: 'some' } : entry.one))
}

/** The same for machines with addresses of the same families in the same networks, behind the same filters. */
export function wayIn({ name, interfaces }: Member, { byMember }: OpenPoints): string {
  let way = ''
  for (const { subnet, addresses, standIns } of interfaces) {
    const has = (list: readonly Prefix[], family: Family) => list.some((one) => one.family === family)
    for (const family of families) way += ` ${has(addresses, family)} ${has(standIns, family)}`
    way += `${subnet}\n`
  }
  for (const { target } of byMember.get(name) ?? []) way += ` ${target}`
  return way
}

/** One machine stands for all whose way in is the same. */
function goalsOf({ members, points }: UnruledRequest): Goal[] {
  const first = new Map<string, Goal>()
  for (const member of members) {
    const { name, interfaces, own } = member
    const key = wayIn(member, points)
    if (first.has(key)) continue
    const fixed = interfaces.flatMap(({ addresses }) => addresses)
    first.set(key, { member: name, fixed: setOfPrefixes(fixed), own })
  }
  return [...first.values()]
}

function passingTo(goal: Goal, { from, points, policy, site }: UnruledRequest): ReachUnruled[] {
  const near = [...points.shared, ...(points.byMember.get(goal.member) ?? [])]
  return families.flatMap((family) => {
    const source = strangerOf(from, family)
    const lowestOf = (set: AddressSet) => lowestAddress(intersectSets(set, allOfFamily[family]))
    const destination = lowestOf(goal.fixed) ?? lowestOf(goal.own)
    if (source === undefined || destination === undefined) return []
    const ends: Ends = { source, destination, arrival: 'wire', phase: 'new' }
    const way = { ends, policy, site, seen: seenBy(near, ends, goal, site) }
    return [...pings(family, way), ...others(way)]
  })
}

/** From one address to another, with every point that sees what goes there. */
interface Way {
  readonly ends: Ends
  readonly seen: readonly OpenPoint[]
  readonly policy: Policy
  readonly site: Site
}

type Ends = Pick<Packet, 'source' | 'destination' | 'arrival' | 'phase'>

function strangerOf(from: AddressSet, family: Family) {
  const ofFamily = intersectSets(from, allOfFamily[family])
  return strangerAddresses.find((address) => setHas(ofFamily, address)) ?? lowestAddress(ofFamily)
}

/** The route asks for addresses alone, so one packet finds the points of all of them. */
function seenBy(near: readonly OpenPoint[], ends: Ends, { member }: Goal, site: Site): OpenPoint[] {
  const points = near.map(({ at }) => at.point)
  const packet: Packet = { ...ends, protocol: 'tcp', port: 1 }
  const onRoute = new Set(pointsOnRoute(points, packet, { source: [], destination: [member] }, site))
  return near.filter(({ at }) => onRoute.has(at.point))
}

/** ICMP by the types that the catalogue has a name for. */
function pings(family: Family, way: Way): ReachUnruled[] {
  const protocol = family === 4 ? 'icmp' : 'icmpv6'
  return icmpListeners
    .filter((listener) => listener.protocol === protocol)
    .flatMap(({ title, icmpTypes = [] }) =>
      icmpTypes.flatMap((icmpType) => {
        const packet: Packet = { ...way.ends, protocol, icmpType }
        const by = openersOf(packet, way)
        const service = formatService(packet)
        return by.length === 0 ? [] : [{ service, title, extent: 'all' as const, example: service, by }]
      }),
    )
}

const icmp = [...servicesOfProtocol('icmp'), ...servicesOfProtocol('icmpv6')]
/** Beyond this many, protocols are not told one by one. */
const mostProtocols = 4
const everything = { service: 'everything else', title: 'everything else' } as const
const otherPorts = { service: 'other ports', title: 'other ports' } as const
const otherProtocols = { service: 'other protocols', title: 'other protocols' } as const

function others(way: Way): ReachUnruled[] {
  const { ends, seen } = way
  const asked = packetSetOfBoxes([
    {
      arrivals: ['wire'],
      services: complementServices(icmp),
      sources: setOfAddresses([ends.source]),
      destinations: setOfAddresses([ends.destination]),
    },
  ])
  const isHere = ({ packets }: AlwaysOpen) =>
    packets.entries.some((entry) => setHas(entry.destinations, ends.destination))
  const passes = (service: ServiceInterval) => {
    const [first, last] = [service.first, service.last].map((point) =>
      openersOf({ ...ends, ...packetFieldsOfService(point) }, way),
    )
    return first === undefined || first.length === 0 || last?.length === 0 ? [] : [{ service, by: first }]
  }
  const openings = new Set(seen.flatMap(({ always }) => always.filter(isHere).map(({ packets }) => packets)))
  const found: ReachUnruled[] = []
  const [byDefault] = seen.flatMap(({ at }) => servicesByDefault(way, at)).flatMap(passes)
  if (byDefault !== undefined) {
    found.push({ ...otherPorts, extent: 'all', example: exampleOf(byDefault.service), by: byDefault.by })
  }
  for (const packets of openings) {
    const passing = boxesOfPackets(intersectPackets(packets, asked))
      .flatMap(({ services }) => services)
      .flatMap(passes)
      // Told above.
      .filter(({ by }) => by.some(({ what }) => what !== byDefaultAction.what))
    const [one] = passing
    if (one === undefined) continue
    if (passing.length > mostProtocols) {
      const hasPorted = passing.some(({ service }) => packetFieldsOfService(service.first).protocol === 'tcp')
      found.push({
        ...(hasPorted ? everything : otherProtocols),
        extent: 'all',
        example: exampleOf(one.service),
        by: one.by,
      })
      continue
    }
    for (const { service, by } of passing) {
      const name = nameOf(service)
      found.push({ service: name, title: name, extent: 'all', example: exampleOf(service), by })
    }
  }
  return [...new Map(found.map((entry) => [entry.service, entry])).values()]
}

/** Nobody asks about port 0. */
function exampleOf({ first, last }: ServiceInterval): string {
  const isZero = packetFieldsOfService(first).port === 0 && first < last
  return formatService(packetFieldsOfService(isZero ? first + 1 : first))
}

/** `tcp/30000-32767`; without ports where every one of them is meant. */
function nameOf({ first, last }: ServiceInterval): string {
  const from = packetFieldsOfService(first)
  const to = packetFieldsOfService(last)
  if (from.port === undefined || to.port === undefined || from.port === to.port) return formatService(from)
  return to.port - from.port >= 65534 ? `${from.protocol}` : `${formatService(from)}-${to.port}`
}

const byDefaultAction = {
  what: 'The default action is to accept what no listener names',
  source: 'the design itself',
} as const

/** Who lets the packet through without a rule; nobody where a point stops it, or where rules admit it all the way. */
function openersOf(packet: Packet, { seen, policy, site }: Way): ReachUnruled['by'] {
  const by = new Map<string, ReachUnruled['by'][number]>()
  for (const { target, at, always } of seen) {
    const work = { policy, points: [] }
    if (hasPacket(intendedPackets(work, at, site), packet)) {
      const isByDefault = policy.defaultAction === 'accept' && decidePolicy(work, at, packet).rules.length === 0
      if (isByDefault) by.set(target, { target, ...byDefaultAction })
      continue
    }
    const open = always.find(({ packets }) => hasPacket(packets, packet))
    if (open === undefined) return []
    by.set(`${target} ${open.id}`, { target, what: open.title, source: open.source })
  }
  return [...by.values()]
}
