/**
 * The ways to the Talos API of each machine, by the files: from an admin network or a load balancer, straight or passed
 * on by a control plane, over the wire or through KubeSpan, and by Omni. Two of them are independent where no one
 * network and no one other machine is part of both: whoever loses one still has the other.
 */
import type { Design } from '../design/design'
import type { Address } from '../net/address'
import type { Packet } from '../net/packet'
import { lastOfPrefix, type Prefix, prefixContains } from '../net/prefix'
import { readPrefix } from '../net/text-cache'
import type { Member, Site } from '../site/site'
import type { Analysis } from './analysis'
import { type BoxesRequest, getsThrough, readBoxes } from './read-boxes'

export interface WayIn {
  readonly kind: 'direct' | 'passed on' | 'kubespan' | 'omni'
  /** The admin entry or load balancer that it begins at; none for Omni. */
  readonly from?: string
  /** The control plane that passes it on. */
  readonly via?: string
  /** What it is lost with. */
  readonly parts: readonly string[]
}

export interface Access {
  readonly member: string
  readonly ways: readonly WayIn[]
  /** How many share nothing with each other. */
  readonly independent: number
  /** Without it nobody gets in; only where one way is left. */
  readonly hinge?: string
}

const apid = 50000
const kubespanPort = 51820

export interface WaysRequest extends BoxesRequest {
  /** The machines asked about; all of them where it does not say. */
  readonly members?: readonly Member[]
  /** So many independent ways are enough: more are not looked for. */
  readonly enough?: number
}

/** Undefined where some file cannot be read. */
export function findWaysIn(
  design: Design,
  analysis: Analysis,
  { members = analysis.site.members, enough = Number.POSITIVE_INFINITY, ...request }: WaysRequest = {},
): Access[] | undefined {
  const boxes = readBoxes(design, analysis, request)
  if (boxes === undefined) return undefined
  const { site } = analysis
  const reaches = (source: Address, from: readonly string[], to: Member, more: Partial<Packet> = {}): boolean =>
    addressesOf(to, source.family).some((destination) => {
      const base = { source, destination, protocol: 'tcp', port: apid, arrival: 'wire', phase: 'new' } as const
      return getsThrough({ ...base, ...more }, { source: from, destination: [to.name] }, boxes, site)
    })
  const entrances = entrancesOf(design, site)
  const enters = (entrance: Entrance, to: Member): boolean =>
    entrance.probes.some((pair) => pair.every((one) => reaches(one, [], to)))
  const controlPlanes = site.members.filter(({ role }) => role === 'controlplane')
  const doors = controlPlanes.map((member) => ({ member, entrances: entrances.filter((one) => enters(one, member)) }))
  const passesOn = (via: Member, to: Member, more: Partial<Packet> = {}): boolean =>
    ([4, 6] as const).some((family) =>
      addressesOf(via, family)
        .slice(0, 1)
        .some((source) => reaches(source, [via.name], to, more)),
    )
  const tunnels = (via: Member, to: Member): boolean => {
    const outer = { protocol: 'udp', port: kubespanPort } as const
    return (
      site.kubespan &&
      (passesOn(via, to, outer) || passesOn(to, via, outer)) &&
      passesOn(via, to, { arrival: 'kubespan' })
    )
  }
  return members.map((to) => {
    const ways: WayIn[] = []
    const own = doors.find(({ member }) => member === to)
    const straight = own === undefined ? entrances.filter((one) => enters(one, to)) : own.entrances
    for (const { name } of straight) ways.push({ kind: 'direct', from: name, parts: [name] })
    for (const { member, entrances: open } of doors) {
      if (countDisjoint(ways) >= enough) break
      const machines = othersOf(member, to)
      if (open.length === 0 || machines.length === 0) continue
      const kinds = [
        passesOn(member, to) ? 'passed on' : undefined,
        tunnels(member, to) ? 'kubespan' : undefined,
      ] as const
      for (const kind of kinds) {
        if (kind === undefined) continue
        for (const { name } of open) {
          for (const via of machines) ways.push({ kind, from: name, via, parts: [name, via] })
        }
      }
    }
    if (reachesByOmni(to, site, boxes)) ways.push({ kind: 'omni', parts: ['Omni'] })
    return accessOf(to.name, ways)
  })
}

