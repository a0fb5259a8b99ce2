/** The difference between two results in one short line: `+ udp/6081 − udp/8472 · 4 rules change · 2 files`. */
import { places } from '@/lib/design/choices'
import { formatPortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { formatProtocol } from '@/lib/net/protocol'
import type { Policy, Rule } from '@/lib/policy/rule'
import type { Analysis, TargetAnalysis } from '@/lib/verify/analysis'
import type { Proof, Verdict } from '@/lib/verify/proof'

const mostNamed = 4
const noChange = 'No packet and no file changes'

export function describeConsequence(before: Analysis, after: Analysis): string {
  const had = servicesOf(before.policy)
  const has = servicesOf(after.policy)
  const gained = [...has].filter((service) => !had.has(service))
  const lost = [...had].filter((service) => !has.has(service))
  const changed = changedRules(before.policy, after.policy)
  const files = changedFiles(before, after)
  const parts = [
    ...describeTargets(before, after),
    ...[named('+', gained), named('−', lost)].filter((part) => part !== ''),
    ...(changed > 0 ? [count(changed, 'rule changes', 'rules change')] : []),
    ...(files > 0 ? [count(files, 'file', 'files')] : []),
  ]
  return parts.length === 0 ? noChange : parts.join(' · ')
}

/** What a step did: to the design, or, where that stays as it was, to the files that are edited by hand. */
export function describeStep(before: Step, after: Step): string {
  const paths = [...new Set([...Object.keys(before.edits), ...Object.keys(after.edits)])]
  const touched = paths.filter((path) => ownText(before.edits, path) !== ownText(after.edits, path))
  const line = describeConsequence(before.analysis, after.analysis)
  if (line !== noChange || touched.length === 0) return line
  const [path = ''] = touched
  if (touched.length > 1) return `${touched.length} files edited by hand change`
  return ownText(after.edits, path) === undefined ? `No longer edited by hand: ${path}` : `Edited by hand: ${path}`
}

interface Step {
  readonly edits: Readonly<Record<string, string>>
  readonly analysis: Analysis
}

function ownText(edits: Step['edits'], path: string): string | undefined {
  return Object.hasOwn(edits, path) ? edits[path] : undefined
}

/** Products whose files come, with what they would enforce, and products whose files go. */
function describeTargets(before: Analysis, after: Analysis): string[] {
  const missingIn = (other: Analysis) => (target: TargetAnalysis) => other.targets.every(({ id }) => id !== target.id)
  return [
    ...after.targets.filter(missingIn(before)).map(({ title, proof }) => `${title}: ${describeProof(proof)}`),
    ...before.targets.filter(missingIn(after)).map(({ title }) => `${title} goes`),
  ]
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  equal: 'proved equal',
  wider: 'wider than the design',
  narrower: 'narrower than the design',
  different: 'different from the design',
  unread: 'not proved yet',
  none: 'filters no packets',
}

function describeProof({ verdict, enforced, rules }: Proof): string {
  if (verdict === 'none' || verdict === 'unread') return verdictWords[verdict]
  return `${verdictWords[verdict]}, enforces ${enforced.toLocaleString('en-GB')} of ${count(rules, 'rule', 'rules')}`
}

/** What the files of products that come would leave out, and why: a sentence for each reason, the widest first. */
export function describeOmissions(before: Analysis, after: Analysis): string[] {
  const known = new Set(before.targets.map(({ id }) => id))
  const gaps = after.targets.filter(({ id }) => !known.has(id)).flatMap(({ proof }) => proof.gaps)
  const rulesOf = new Map<string, Set<string>>()
  for (const { reason, rule } of gaps) rulesOf.set(reason, (rulesOf.get(reason) ?? new Set()).add(rule))
  return [...rulesOf]
    .sort(([, a], [, b]) => b.size - a.size)
    .map(([reason, rules]) => `Leaves out (${count(rules.size, 'rule', 'rules')}): ${reason.replace(/\.$/, '')}.`)
}

function named(sign: string, services: readonly string[]): string {
  if (services.length === 0) return ''
  return services.length > mostNamed ? `${sign} ${services.length} services` : `${sign} ${services.join(' ')}`
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`
}

function servicesOf(policy: Policy): Set<string> {
  return new Set(policy.rules.flatMap(serviceOf))
}

function serviceOf(rule: Rule): string[] {
  const protocol = formatProtocol(rule.protocol)
  return rule.ports.length === 0 ? [protocol] : rule.ports.map((range) => `${protocol}/${formatPortRange(range)}`)
}

/** Rules that are in both and admit something else. */
function changedRules(before: Policy, after: Policy): number {
  const known = new Map(before.rules.map((rule) => [rule.id, rule]))
  return after.rules.filter((rule) => {
    const old = known.get(rule.id)
    return old !== undefined && !admitsTheSame(old, rule)
  }).length
}

function admitsTheSame(a: Rule, b: Rule): boolean {
  return (
    samePrefixes(a.destinations, b.destinations) &&
    places.every((place) => samePrefixes(a.sources[place], b.sources[place])) &&
    serviceOf(a).join() === serviceOf(b).join()
  )
}

function samePrefixes(a: readonly Prefix[], b: readonly Prefix[]): boolean {
  return (
    a.length === b.length &&
    a.every((prefix, index) => {
      const other = b[index]
      return other?.family === prefix.family && other.value === prefix.value && other.length === prefix.length
    })
  )
}

function changedFiles(before: Analysis, after: Analysis): number {
  const texts = (analysis: Analysis) =>
    new Map(analysis.targets.flatMap((target) => target.files.map((file) => [file.path, file.text] as const)))
  const had = texts(before)
  const has = texts(after)
  const paths = new Set([...had.keys(), ...has.keys()])
  return [...paths].filter((path) => had.get(path) !== has.get(path)).length
}
