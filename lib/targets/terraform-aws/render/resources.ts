/** Slots as resources of Terraform: one for each rule and principal, with a name that depends on nothing else. */
import { formatPrincipal, type Principal } from '@/lib/design/principal'
import { comparePrefixes, formatPrefix, type Prefix } from '@/lib/net/prefix'
import type { Rule } from '@/lib/policy/rule'
import type { Presence } from '../switches'
import { describe, nameOf } from './names'
import type { Peer } from './peers'
import type { Service } from './services'
import type { Slot } from './slots'

/** What stands for the other end in the text. */
type End =
  | { readonly kind: 'group'; readonly group: string }
  /** Without what other resources say; `network` is what the variable of it holds. */
  | { readonly kind: 'admins'; readonly except: readonly (Prefix | 'network')[] }
  | { readonly kind: 'network'; readonly family: 4 | 6 }
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  | { readonly kind: 'prefixes'; readonly prefixes: readonly MarkedPrefix[] }

interface MarkedPrefix {
  readonly prefix: Prefix
  /** Rules that this prefix stands for. */
  readonly rules: readonly string[]
}

export interface RuleResource {
  readonly name: string
  readonly group: string
  readonly direction: Rule['direction']
  readonly service: Service
  readonly end: End
  readonly description: string
  readonly presence: Presence
  readonly rules: readonly string[]
  /** The rule that gives it its name and its place. */
  readonly owner: Rule
  /** Whether it is about who comes from outside: it stands in a file of its own. */
  readonly isAdmin: boolean
}

interface Draft {
  readonly slots: Slot[]
  readonly first: Slot
  readonly principal: Principal
}

/** `vpc`: the network that the variable stands for. */
export function makeResources(slots: readonly Slot[], vpc: Prefix | undefined): readonly RuleResource[] {
  const drafts = new Map<string, Draft>()
  for (const slot of slots) {
    const [owner] = slot.rules
    if (owner === undefined) continue
    const principal = principalOf(slot.peer)
    const key = [slot.group, owner.id, slot.service.label, slot.service.protocol, endKey(slot.peer, vpc)].join(' ')
    const draft = drafts.get(key)
    if (draft === undefined) drafts.set(key, { slots: [slot], first: slot, principal })
    else draft.slots.push(slot)
  }
  const wanted = [...drafts.values()].map(({ first }) => resourceName(first, first.rules[0] as Rule, vpc))
  const names = tellApart(wanted)
  return [...drafts.values()].map(({ slots: own, first, principal }, index) => {
    const [owner] = first.rules as [Rule, ...Rule[]]
    return {
      name: names[index] as string,
      group: first.group,
      direction: first.direction,
      service: first.service,
      end: endOf(own, vpc, slots),
      description: describe(descriptionOf(first, owner, principal)),
      presence: first.presence.map((_, index) => own.some((slot) => slot.presence[index] === true)),
      rules: [...new Set(own.flatMap((slot) => slot.rules.map((rule) => rule.id)))],
      owner,
      isAdmin: principal.kind.startsWith('admin'),
    }
  })
}

/** Each name itself the first time, then with a number that makes it no other one's. */
function tellApart(wanted: readonly string[]): readonly string[] {
  const taken = new Set(wanted)
  const met = new Set<string>()
  return wanted.map((name) => {
    if (!met.has(name)) {
      met.add(name)
      return name
    }
    let number = 2
    while (taken.has(`${name}_${number}`)) number++
    taken.add(`${name}_${number}`)
    return `${name}_${number}`
  })
}

const admins: Principal = { kind: 'admin' }

function principalOf(peer: Peer): Principal {
  switch (peer.kind) {
    case 'group':
      return { kind: 'nodes' }
    case 'admins':
      return admins
    case 'prefix':
      return peer.principal
  }
}

function isNetwork(peer: Peer, vpc: Prefix | undefined): boolean {
  return (
    peer.kind === 'prefix' &&
    peer.principal.kind === 'cluster' &&
    vpc !== undefined &&
    comparePrefixes(peer.prefix, vpc) === 0
  )
}

