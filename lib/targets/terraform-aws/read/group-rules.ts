/** One rule from its arguments, and what a set of rules must keep together. */
import type { Problem } from '@/lib/design/problem'
import { prefixText } from '@/lib/net/text-cache'
import type { Site } from '@/lib/site/site'
import type { Statement } from '../../target'
import { membersByGroup } from '../groups'
import type { SecurityModel, SecurityRule } from '../model'
import { type RuleValues, readRuleValues } from './rule-values'

export interface RuleDraft {
  readonly address: string
  readonly direction: SecurityRule['direction']
  /** Nothing when it cannot be told. */
  readonly group: string | undefined
  readonly values: RuleValues
  readonly statements: readonly Statement[]
}

export type RuleMade =
  | { readonly ok: true; readonly rule: SecurityRule }
  | { readonly ok: false; readonly message: string }

export function groupRule({ address, direction, group, values, statements }: RuleDraft): RuleMade {
  if (group === undefined) return { ok: false, message: 'It cannot be told which group it belongs to.' }
  const read = readRuleValues(values)
  return read.ok ? { ok: true, rule: { address, group, direction, ...read.facts, statements } } : read
}

/** What EC2 tells two rules of a group apart by; descriptions and tags are not part of it. */
export function ruleKey({ group, direction, protocol, from, to, peer }: SecurityRule): string {
  const end = peer.kind === 'group' ? peer.group : prefixText(peer.prefix)
  return `${group} ${direction} ${protocol} ${from} ${to} ${end}`
}

/** Whether a machine of the site carries the group: what other groups admit is of no interest. */
export function isCarried(group: string, site: Site): boolean {
  return membersByGroup(site, undefined).has(group)
}

/** One is enough to refuse the file; a file may be nothing but these. */
const mostConflicts = 100

/** Rules that EC2 would refuse beside each other, and groups whose machines nobody knows. */
export function findConflicts(model: SecurityModel, site: Site): readonly Problem[] {
  const problems: Problem[] = []
  const byKey = new Map<string, SecurityRule>()
  for (const rule of model.rules) {
    if (problems.length >= mostConflicts) break
    const key = ruleKey(rule)
    const first = byKey.get(key)
    if (first === undefined) byKey.set(key, rule)
    else problems.push(conflict(rule, `${rule.address} repeats ${first.address}: EC2 refuses the same rule twice.`))
    if (isCarried(rule.group, site) && rule.peer.kind === 'group' && !isCarried(rule.peer.group, site)) {
      problems.push(
        conflict(rule, `${rule.address}: which machines carry the group "${rule.peer.group}" is not known.`),
      )
    }
  }
  return problems
}

function conflict({ statements }: SecurityRule, message: string): Problem {
  const head = statements.find((one) => one.beside === undefined)
  const at = head === undefined ? 'state' : `${head.file}:${head.line}`
  return { severity: 'error', at, message, ...(head === undefined ? {} : { line: head.line }) }
}