interface Entrance {
  readonly name: string
  /** Addresses that must all get in for the whole of it to be a way; one group a family. */
  readonly probes: readonly (readonly Address[])[]
}

/** Admin networks that no other one contains, and load balancers of the Talos API. */
function entrancesOf(design: Design, site: Site): Entrance[] {
  const admins = design.admin.flatMap(({ name, cidr, may }) => {
    const prefix = readPrefix(cidr)
    return prefix === undefined || !may.includes('talos') ? [] : [{ name, prefix }]
  })
  const widest = admins.filter(
    ({ name, prefix }, index) =>
      !admins.some(
        (other, at) =>
          at !== index &&
          prefixContains(other.prefix, prefix) &&
          (other.prefix.length < prefix.length || other.name < name),
      ),
  )
  const balancers = design.loadBalancers.filter((one) => one.for.includes('talos-api')).map(({ name }) => name)
  return [
    ...widest.map(({ name, prefix }) => ({ name, probes: [endsOf(prefix)] })),
    ...site.loadBalancers
      .filter(({ name }) => balancers.includes(name))
      .map(({ name, sources }) => ({ name, probes: sources.map(endsOf) })),
  ]
}

function endsOf(prefix: Prefix): Address[] {
  const { family, value } = prefix
  return [
    { family, value },
    { family, value: lastOfPrefix(prefix) },
  ]
}

/** One address for each of its interfaces. */
function addressesOf(member: Member, family: Address['family']): Address[] {
  return member.interfaces.flatMap(({ addresses, standIns }) => {
    const prefix = [...addresses, ...standIns].find((one) => one.family === family)
    return prefix === undefined ? [] : [{ family, value: prefix.value }]
  })
}

/** The machines behind a control plane's name that are not the one to be reached; a pool has several. */
function othersOf(via: Member, to: Member): string[] {
  const count = Math.min(via.count.max, mostOfPool) - (via === to ? 1 : 0)
  if (via.kind === 'node') return count > 0 ? [via.name] : []
  return Array.from({ length: Math.max(0, count) }, (_, index) => `${via.name} ${index + 1}`)
}

/** More of them prove nothing more. */
const mostOfPool = 3

function reachesByOmni(to: Member, site: Site, boxes: Parameters<typeof getsThrough>[2]): boolean {
  if (site.management !== 'omni') return false
  const [destination] = [...addressesOf(to, 4), ...addressesOf(to, 6)]
  if (destination === undefined) return false
  const packet: Packet = {
    source: destination,
    destination,
    protocol: 'tcp',
    port: apid,
    arrival: 'siderolink',
    phase: 'new',
  }
  return getsThrough(packet, { source: [], destination: [to.name] }, boxes, site)
}

function accessOf(member: string, ways: readonly WayIn[]): Access {
  const independent = countDisjoint(ways)
  const [first] = ways
  const hinge =
    independent === 1 ? first?.parts.find((part) => ways.every(({ parts }) => parts.includes(part))) : undefined
  return { member, ways, independent, ...(hinge === undefined ? {} : { hinge }) }
}

/** Ways have two parts at most, a network and a machine: as many as a matching of the two kinds holds. */
function countDisjoint(ways: readonly WayIn[]): number {
  const alone = new Set(ways.filter(({ parts }) => parts.length === 1).flatMap(({ parts }) => parts))
  const links = new Map<string, string[]>()
  for (const { parts } of ways) {
    const [from, via] = parts
    if (from === undefined || via === undefined || alone.has(from)) continue
    links.set(from, [...(links.get(from) ?? []), via])
  }
  const taken = new Map<string, string>()
  const place = (from: string, tried: Set<string>): boolean =>
    (links.get(from) ?? []).some((via) => {
      if (tried.has(via)) return false
      tried.add(via)
      const holder = taken.get(via)
      if (holder !== undefined && !place(holder, tried)) return false
      taken.set(via, from)
      return true
    })
  return alone.size + [...links.keys()].filter((from) => place(from, new Set())).length
}
