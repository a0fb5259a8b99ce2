/** Which rules concern a machine; machines that the same rules concern share one list. */
import type { Rule } from './rule'

export interface MemberRules {
  readonly everywhere: readonly Rule[]
  /** In the order of `everywhere`: the same list for machines alike. */
  readonly of: (member: string) => readonly Rule[]
}

/** Machines that the same lists of names hold. */
interface Kind {
  readonly places: readonly number[]
  readonly next: Map<readonly string[], Kind>
  rules?: readonly Rule[]
}

/** Rules share their lists of names, a few of them for thousands of machines: each list is walked once. */
export function rulesByMember(everywhere: readonly Rule[]): MemberRules {
  const placesOf = new Map<readonly string[], number[]>()
  for (const [place, { members }] of everywhere.entries()) {
    const places = placesOf.get(members)
    if (places === undefined) placesOf.set(members, [place])
    else places.push(place)
  }
  const none: Kind = { places: [], next: new Map() }
  const kinds = new Map<string, Kind>()
  for (const [members, places] of placesOf) {
    for (const name of members) {
      const before = kinds.get(name) ?? none
      let kind = before.next.get(members)
      if (kind === undefined) {
        kind = { places: [...before.places, ...places], next: new Map() }
        before.next.set(members, kind)
      }
      kinds.set(name, kind)
    }
  }
  const rulesOf = (kind: Kind): readonly Rule[] => {
    kind.rules ??= [...kind.places].sort((a, b) => a - b).flatMap((place) => everywhere[place] ?? [])
    return kind.rules
  }
  return { everywhere, of: (member) => rulesOf(kinds.get(member) ?? none) }
}
