/** Which machines share a file: those of a role with the role's own rules, and each that differs by itself. */
import { roles } from '@/lib/design/choices'
import type { Role } from '@/lib/design/design'
import type { Rule } from '@/lib/policy/rule'
import type { PointWork, Work } from '@/lib/policy/work'
import type { Member, Site } from '@/lib/site/site'
import type { TalosDocument } from './documents'
import type { HeldDocument } from './previous'

/** One patch file and the machines that take it. */
export interface Group {
  /** `worker`, or `nodes/gpu-1`: the path between `talos/` and `.patch.yaml`. */
  readonly name: string
  readonly role: Role
  readonly members: readonly Member[]
  readonly documents: readonly TalosDocument[]
  /** Documents of the last bundle that its machines hold and that are not in this one. */
  readonly leftovers: readonly HeldDocument[]
}

/** The path of a group's file, or of the one that removes what is left, or that disables all. */
export function patchPath(name: string, prefix: '' | 'remove.' | 'disable.' = ''): string {
  const slash = name.lastIndexOf('/') + 1
  return `talos/${name.slice(0, slash)}${prefix}${name.slice(slash)}.patch.yaml`
}

/** What a member's documents are made of; members alike share one such object. */
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

export interface Prepared {
  readonly member: Member
  readonly wanted: Wanted
  readonly documents: readonly TalosDocument[]
  readonly leftovers: readonly HeldDocument[]
}

/**
 * The machines of a role that want what the role wants share its file, unless they are left with something else than
 * most of them; such a machine, and one with listeners of its own, gets a complete file.
 */
export function groupMachines(machines: readonly Prepared[], sorted: Sorted): readonly Group[] {
  const groups: Group[] = []
  for (const role of roles) {
    const shared = sorted.byRole.get(role)
    const here = machines.filter(({ member }) => member.role === role)
    const alike = here.filter(({ wanted }) => wanted === shared)
    const most = mostCommonLeftovers(alike)
    const together = alike.filter((machine) => describe(machine.leftovers) === most)
    const [first] = together
    if (first !== undefined) {
      const { documents, leftovers } = first
      groups.push({ name: role, role, members: together.map(({ member }) => member), documents, leftovers })
    }
    const inRole = new Set(together)
    for (const machine of here) {
      if (inRole.has(machine)) continue
      const { member, documents, leftovers } = machine
      groups.push({ name: `nodes/${member.name}`, role, members: [member], documents, leftovers })
    }
  }
  return groups
}

function mostCommonLeftovers(machines: readonly Prepared[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { leftovers } of machines) {
    const key = describe(leftovers)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0]
}

function describe(leftovers: readonly HeldDocument[]): string {
  return leftovers.map((document) => JSON.stringify(document)).join('\n')
}
