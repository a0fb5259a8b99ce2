/** What the policy itself says about a packet, and for a denial the rule that nearly admits it. */
import type { Place } from '../design/design'
import type { Packet } from '../net/packet'
import { prefixHasAddress } from '../net/prefix'
import { hasPorts } from '../net/protocol'
import { decidePolicy, matchesService } from '../policy/decide-policy'
import type { Policy, Rule } from '../policy/rule'
import { workAt } from '../policy/work'
import type { Point } from '../site/point'
import type { Site } from '../site/site'
import type { Question } from './question'

/** What keeps the nearest rule from admitting the packet. */
type FailingField = 'source' | 'destination' | 'port' | 'protocol'

interface NearestRule {
  readonly rule: string
  readonly title: string
  readonly fails: FailingField
}

export interface PolicyAnswer {
  readonly verdict: 'allow' | 'deny'
  /** Rules that admit the packet. */
  readonly rules: readonly string[]
  readonly because: string
  readonly nearest?: NearestRule
}

export function answerByPolicy(question: Question, policy: Policy, site: Site): PolicyAnswer {
  const { source, destination, packet } = question
  if (packet.arrival === 'lo') {
    return { verdict: 'allow', rules: [], because: 'A machine reaches itself over its loopback interface.' }
  }
  const sent = source.kind === 'member' ? answerEgress(question, policy) : undefined
  if (sent?.verdict === 'deny') return sent
  if (sent !== undefined && destination.kind === 'outside') return sent
  return answerIngress(question, policy, site)
}

function answerEgress(question: Question, policy: Policy): PolicyAnswer {
  const { source, packet } = question
  const rules = policy.rules.filter(
    (rule) => rule.direction === 'egress' && rule.members.some((name) => source.members.includes(name)),
  )
  const admitting = rules.filter(
    (rule) =>
      matchesService(rule, packet) && rule.destinations.some((prefix) => prefixHasAddress(prefix, packet.destination)),
  )
  if (admitting.length > 0) return allowedBy(admitting)
  return { verdict: 'deny', rules: [], because: `Egress is restricted: no rule lets ${source.text} send this.` }
}

function answerIngress(question: Question, policy: Policy, site: Site): PolicyAnswer {
  const { destination, packet } = question
  const [member] = destination.members
  const own = member === undefined ? undefined : site.members.find((candidate) => candidate.name === member)?.own
  if (member !== undefined && own !== undefined) {
    const point: Point = { id: 'policy', place: 'guest', direction: 'ingress', member, destinations: own }
    const work = workAt(policy, [point], site)
    const [at] = work.points
    const decision = at === undefined ? undefined : decidePolicy(work, at, packet)
    if (decision?.verdict === 'allow') {
      return decision.rules.length > 0
        ? allowedBy(decision.rules)
        : {
            verdict: 'allow',
            rules: [],
            because: 'The default action is accept, and no listener of this machine names the port.',
          }
    }
    return deniedAt('guest', question, policy)
  }
  const admitting = policy.rules.filter(
    (rule) => rule.direction === 'ingress' && failingFields(rule, 'router', question).length === 0,
  )
  return admitting.length > 0 ? allowedBy(admitting) : deniedAt('router', question, policy)
}

function allowedBy(rules: readonly Rule[]): PolicyAnswer {
  return {
    verdict: 'allow',
    rules: rules.map((rule) => rule.id),
    because: [...new Set(rules.map((rule) => `${rule.title}: ${rule.because}`))].join(' '),
  }
}

const fieldOrder: readonly FailingField[] = ['source', 'destination', 'port', 'protocol']

function deniedAt(place: Place, question: Question, policy: Policy): PolicyAnswer {
  const { destination, source, packet } = question
  let best: { rule: Rule; fails: FailingField; rank: number } | undefined
  for (const rule of [...policy.rules, ...policy.closed]) {
    if (rule.direction !== 'ingress') continue
    const [fails, ...more] = failingFields(rule, place, question)
    if (fails === undefined || more.length > 0) continue
    const rank = fieldOrder.indexOf(fails) + distanceOf(rule, packet)
    if (best === undefined || rank < best.rank) best = { rule, fails, rank }
  }
  if (destination.kind === 'outside' && source.kind !== 'member') {
    return { verdict: 'deny', rules: [], because: `${destination.text} is no machine, pod or service of this design.` }
  }
  if (best === undefined) {
    return { verdict: 'deny', rules: [], because: `No rule comes near: what no rule names is denied.` }
  }
  const { rule, fails } = best
  return {
    verdict: 'deny',
    rules: [],
    because: explain(rule, fails, question),
    nearest: { rule: rule.id, title: rule.title, fails },
  }
}

/** Among rules that fail on the same field, below one: how far the rule's ports are from the packet's. */
function distanceOf(rule: Rule, packet: Packet): number {
  const { port } = packet
  if (port === undefined) return rule.protocol === packet.protocol ? 0 : 0.9
  if (!hasPorts(rule.protocol)) return 0.9
  const gaps = rule.ports.map((range) => Math.max(range.from - port, port - range.to, 0))
  return Math.min(65_535, ...gaps) / 100_000
}

function explain(rule: Rule, fails: FailingField, { source, destination }: Question): string {
  const nearest = `The nearest rule is ${rule.id} (${rule.title})`
  switch (fails) {
    case 'source':
      return `${nearest}, which does not admit ${source.text}.`
    case 'destination':
      return `${nearest}, which is not about ${destination.text}.`
    case 'port':
      return `${nearest}, which admits ${source.text} to other ports only.`
    case 'protocol':
      return `${nearest}, which admits ${source.text} by another protocol only.`
  }
}

/** In the order of `fieldOrder`; empty when the rule admits the packet. */
function failingFields(rule: Rule, place: Place, { destination, packet }: Question): FailingField[] {
  const failing: FailingField[] = []
  if (!rule.sources[place].some((prefix) => prefixHasAddress(prefix, packet.source))) failing.push('source')
  const isHere =
    rule.destinations.some((prefix) => prefixHasAddress(prefix, packet.destination)) &&
    (destination.members.length === 0 || rule.members.some((name) => destination.members.includes(name)))
  if (!isHere) failing.push('destination')
  if (!matchesService(rule, packet)) failing.push(rule.protocol === packet.protocol ? 'port' : 'protocol')
  return failing
}