/** Prefixes of one principal and family share a resource. */
function endKey(peer: Peer, vpc: Prefix | undefined): string {
  if (peer.kind !== 'prefix') return peer.kind === 'group' ? `group ${peer.group}` : 'admins'
  return isNetwork(peer, vpc) ? 'network' : `${formatPrincipal(peer.principal)} ${peer.prefix.family}`
}

function endOf(own: readonly Slot[], vpc: Prefix | undefined, all: readonly Slot[]): End {
  const [{ peer }] = own as [Slot, ...Slot[]]
  if (peer.kind === 'group') return { kind: 'group', group: peer.group }
  if (peer.kind === 'admins') return { kind: 'admins', except: othersBeside(own[0] as Slot, all, vpc) }
  if (isNetwork(peer, vpc)) return { kind: 'network', family: peer.prefix.family }
  const prefixes = own
    .flatMap((slot): MarkedPrefix[] =>
      slot.peer.kind === 'prefix' ? [{ prefix: slot.peer.prefix, rules: slot.rules.map((rule) => rule.id) }] : [],
    )
    .sort((a, b) => comparePrefixes(a.prefix, b.prefix))
  return isOne(peer.principal) ? { kind: 'prefix', prefix: peer.prefix } : { kind: 'prefixes', prefixes }
}

/** Principals that are one prefix in each family by their nature, so that no other can join them later. */
function isOne({ kind }: Principal): boolean {
  return kind === 'cidr' || kind === 'anywhere' || kind === 'admin-entry'
}

/** EC2 refuses the same rule twice, so the variable must not repeat what is written beside it. */
function othersBeside(admin: Slot, all: readonly Slot[], vpc: Prefix | undefined): readonly (Prefix | 'network')[] {
  const peers = all
    .filter(
      (slot) =>
        slot.group === admin.group &&
        slot.direction === admin.direction &&
        slot.service.protocol === admin.service.protocol &&
        slot.service.from === admin.service.from &&
        slot.service.to === admin.service.to &&
        slot.presence.every((is, index) => is || admin.presence[index] !== true),
    )
    .map(({ peer }) => peer)
  const prefixes = peers.flatMap((peer) => (peer.kind === 'prefix' && !isNetwork(peer, vpc) ? [peer.prefix] : []))
  const network = peers.some((peer) => isNetwork(peer, vpc)) ? (['network'] as const) : []
  return [...network, ...prefixes.sort(comparePrefixes)]
}

function resourceName({ group, direction, service, peer }: Slot, owner: Rule, vpc: Prefix | undefined): string {
  const listener = nameOf(owner.listener.replaceAll(/[:/]/g, '-'))
  const other =
    peer.kind === 'group'
      ? peer.group
      : peer.kind === 'admins'
        ? 'admin'
        : isNetwork(peer, vpc)
          ? 'cluster'
          : principalName(peer.principal)
  const isTwin = peer.kind === 'prefix' && peer.prefix.family === 6 && peer.principal.kind !== 'cidr'
  return [group, listener, service.label, direction === 'ingress' ? 'from' : 'to', other, isTwin ? 'ipv6' : '']
    .filter((part) => part !== '')
    .join('_')
}

function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'controlplane':
    case 'worker':
    case 'nodes':
      return `${principal.kind}_addresses`
    case 'node':
    case 'pool':
      return `${nameOf(`${principal.kind}-${principal.name}`)}_addresses`
    case 'subnet':
      return nameOf(`subnet-${principal.name}`)
    case 'admin-entry':
      return `admin_${nameOf(principal.name)}`
    case 'cluster':
      return 'cluster_beside'
    case 'admin-for':
      return `admin_${principal.use}`
    case 'lb-for':
      return `lb_${nameOf(principal.use)}`
    case 'cidr':
      return `cidr_${formatPrefix(principal.prefix).replace(/[.:/]/g, '_')}`
    default:
      return principal.kind
  }
}

function descriptionOf({ direction, peer }: Slot, owner: Rule, principal: Principal): string {
  const who = peer.kind === 'group' ? `group ${peer.group}` : formatPrincipal(principal)
  return `${owner.title} ${direction === 'ingress' ? 'from' : 'to'} ${who}`
}
