/** Packets that differ only in what does not matter: the same sources, destinations and protocol, with their ports. */
import type { Design } from '../design/design'
import type { Family } from '../net/address'
import {
  type AddressSet,
  allOfFamily,
  intersectSets,
  intervalsOfSet,
  lowestAddress,
  noAddresses,
  setContains,
  setsMeet,
  subtractSets,
  unionAll,
} from '../net/address-set'
import { boxesOfPackets, type PacketSet } from '../net/packet-set'
import type { PortRange } from '../net/port-range'
import { hasPorts, isIcmp, type Protocol, protocolFromNumber } from '../net/protocol'
import { mergeServices, protocolBlock } from '../net/service'
import { prefixesOfSet } from '../net/set-prefixes'
import { prefixText } from '../net/text-cache'
import type { Site } from '../site/site'
import type { Sieve } from '../verify/admitted'
import { type SourceZone, sourceZones } from '../verify/zones'
import { type ClassBox, type FoldedBox, foldProtocols, isWhole } from './fold-protocols'
import { listNames } from './list-names'

export interface PacketClass {
  /** Where such packets are decided; the same packets at several places stand here once. */
  readonly at: readonly Sieve[]
  /** Exactly these addresses, as the fewest prefixes. */
  readonly sources: readonly string[]
  readonly destinations: readonly string[]
  /** The same for people: names where the design has them. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** `any` for every protocol but those of `except`. */
  readonly protocol: Protocol
  readonly except: readonly Protocol[]
  /** Empty for protocols without ports, and for every port. */
  readonly ports: readonly PortRange[]
  /** Empty for protocols that have none, and for every type. */
  readonly icmpTypes: readonly number[]
  /** Whether anybody on the internet is among the sources. */
  readonly internet: boolean
}

/** The names that one design has for addresses. */
export interface Names {
  readonly zones: readonly SourceZone[]
  readonly internet: AddressSet
  readonly members: readonly { readonly name: string; readonly own: AddressSet }[]
}

export function namesOf(design: Design, site: Site): Names {
  const [onlyAdmin, ...otherAdmins] = design.admin
  const zones = sourceZones(design, site, () => true).map((zone) =>
    // One admin network is drawn as all of them; across two designs its name tells which.
    zone.id === 'admin' && onlyAdmin !== undefined && otherAdmins.length === 0
      ? { ...zone, title: onlyAdmin.name }
      : zone,
  )
  const internet = zones.find((zone) => zone.kind === 'internet')?.addresses ?? noAddresses
  return { zones, internet, members: site.members }
}

/** Those that the internet is among first, then by size of what they open. */
export function classesOf(
  found: readonly { readonly sieve: Sieve; readonly packets: PacketSet }[],
  names: Names,
): PacketClass[] {
  const classes = new Map<string, { readonly at: Sieve[]; readonly box: ClassBox }>()
  for (const { sieve, packets } of found) {
    for (const [key, box] of classBoxes(packets)) {
      const known = classes.get(key)
      if (known === undefined) classes.set(key, { at: [sieve], box })
      else known.at.push(sieve)
    }
  }
  const byEnds = new Map<string, { readonly at: readonly Sieve[]; readonly boxes: ClassBox[] }>()
  for (const { at, box } of classes.values()) {
    const key = `${at.map(({ place, direction }) => `${place} ${direction}`)} ${box.sources.id} ${box.destinations.id}`
    const known = byEnds.get(key)
    if (known === undefined) byEnds.set(key, { at, boxes: [box] })
    else known.boxes.push(box)
  }
  return [...byEnds.values()]
    .flatMap(({ at, boxes }) => foldProtocols(boxes).map((box) => classOf(at, box, names)))
    .sort((a, b) => Number(b.internet) - Number(a.internet))
}

