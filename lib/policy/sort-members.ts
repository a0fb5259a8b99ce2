/** Which machines want the same rules: those of a role that want what the role wants, and each that differs by itself. */
import { roles } from '../design/choices'
import type { Role } from '../design/design'
import type { Member, Site } from '../site/site'
import type { Rule } from './rule'
import type { PointWork, Work } from './work'

/** The rules at a member, and the listeners there that admit nobody; members alike share one such object. */
export interface Wanted {
  readonly rules: readonly Rule[]
  readonly closed: readonly Rule[]
}

/** Members with what they want, and for each role what all its members want. */
export interface Sorted {
  readonly byMember: ReadonlyMap<Member, Wanted>
  readonly byRole: ReadonlyMap<Role, Wanted>
}

export function sortMembers(work: Work, site: Site): Sorted {
  const points = new Map(work.points.flatMap((at) => (at.point.member === undefined ? [] : [[at.point.member, at]])))
  const byMember = new Map<Member, Wanted>()
  const byRole = new Map<Role, Wanted>()
  for (const role of roles) {
    const kinds = new Map<readonly Rule[], Map<readonly Rule[], PointWork>>()
    const members = site.members.filter((member) => member.role === role)
    for (const member of members) {
      const at = points.get(member.name)
      if (at === undefined) continue
      const alike = kinds.get(at.rules) ?? new Map<readonly Rule[], PointWork>()
      kinds.set(at.rules, alike)
      if (!alike.has(at.closed)) alike.set(at.closed, at)
    }
    const all = [...kinds.values()].flatMap((alike) => [...alike.values()])
    const shared = sharedByAll(all)
    if (shared === undefined) continue
    byRole.set(role, shared)
    for (const member of members) {
      const at = points.get(member.name)
      const own = at === undefined ? undefined : kinds.get(at.rules)?.get(at.closed)
      if (own !== undefined) byMember.set(member, sameWanted(own, shared) ? shared : own)
    }
  }
  return { byMember, byRole }
}

function sharedByAll(all: readonly Wanted[]): Wanted | undefined {
  const [first, ...others] = all
  if (first === undefined) return undefined
  const everywhere = (pick: (wanted: Wanted) => readonly Rule[]): readonly Rule[] => {
    const sets = others.map((wanted) => new Set(pick(wanted)))
    return pick(first).filter((rule) => sets.every((set) => set.has(rule)))
  }
  return { rules: everywhere(({ rules }) => rules), closed: everywhere(({ closed }) => closed) }
}

function sameWanted(a: Wanted, b: Wanted): boolean {
  return a.rules.length === b.rules.length && a.closed.length === b.closed.length
}
