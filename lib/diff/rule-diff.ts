/** The rules of two policies, told by their ids: new, gone, and those that say something else. */
import type { Policy, Rule } from '../policy/rule'
import { type RuleRecord, recordOfRule } from '../policy/rule-record'

export interface RuleChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly id: string
  /** The words a newcomer knows: `Talos API`. */
  readonly title: string
  /** The parts that say something else, in the words of `rules --json`. */
  readonly parts: readonly string[]
}

/** What decides about packets, and for whom; titles and reasons may change without a consequence. */
const compared = [
  'from',
  'to',
  'sources',
  'destinations',
  'protocol',
  'ports',
  'icmpTypes',
] as const satisfies readonly (keyof RuleRecord)[]

export function diffRules(before: Policy, after: Policy): RuleChange[] {
  const had = new Map(before.rules.map((rule) => [rule.id, rule]))
  const has = new Map(after.rules.map((rule) => [rule.id, rule]))
  return [
    ...after.rules.flatMap((rule) => changeOf(had.get(rule.id), rule)),
    ...before.rules
      .filter((rule) => !has.has(rule.id))
      .map((rule): RuleChange => ({ kind: 'removed', id: rule.id, title: rule.title, parts: [] })),
  ]
}

function changeOf(before: Rule | undefined, after: Rule): RuleChange[] {
  if (before === undefined) return [{ kind: 'added', id: after.id, title: after.title, parts: [] }]
  const [old, now] = [recordOfRule(before), recordOfRule(after)]
  const parts = compared.filter((part) => JSON.stringify(old[part]) !== JSON.stringify(now[part]))
  return parts.length === 0 ? [] : [{ kind: 'changed', id: after.id, title: after.title, parts }]
}
