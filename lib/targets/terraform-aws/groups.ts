/** Which security groups a machine carries, by the names of their resources. Read alike by what writes and what reads. */
import type { Prefix } from '@/lib/net/prefix'
import type { Member, Site } from '@/lib/site/site'

export const roleGroups: Readonly<Record<Member['role'], string>> = { controlplane: 'control_plane', worker: 'worker' }

/** The group of one node's or pool's own; DNS labels hold no underscore, so no two names become one. */
export function ownGroup({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}_${name.replaceAll('-', '_')}`
}

/** The role's group first. */
export function groupsOf(member: Member): readonly string[] {
  return [roleGroups[member.role], ownGroup(member)]
}

/** Members of each group; role groups are there without members too. */
export type GroupMembers = ReadonlyMap<string, readonly Member[]>

const everyone: readonly string[] = []
const known = new WeakMap<Site, WeakMap<readonly string[], GroupMembers>>()

/** Members behind the box by group, all of the site where nobody says which. The same map for the same list. */
export function membersByGroup(site: Site, behind: readonly string[] | undefined): GroupMembers {
  const bySite = known.get(site) ?? new WeakMap<readonly string[], GroupMembers>()
  known.set(site, bySite)
  const found = bySite.get(behind ?? everyone)
  if (found !== undefined) return found
  const byGroup = new Map<string, Member[]>(Object.values(roleGroups).map((group) => [group, []]))
  const names = behind === undefined ? undefined : new Set(behind)
  for (const member of site.members) {
    if (names?.has(member.name) === false) continue
    for (const group of groupsOf(member)) {
      const members = byGroup.get(group)
      if (members === undefined) byGroup.set(group, [member])
      else members.push(member)
    }
  }
  bySite.set(behind ?? everyone, byGroup)
  return byGroup
}

const byName = new WeakMap<Site, ReadonlyMap<string, Member>>()

export function memberNamed(site: Site, name: string | undefined): Member | undefined {
  const members = byName.get(site) ?? new Map(site.members.map((member) => [member.name, member]))
  byName.set(site, members)
  return name === undefined ? undefined : members.get(name)
}

/** Private addresses of the machines, as far as the site knows them: neither public ones nor shared ones. */
export function addressesOf(members: readonly Member[]): readonly Prefix[] {
  return members.flatMap(({ interfaces }) => interfaces.flatMap((nic) => [...nic.addresses, ...nic.standIns]))
}