/** Boxes with the same ends and protocol together, whatever way they arrive, by what they are made of. */
function classBoxes(packets: PacketSet): ReadonlyMap<string, ClassBox> {
  const byEnds = new Map<string, ClassBox>()
  for (const { sources, destinations, services } of boxesOfPackets(packets)) {
    const protocol = Math.floor((services[0]?.first ?? 0) / protocolBlock)
    const key = `${protocol} ${sources.id} ${destinations.id}`
    const known = byEnds.get(key)?.services ?? []
    byEnds.set(key, { protocol, sources, destinations, services: mergeServices([...known, ...services]) })
  }
  return new Map(
    [...byEnds].map(([key, box]) => [`${key} ${box.services.map(({ first, last }) => `${first}-${last}`)}`, box]),
  )
}

function classOf(at: readonly Sieve[], { box, except }: FoldedBox, names: Names): PacketClass {
  const protocol = except === undefined ? protocolFromNumber(box.protocol) : 'any'
  const ranges = box.services.map(({ first, last }) => ({ from: first % protocolBlock, to: last % protocolBlock }))
  const isAll = isWhole(box)
  return {
    at,
    sources: prefixesOfSet(box.sources).map(prefixText),
    destinations: prefixesOfSet(box.destinations).map(prefixText),
    from: nameSources(box.sources, names),
    to: nameDestinations(box.destinations, names),
    protocol,
    except: except ?? [],
    ports: hasPorts(protocol) && !isAll ? ranges : [],
    icmpTypes: isIcmp(protocol) && !isAll ? ranges.flatMap(typesOf) : [],
    internet: setsMeet(box.sources, names.internet),
  }
}

function typesOf({ from, to }: PortRange): number[] {
  const first = from >> 8
  return Array.from({ length: (to >> 8) - first + 1 }, (_, index) => first + index)
}

/** The widest names that fit wholly inside, then what is left as prefixes. The sources are of one family. */
function nameSources(sources: AddressSet, { zones }: Names): string[] {
  const family = familyOf(sources)
  if (sources === allOfFamily[family]) return [`anyone (IPv${family})`]
  const parts = zones
    .map((zone) => ({ ...zone, part: intersectSets(zone.addresses, allOfFamily[family]) }))
    .filter(({ part }) => part !== noAddresses)
  const inside = parts.filter((zone) => zone.kind !== 'internet' && setContains(sources, zone.part))
  const ids = new Set(inside.map(({ id }) => id))
  const named = inside.filter(({ parent }) => parent === undefined || !ids.has(parent))
  const world = parts.find(({ kind }) => kind === 'internet')
  const names = named.map((zone) => titleOf(zone, zone.part, family))
  if (world !== undefined && isMost(sources, world.part)) {
    // What else is in so wide a set belongs to nobody, and nobody reads its prefixes.
    const missing = prefixesOfSet(subtractSets(world.part, sources)).map(prefixText)
    const title = titleOf(world, world.part, family)
    return [missing.length === 0 ? title : `${title} but for ${listNames(missing)}`, ...names]
  }
  const rest = subtractSets(sources, unionAll(named.map(({ part }) => part)))
  return [...names, ...prefixesOfSet(rest).map(prefixText)]
}

/** `Internet (IPv4)` where the name stands for the other family too. */
function titleOf({ title, addresses }: SourceZone, part: AddressSet, family: Family): string {
  return part === addresses ? title : `${title} (IPv${family})`
}

function familyOf(set: AddressSet): Family {
  return lowestAddress(set)?.family ?? 4
}

/** More than half of the addresses. */
function isMost(set: AddressSet, of: AddressSet): boolean {
  return sizeOf(intersectSets(set, of)) * 2n > sizeOf(of)
}

function sizeOf(set: AddressSet): bigint {
  return intervalsOfSet(set).reduce((sum, { first, last }) => sum + last - first + 1n, 0n)
}

function nameDestinations(destinations: AddressSet, { members }: Names): string[] {
  const family = familyOf(destinations)
  if (isMost(destinations, allOfFamily[family])) return [`anywhere else (IPv${family})`]
  const named = members.filter(({ own }) => own !== noAddresses && setsMeet(destinations, own))
  const whole = unionAll(named.map(({ own }) => own))
  return [
    ...named.map(({ name, own }) => (setContains(destinations, own) ? name : `${name} (a part of its addresses)`)),
    ...prefixesOfSet(subtractSets(destinations, whole)).map(prefixText),
  ]
}
