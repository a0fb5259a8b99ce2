/** The permits of each firewall: one for each protocol and port, with everybody who may. */
import { type AddressSet, setContains, setHasPrefix } from '@/lib/net/address-set'
import { comparePrefixes, dropContained, type Prefix } from '@/lib/net/prefix'
import { prefixSet } from '@/lib/net/prefix-set'
import { prefixText } from '@/lib/net/text-cache'
import { onPrincipal } from '@/lib/policy/draft'
import type { Rule } from '@/lib/policy/rule'
import type { Work } from '@/lib/policy/work'
import type { PublicSide } from '../public'
import { type Service, servicesOf } from './services'

export interface Entry {
  readonly direction: Rule['direction']
  readonly service: Service
  readonly ends: readonly MarkedEnd[]
  /** The rules that it stands for, in the order of the policy. */
  readonly rules: readonly Rule[]
}

export interface MarkedEnd {
  readonly prefix: Prefix
  /** Ids of the rules that this prefix stands for. */
  readonly rules: readonly string[]
}

/** Whom a firewall is for: a role, or one node or pool that a listener names. */
export type Owner = 'controlplane' | 'worker' | `${'node' | 'pool'}:${string}`

export interface Permits {
  readonly owner: Owner
  readonly entries: readonly Entry[]
  /** Rules that let out everything: no rule says that. */
  readonly open: readonly Rule[]
}

export function collectPermits(work: Work, side: PublicSide): readonly Permits[] {
  const byOwner = new Map<Owner, Rule[]>()
  for (const rule of rulesAt(work)) {
    for (const owner of ownersOf(rule)) byOwner.set(owner, [...(byOwner.get(owner) ?? []), rule])
  }
  const isOpen = (rule: Rule): boolean => letsOutEverything(rule, side.sent)
  // Once a firewall says anything about what is sent, each must say all of it.
  const senders = [...byOwner.entries()].filter(([owner]) => owner === 'controlplane' || owner === 'worker')
  const isAllOpen = senders.every(([, rules]) => rules.some(isOpen))
  return [...byOwner].map(([owner, rules]) => {
    const open = isAllOpen ? rules.filter(isOpen) : []
    const written = isAllOpen ? rules.filter(({ direction }) => direction === 'ingress') : rules
    // What a rule lets out beside what is open is let out all the same.
    const beside = isAllOpen ? rules.filter((rule) => rule.direction === 'egress' && !isOpen(rule)) : []
    return { owner, entries: entriesOf(written, side), open: [...open, ...beside] }
  })
}

function letsOutEverything(rule: Rule, sent: AddressSet): boolean {
  return rule.direction === 'egress' && rule.protocol === 'any' && setContains(prefixSet(rule.destinations), sent)
}

/** The rules at the target's points, each once, in the order of the policy. */
function rulesAt(work: Work): readonly Rule[] {
  const lists = new Set(work.points.map((at) => at.rules))
  const here = new Set([...lists].flat())
  return work.policy.rules.filter((rule) => here.has(rule))
}

function ownersOf(rule: Rule): readonly Owner[] {
  const on = onPrincipal(rule.on)
  switch (on.kind) {
    case 'controlplane':
    case 'worker':
      return [on.kind]
    case 'node':
    case 'pool':
      return [`${on.kind}:${on.name}`]
    default:
      return ['controlplane', 'worker']
  }
}

interface Draft {
  readonly service: Service
  readonly direction: Rule['direction']
  readonly ends: Map<string, { readonly prefix: Prefix; rules: readonly string[] }>
  readonly rules: Set<Rule>
}

function entriesOf(rules: readonly Rule[], side: PublicSide): readonly Entry[] {
  const drafts = new Map<string, Draft>()
  for (const rule of rules) {
    const ends = visibleEnds(rule, side)
    const alone = [rule.id]
    for (const service of servicesOf(rule)) {
      const prefixes = ends.filter(({ family }) => service.family === undefined || service.family === family)
      if (prefixes.length === 0) continue
      const key = `${rule.direction} ${service.protocol} ${service.port ?? ''}`
      const fresh: Draft = { service, direction: rule.direction, ends: new Map(), rules: new Set() }
      const draft = drafts.get(key) ?? fresh
      drafts.set(key, draft)
      draft.rules.add(rule)
      for (const prefix of prefixes) {
        const text = prefixText(prefix)
        const end = draft.ends.get(text)
        if (end === undefined) draft.ends.set(text, { prefix, rules: alone })
        else if (!end.rules.includes(rule.id)) end.rules = [...end.rules, rule.id]
      }
    }
  }
  return [...drafts.values()].map(({ service, direction, ends, rules: own }) => {
    const kept = dropContained([...ends.values()].map(({ prefix }) => prefix)).sort(comparePrefixes)
    return {
      service,
      direction,
      ends: kept.map((prefix) => ({ prefix, rules: ends.get(prefixText(prefix))?.rules ?? [] })),
      rules: [...own],
    }
  })
}

/** The other ends of a rule that are ever met at a public interface. */
export function visibleEnds(rule: Rule, { hidden }: PublicSide): readonly Prefix[] {
  const list = rule.direction === 'ingress' ? rule.sources.nic : rule.destinations
  const here = seen.get(hidden) ?? new WeakMap<readonly Prefix[], readonly Prefix[]>()
  seen.set(hidden, here)
  const known = here.get(list) ?? list.filter((prefix) => !setHasPrefix(hidden, prefix))
  here.set(list, known)
  return known
}

const seen = new WeakMap<AddressSet, WeakMap<readonly Prefix[], readonly Prefix[]>>()
