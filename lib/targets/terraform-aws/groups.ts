/** Which security groups a machine carries, by the names of their resources. Read alike by what writes and what reads. */
import { type AddressSet, setOfPrefixes } from '@/lib/net/address-set'
import type { Prefix } from '@/lib/net/prefix'
import type { Member, Site } from '@/lib/site/site'

export const roleGroups: Readonly<Record<Member['role'], string>> = { controlplane: 'control_plane', worker: 'worker' }

/** The group of one node's or pool's own; DNS labels hold no underscore, so no two names become one. */
export function ownGroup({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}_${name.replaceAll('-', '_')}`
}

const carried = new WeakMap<Member, readonly string[]>()

/** The role's group first. */
export function groupsOf(member: Member): readonly string[] {
  const groups = carried.get(member) ?? [roleGroups[member.role], ownGroup(member)]
  carried.set(member, groups)
  return groups
}

/** Members of each group; role groups are there without members too. */
export type GroupMembers = ReadonlyMap<string, readonly Member[]>

const everyone: readonly string[] = []
const known = new WeakMap<Site['members'], WeakMap<readonly string[], GroupMembers>>()

/** Members behind the box by group, all of the site where nobody says which. The same map for the same lists. */
export function membersByGroup({ members }: Site, behind: readonly string[] | undefined): GroupMembers {
  const here = known.get(members) ?? new WeakMap<readonly string[], GroupMembers>()
  known.set(members, here)
  const found = here.get(behind ?? everyone)
  if (found !== undefined) return found
  const byGroup = new Map<string, Member[]>(Object.values(roleGroups).map((group) => [group, []]))
  const names = behind === undefined ? undefined : new Set(behind)
  for (const member of members) {
    if (names?.has(member.name) === false) continue
    for (const group of groupsOf(member)) {
      const carrying = byGroup.get(group)
      if (carrying === undefined) byGroup.set(group, [member])
      else carrying.push(member)
    }
  }
  here.set(behind ?? everyone, byGroup)
  return byGroup
}

/** Private addresses of a machine, as far as the site knows them: neither public ones nor shared ones. */
export function privatePrefixes({ interfaces }: Member): readonly Prefix[] {
  return interfaces.flatMap((nic) => [...nic.addresses, ...nic.standIns])
}

const sets = new WeakMap<readonly Member[], AddressSet>()

/** What a group stands for, by the members that carry it: remembered by the identity of the list. */
export function groupAddresses(members: readonly Member[]): AddressSet {
  const set = sets.get(members) ?? setOfPrefixes(members.flatMap(privatePrefixes))
  sets.set(members, set)
  return set
}
