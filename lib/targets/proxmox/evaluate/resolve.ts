/** Names of sets, aliases and groups followed to what they stand for. */
import { type Problem, problemAt } from '@/lib/design/problem'
import { type Prefix, prefixContains } from '@/lib/net/prefix'
import type { Statement } from '../../target'
import type { ClusterConfig, End, GuestConfig, IpSet, ProxmoxModel, Rule, Scope } from '../model'

/** Where names are looked up: a group knows the datacenter's alone. */
export interface Names {
  readonly cluster: ClusterConfig | undefined
  readonly guest: GuestConfig | undefined
}

export interface Entry {
  readonly prefix: Prefix
  /** Of an IP set the line of the entry; an alias or a list stands in the rule. */
  readonly at: Statement | undefined
}

export interface Addresses {
  readonly entries: readonly Entry[]
  readonly excluded: readonly Prefix[]
}

type Found =
  | { readonly kind: 'addresses'; readonly addresses: Addresses }
  | { readonly kind: 'missing'; readonly what: string }
  /** The product knows, the files do not. */
  | { readonly kind: 'unknown'; readonly why: string }

export function resolveEnd(end: End, names: Names): Found {
  switch (end.kind) {
    case 'list':
      return addressesOf(end.prefixes.map((prefix) => ({ prefix, at: undefined })))
    case 'alias': {
      const prefix = lookUp(end.scope, end.name, names, ({ aliases }) => aliases)
      return prefix === undefined
        ? { kind: 'missing', what: `alias ${end.name}` }
        : addressesOf([{ prefix, at: undefined }])
    }
    case 'set': {
      if (end.scope === 'sdn') return { kind: 'unknown', why: `the product makes the IP set ${end.name} itself` }
      const set = lookUp(end.scope, end.name, names, ({ sets }) => sets)
      if (set === undefined) return { kind: 'missing', what: `IP set ${end.name}` }
      // A set of the datacenter means the datacenter's aliases, whatever the guest calls so.
      const isOwn = names.guest?.sets.get(end.name) === set
      return resolveSet(set, isOwn ? names : { ...names, guest: undefined })
    }
  }
}

function addressesOf(entries: readonly Entry[], excluded: readonly Prefix[] = []): Found {
  return { kind: 'addresses', addresses: { entries, excluded } }
}

function lookUp<Value>(
  scope: Scope | undefined,
  name: string,
  { cluster, guest }: Names,
  of: (config: ClusterConfig | GuestConfig) => ReadonlyMap<string, Value>,
): Value | undefined {
  const own = guest === undefined || scope === 'dc' ? undefined : of(guest).get(name)
  return own ?? (cluster === undefined || scope === 'guest' ? undefined : of(cluster).get(name))
}

/** Sets of plain addresses, which mean the same to every guest. */
const plainSets = new WeakMap<IpSet, Found>()

export function resolveSet(set: IpSet, names: Names): Found {
  const known = plainSets.get(set)
  if (known !== undefined) return known
  const found = resolveEntries(set, names)
  if (set.entries.every(({ address }) => !('alias' in address))) plainSets.set(set, found)
  return found
}

function resolveEntries(set: IpSet, names: Names): Found {
  const entries: Entry[] = []
  const excluded: Prefix[] = []
  for (const { address, isExcluded, at } of set.entries) {
    const prefix = 'alias' in address ? lookUp(address.scope, address.alias, names, ({ aliases }) => aliases) : address
    if (prefix === undefined) return { kind: 'missing', what: `alias ${'alias' in address ? address.alias : ''}` }
    if (isExcluded) excluded.push(prefix)
    else entries.push({ prefix, at })
  }
  // The kernel asks the narrowest entry of all, the nftables program takes every exclusion away from everything.
  const isNested = excluded.some((outer) => entries.some(({ prefix }) => prefixContains(outer, prefix)))
  if (isNested) return { kind: 'unknown', why: 'an entry of its IP set stands inside an excluded one' }
  return addressesOf(entries, excluded)
}

/** Every name that leads nowhere, for the guests and the groups that use it. */
export function findMissing({ cluster, guests }: ProxmoxModel): readonly Problem[] {
  const problems: Problem[] = []
  const check = (rules: readonly Rule[], names: Names): void => {
    for (const rule of rules) {
      const missing = missingOf(rule, names)
      if (missing === undefined) continue
      const message = `there is no ${missing}: one firewall of the product leaves the rule out, the other loads nothing`
      problems.push(problemAt('error', rule.at.file, rule.at.line, message))
    }
  }
  for (const { rules } of cluster?.groups.values() ?? []) check(rules, { cluster, guest: undefined })
  for (const guest of guests.values()) check(guest.rules, { cluster, guest })
  for (const [config, names] of [
    [cluster, { cluster, guest: undefined }],
    ...[...guests.values()].map((guest) => [guest, { cluster, guest }] as const),
  ] as const) {
    for (const set of config?.sets.values() ?? []) {
      const found = resolveSet(set, names)
      if (found.kind === 'missing')
        problems.push(problemAt('error', set.at.file, set.at.line, `there is no ${found.what}`))
    }
  }
  return problems
}

function missingOf(rule: Rule, names: Names): string | undefined {
  if (rule.kind === 'group') return names.cluster?.groups.has(rule.group) === true ? undefined : `group ${rule.group}`
  for (const end of [rule.source, rule.destination]) {
    const found = end === undefined ? undefined : resolveEnd(end, names)
    if (found?.kind === 'missing') return found.what
  }
  return undefined
}
