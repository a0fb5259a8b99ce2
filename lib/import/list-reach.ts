/** Who reaches what by files alone: every box's own answer, in the words of the networks that are known. */
import type { Design, Place, Role } from '../design/design'
import type { Family } from '../net/address'
import {
  type AddressSet,
  allAddresses,
  allOfFamily,
  intersectSets,
  noAddresses,
  setContains,
  setOfPrefixes,
  setsMeet,
  subtractSets,
  unionAll,
  unionSets,
} from '../net/address-set'
import { boxesOfPackets, intersectPackets } from '../net/packet-set'
import { formatPrefix } from '../net/prefix'
import type { ServiceInterval } from '../net/service'
import { prefixesOfSet } from '../net/set-prefixes'
import { buildSite, readPrefixes } from '../site/build-site'
import type { Site } from '../site/site'
import type { FileSet, Filter } from '../targets/target'
import { readInstalled } from '../verify/read-installed'
import { universeAt } from '../verify/universe'
import { nameServices } from './name-services'

export interface ReachLine {
  /** The machines or interfaces that let it in. */
  readonly at: readonly string[]
  readonly services: readonly string[]
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** Whether somebody on the internet may. */
  readonly internet: boolean
}

/** What one point lets in from the same callers to the same ends. */
interface Admitted {
  readonly services: ServiceInterval[]
  readonly families: Set<Family>
  readonly line: Omit<ReachLine, 'at' | 'services'>
}

const mostLines = 200

export function listReach(filter: Filter, design: Design, files: FileSet): readonly ReachLine[] {
  const site = buildSite(filter.meta.place === 'router' ? withMachinesEverywhere(design) : design)
  const options = filter.options.safeParse(design.targets[filter.id] ?? {})
  const read = readInstalled({ filter, site, files })
  if (!options.success || !read.ok) return []
  const zones = zonesOf(design, site, filter.meta.place)
  const lines = new Map<string, { at: Set<string>; services: Set<string>; line: Admitted['line'] }>()
  for (const point of filter.points(site, options.data)) {
    if (point.direction !== 'ingress') continue
    const admitted = intersectPackets(filter.admits(read.model, point, site).ruled, universeAt(point, site))
    const here = new Map<string, Admitted>()
    for (const { services, sources, destinations, arrivals } of boxesOfPackets(admitted)) {
      if (!arrivals.includes('wire')) continue
      const from = nameSet(sources, zones)
      const to = point.place === 'router' ? nameSet(destinations, zones) : []
      const key = JSON.stringify([from, to])
      const internet = setsMeet(sources, zones.internet)
      const entry = here.get(key) ?? { services: [], families: new Set(), line: { from, to, internet } }
      entry.services.push(...services)
      for (const family of [4, 6] as const) if (setsMeet(sources, allOfFamily[family])) entry.families.add(family)
      here.set(key, entry)
    }
    // Machines that admit the same share a line.
    for (const [key, { services: all, families, line }] of here) {
      const services = nameServices(all, [...families])
      const whole = `${key} ${services.join()}`
      const known = lines.get(whole) ?? { at: new Set<string>(), services: new Set(services), line }
      known.at.add(point.id)
      lines.set(whole, known)
    }
  }
  const all = [...lines.values()].map(({ at, services, line }) => ({ at: [...at], services: [...services], ...line }))
  return all.sort((a, b) => Number(b.internet) - Number(a.internet)).slice(0, mostLines)
}

/** A router is asked about every network that it joins, whether machines are known there or not. */
export function withMachinesEverywhere(design: Design): Design {
  const used = new Set([...design.nodes, ...design.pools].map(({ subnet }) => subnet))
  const pools = design.subnets
    .filter(({ name }) => !used.has(name))
    .map(({ name }) => ({ name: `${name}-hosts`, role: 'worker' as const, subnet: name, count: 1, addresses: [] }))
  return { ...design, pools: [...design.pools, ...pools] }
}

interface Zones {
  /** Machines before the networks that they stand in. */
  readonly named: readonly { readonly name: string; readonly set: AddressSet; readonly isMachines?: boolean }[]
  readonly internet: AddressSet
}

/** RFC 1918, 6598, 3927, 4193, 4291: nobody comes from there over the internet. */
const reserved = setOfPrefixes(
  readPrefixes([
    ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8'],
    ...['0.0.0.0/8', '224.0.0.0/3', 'fc00::/7', 'fe80::/10', 'ff00::/8', '::/8'],
  ]),
)

function zonesOf(design: Design, site: Site, place: Place | undefined): Zones {
  const machines = (role: Role) => unionAll(site.members.filter((one) => one.role === role).map(({ own }) => own))
  const drawn = [
    ...design.admin.map(({ name, cidr }) => ({ name, set: setOfPrefixes(readPrefixes([cidr])) })),
    // A router knows networks and not what stands in them.
    ...(place === 'router'
      ? []
      : [
          { name: 'control planes', set: machines('controlplane'), isMachines: true },
          { name: 'workers', set: machines('worker'), isMachines: true },
        ]),
    ...(place === 'guest' ? [{ name: 'pods', set: setOfPrefixes(site.podPrefixes) }] : []),
    ...site.subnets.map(({ name, prefixes }) => ({
      name: place === 'router' ? name : `network ${name}`,
      set: setOfPrefixes(prefixes),
    })),
  ].filter(({ set }) => set !== noAddresses)
  const own = unionAll(drawn.map(({ set }) => set))
  return { named: drawn, internet: subtractSets(subtractSets(allAddresses, reserved), own) }
}

/** Zones by name, whole or in part; what lies in none by its prefixes. */
function nameSet(set: AddressSet, { named, internet }: Zones): string[] {
  let told: AddressSet = noAddresses
  const parts = named.flatMap(({ name, set: zone, isMachines }) => {
    if (setContains(set, zone)) {
      if (isMachines === true) told = unionSets(told, zone)
      return [name]
    }
    return setsMeet(subtractSets(set, told), zone) ? [`part of ${name}`] : []
  })
  const outside = intersectSets(set, internet)
  const isMost = outside !== noAddresses && prefixesOfSet(outside).length > 8
  const rest = subtractSets(set, unionAll([...named.map(({ set: zone }) => zone), ...(isMost ? [internet] : [])]))
  const prefixes = prefixesOfSet(rest).map(formatPrefix)
  const many = isMost ? ['other networks'] : [...prefixes.slice(0, 5), `${prefixes.length - 5} more networks`]
  const shown = prefixes.length > 6 ? many : prefixes
  return [...(isMost ? ['the internet'] : []), ...parts, ...shown]
}
