/** Packets that one policy lets through and another does not. */
import { places } from '../design/choices'
import type { Design, Place } from '../design/design'
import { isEmptyPacketSet, subtractPackets } from '../net/packet-set'
import type { Policy } from '../policy/rule'
import type { Site } from '../site/site'
import { findTarget } from '../targets/all'
import { admittedAt, sieves } from '../verify/admitted'
import { classesOf, namesOf, type PacketClass } from './packet-class'

/** A design with what it means. */
export interface Meaning {
  readonly design: Design
  readonly site: Site
  readonly policy: Policy
}

export interface PacketDiff {
  readonly gained: readonly PacketClass[]
  readonly lost: readonly PacketClass[]
}

export function diffPackets(before: Meaning, after: Meaning): PacketDiff {
  const stands = placesOf(before.design, after.design)
  const gained = []
  const lost = []
  for (const sieve of sieves.filter(({ place }) => stands.has(place))) {
    const [had, has] = [before, after].map(({ policy, site }) => admittedAt(sieve, policy, site))
    if (had === undefined || has === undefined) continue
    const more = subtractPackets(has, had)
    const less = subtractPackets(had, has)
    if (!isEmptyPacketSet(more)) gained.push({ sieve, packets: more })
    if (!isEmptyPacketSet(less)) lost.push({ sieve, packets: less })
  }
  return {
    gained: classesOf(gained, namesOf(after.design, after.site)),
    lost: classesOf(lost, namesOf(before.design, before.site)),
  }
}

/** Where a box of either design filters; a design without any is read as rules for the nodes themselves. */
function placesOf(...designs: readonly Design[]): ReadonlySet<Place> {
  const ids = designs.flatMap((design) => Object.keys(design.targets))
  const found = ids.flatMap((id) => findTarget(id)?.meta.place ?? [])
  const known = places.filter((place) => found.includes(place))
  return new Set(known.length === 0 ? ['guest'] : known)
}
