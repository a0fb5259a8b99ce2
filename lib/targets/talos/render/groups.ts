/** Which machines share a file: those of a role with the role's own rules, and each that differs by itself. */
import { roles } from '@/lib/design/choices'
import type { Role } from '@/lib/design/design'
import type { Sorted, Wanted } from '@/lib/policy/sort-members'
import type { Member } from '@/lib/site/site'
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
