/**
 * The other ends of a rule: groups for machines behind the target, a variable for admins and for the cluster's network,
 * prefixes for the rest. Of the prefixes, those contained in another are dropped; groups never are (SPEC 3).
 */
import { formatPrincipal, type Principal } from '@/lib/design/principal'
import {
  type AddressSet,
  allOfFamily,
  intersectSets,
  noAddresses,
  setContains,
  setHasPrefix,
  unionSets,
} from '@/lib/net/address-set'
import { comparePrefixes, dropContained, type Prefix, prefixContains } from '@/lib/net/prefix'
import { prefixSet } from '@/lib/net/prefix-set'
import { prefixText } from '@/lib/net/text-cache'
import type { Policy, Rule } from '@/lib/policy/rule'
import type { Member, Site } from '@/lib/site/site'
import { type GroupMembers, groupAddresses, ownGroup, roleGroups } from '../groups'

export type Peer =
  | { readonly kind: 'group'; readonly group: string }
  /** What `allowed_admin_cidrs` holds. */
  | { readonly kind: 'admins' }
  | { readonly kind: 'prefix'; readonly prefix: Prefix; readonly principal: Principal }

export interface PeerContext {
  readonly policy: Policy
  readonly groups: GroupMembers
  /** Members of the site that are not behind the target, and carry no group. */
  readonly outside: readonly Member[]
  /** Networks whose admins may use both APIs: the default of the variable. */
  readonly admins: readonly Prefix[]
}

/** Networks whose admins may use both APIs, each once. */
export function sharedAdmins(policy: Policy): readonly Prefix[] {
  const both = policy.admin.filter(({ may }) => may.includes('kubernetes') && may.includes('talos'))
  const byText = new Map(both.map(({ prefix }) => [prefixText(prefix), prefix]))
  return [...byText.values()].sort(comparePrefixes)
}

/** The network that `vpc_cidr` stands for: the first of IPv4, else the first. */
export function vpcPrefix({ clusterPrefixes }: Site): Prefix | undefined {
  return clusterPrefixes.find(({ family }) => family === 4) ?? clusterPrefixes[0]
}

export function peersOf(rule: Rule, { policy, groups, outside, admins }: PeerContext): readonly Peer[] {
  const isIngress = rule.direction === 'ingress'
  const principals = isIngress ? rule.users.nic : rule.to
  const all = isIngress ? rule.sources.nic : rule.destinations
  const peers: Peer[] = []
  const needed: Prefix[] = []
  const within = prefixSet(all)
  let covered: AddressSet = noAddresses
  for (const principal of principals) {
    // A machine may have an interface that the principal does not mean: then only prefixes can say it.
    const named = groupsNamed(principal, groups).filter((group) =>
      setContains(within, ofProtocol(groupAddresses(groups.get(group) ?? []), rule)),
    )
    for (const group of named) {
      if (!peers.some((peer) => peer.kind === 'group' && peer.group === group)) peers.push({ kind: 'group', group })
      covered = unionSets(covered, groupAddresses(groups.get(group) ?? []))
    }
    // What they have in common with a group's machines is not enough to be one of them.
    needed.push(...outside.filter((member) => isNamed(member, principal)).flatMap((member) => member.sources))
    if (isAdmin(principal)) {
      if (!peers.some((peer) => peer.kind === 'admins')) peers.push({ kind: 'admins' })
      covered = unionSets(covered, prefixSet(admins))
      needed.push(...adminsBeside(principal, policy, admins))
    } else if (!isMembers(principal)) needed.push(...(policy.principals.get(formatPrincipal(principal)) ?? []))
  }
  if (rule.keepsClients === true && isIngress) needed.push(...all.filter((prefix) => !isOneOf(prefix, admins)))
  const rest = setContains(covered, within) ? [] : all.filter((one) => !setHasPrefix(covered, one))
  const written = dropContained([...needed.filter((one) => setHasPrefix(within, one)), ...rest])
  return [
    ...peers,
    ...written.map((prefix): Peer => ({ kind: 'prefix', prefix, principal: ownerOf(prefix, principals, policy) })),
  ]
}

/** ICMP exists in IPv4 only, ICMPv6 in IPv6 only. */
function ofProtocol(addresses: AddressSet, { protocol }: Rule): AddressSet {
  if (protocol === 'icmp') return intersectSets(addresses, allOfFamily[4])
  return protocol === 'icmpv6' ? intersectSets(addresses, allOfFamily[6]) : addresses
}

function isOneOf(prefix: Prefix, list: readonly Prefix[]): boolean {
  return list.some((other) => comparePrefixes(other, prefix) === 0)
}

/** A principal whose entries all may use both APIs, or some: the variable stands for those that do. */
function isAdmin({ kind }: Principal): boolean {
  return kind === 'admin' || kind === 'admin-for'
}

function adminsBeside(principal: Principal, policy: Policy, admins: readonly Prefix[]): Prefix[] {
  return policy.admin
    .filter(({ may }) => principal.kind !== 'admin-for' || may.includes(principal.use))
    .map(({ prefix }) => prefix)
    .filter((prefix) => !isOneOf(prefix, admins))
}

function isMembers({ kind }: Principal): boolean {
  return ['controlplane', 'worker', 'nodes', 'node', 'pool'].includes(kind)
}

function isNamed({ role, kind, name }: Member, principal: Principal): boolean {
  if (principal.kind === 'nodes' || principal.kind === role) return true
  return principal.kind === kind && principal.name === name
}

/** Groups with members behind the target that the principal names. */
export function groupsNamed(principal: Principal, groups: GroupMembers): string[] {
  const names =
    principal.kind === 'controlplane' || principal.kind === 'worker'
      ? [roleGroups[principal.kind]]
      : principal.kind === 'nodes'
        ? Object.values(roleGroups)
        : principal.kind === 'node' || principal.kind === 'pool'
          ? [ownGroup(principal)]
          : []
  return names.filter((name) => (groups.get(name)?.length ?? 0) > 0)
}

/** The first principal that brings the prefix, or one that holds it. */
function ownerOf(prefix: Prefix, principals: readonly Principal[], policy: Policy): Principal {
  const listed = principals.map((principal) => ({
    principal,
    prefixes: policy.principals.get(formatPrincipal(principal)) ?? [],
  }))
  const exact = listed.find(({ prefixes }) => isOneOf(prefix, prefixes))
  const around = listed.find(({ prefixes }) => prefixes.some((outer) => prefixContains(outer, prefix)))
  return (exact ?? around)?.principal ?? { kind: 'cidr', prefix }
}
