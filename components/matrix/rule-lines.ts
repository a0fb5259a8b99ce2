/** Rules as lines of words, which the table shows and the clipboard gets. */
import type { Principal } from '@/lib/design/principal'
import { formatPortRange } from '@/lib/net/port-range'
import { formatPrefix } from '@/lib/net/prefix'
import { formatProtocol } from '@/lib/net/protocol'
import type { Policy, Rule } from '@/lib/policy/rule'
import type { TargetAnalysis } from '@/lib/verify/analysis'

/**
 * `lines`: lines of proved files stand for the rule; `gap`: the product cannot say it; `missing`: the files lack some of
 * it; `wider`: they admit more to its listener; `different`: both; `elsewhere`: lines stand for it, in files whose proof
 * failed over something else; `unread`: lines stand for it, in files that were not understood.
 */
export type EnforcerState = 'lines' | 'gap' | 'missing' | 'wider' | 'different' | 'elsewhere' | 'unread'

export interface Enforcer {
  readonly target: string
  readonly title: string
  readonly state: EnforcerState
}

export interface RuleLine {
  readonly id: string
  /** `ingress controlplane`: what the lines are grouped by. */
  readonly group: string
  /** `tcp 2379–2380`. */
  readonly service: string
  /** For sorting by number. */
  readonly port: number
  readonly title: string
  readonly direction: 'ingress' | 'egress'
  readonly from: string
  readonly to: string
  /** Of the far side: who calls (ingress), or who is called (egress). */
  readonly prefixes: readonly string[]
  readonly purpose: string
  readonly because: string
  readonly source: string
  readonly enforcers: readonly Enforcer[]
  /** Everything that a filter looks through. */
  readonly text: string
}

export interface RuleGroup {
  readonly key: string
  readonly direction: 'ingress' | 'egress'
  /** `Control plane`. */
  readonly title: string
  readonly lines: readonly RuleLine[]
}

export function describeRules(policy: Policy, targets: readonly TargetAnalysis[]): RuleLine[] {
  const enforced = findEnforcers(targets)
  return policy.rules.map((rule) => describeRule(rule, enforced.get(rule.id) ?? []))
}

/** Who may call whom, in words, and by the prefixes of those on the far side. */
export function describeEnds(rule: Rule): Pick<RuleLine, 'from' | 'to' | 'prefixes'> {
  if (rule.direction === 'egress') {
    const prefixes = rule.destinations.map(formatPrefix)
    return { from: wordMembers(rule.on), to: wordPrincipals(rule.to), prefixes }
  }
  const prefixes = [...new Set(rule.places.flatMap((place) => rule.sources[place].map(formatPrefix)))]
  return { from: wordPrincipals(rule.from), to: wordMembers(rule.on), prefixes }
}

function describeRule(rule: Rule, enforcers: readonly Enforcer[]): RuleLine {
  const line = {
    id: rule.id,
    group: `${rule.direction} ${rule.on}`,
    service: wordService(rule),
    port: rule.ports[0]?.from ?? -1,
    title: rule.title,
    direction: rule.direction,
    ...describeEnds(rule),
    purpose: rule.purpose,
    because: rule.because,
    source: rule.source,
    enforcers,
  }
  const searched = [line.id, line.service, line.title, line.from, line.to, ...line.prefixes, line.purpose, line.because]
  const owners = [rule.owner, rule.until, ...enforcers.map((enforcer) => enforcer.title)]
  return { ...line, text: [...searched, ...owners].join('\n').toLowerCase() }
}

/** Groups in the order in which the policy names them, each with its lines in the order given. */
export function groupLines(lines: readonly RuleLine[], policy: Policy): RuleGroup[] {
  const groups = new Map<string, RuleLine[]>()
  for (const line of lines) {
    const list = groups.get(line.group) ?? []
    list.push(line)
    groups.set(line.group, list)
  }
  const order = [...new Set(policy.rules.map((rule) => `${rule.direction} ${rule.on}`))].sort(compareGroups)
  return order.flatMap((key) => {
    const own = groups.get(key)
    if (own === undefined) return []
    const direction = key.startsWith('egress ') ? 'egress' : 'ingress'
    return [{ key, direction, title: capitalise(wordMembers(key.slice(direction.length + 1))), lines: own }]
  })
}

/** What comes in before what goes out; roles before pools and nodes. */
function compareGroups(a: string, b: string): number {
  return rankGroup(a) - rankGroup(b) || a.localeCompare(b, 'en')
}

function rankGroup(key: string): number {
  const [direction, on] = key.split(' ')
  const role = on === 'controlplane' ? 0 : on === 'worker' ? 1 : 2
  return (direction === 'egress' ? 10 : 0) + role
}

function findEnforcers(targets: readonly TargetAnalysis[]): Map<string, Enforcer[]> {
  const found = new Map<string, Enforcer[]>()
  for (const target of targets) {
    const { verdict, gaps, witnesses } = target.proof
    const states = new Map<string, EnforcerState>()
    const written = verdict === 'unread' ? 'unread' : verdict === 'equal' ? 'lines' : 'elsewhere'
    for (const file of target.files) for (const ids of file.lineRules) for (const id of ids) states.set(id, written)
    for (const gap of gaps) states.set(gap.rule, 'gap')
    for (const { kind, rules } of witnesses) {
      const [state, other] = kind === 'missing' ? (['missing', 'wider'] as const) : (['wider', 'missing'] as const)
      for (const id of rules) {
        const known = states.get(id)
        states.set(id, known === other || known === 'different' ? 'different' : state)
      }
    }
    for (const [id, state] of states) {
      const list = found.get(id) ?? []
      list.push({ target: target.id, title: target.title, state })
      found.set(id, list)
    }
  }
  return found
}

/** `tcp 2379–2380`, `icmp type 3, 11`, `any protocol`. */
export function wordService(rule: Pick<Rule, 'protocol' | 'ports' | 'icmpTypes'>): string {
  if (rule.protocol === 'any') return 'any protocol'
  const name = formatProtocol(rule.protocol)
  if (rule.ports.length > 0)
    return `${name} ${rule.ports.map((range) => formatPortRange(range).replace('-', '–')).join(', ')}`
  return rule.icmpTypes.length > 0 ? `${name} type ${rule.icmpTypes.join(', ')}` : name
}

const memberWords: Readonly<Record<string, string>> = {
  controlplane: 'control plane',
  worker: 'workers',
  nodes: 'nodes',
}

/** `controlplane`, `pool:web`, `node:gpu-1` as words. */
export function wordMembers(on: string): string {
  const known = memberWords[on]
  if (known !== undefined) return known
  const colon = on.indexOf(':')
  if (colon < 0) return on
  const kind = on.slice(0, colon)
  const name = on.slice(colon + 1)
  return kind === 'node' ? name : `${kind} ${name}`
}

export function wordPrincipals(principals: readonly Principal[]): string {
  return principals.length === 0 ? 'nobody' : principals.map(wordPrincipal).join(', ')
}

const uses = { 'kubernetes-api': 'Kubernetes API', 'talos-api': 'Talos API', trustd: 'trustd', nodeports: 'node ports' }

function wordPrincipal(principal: Principal): string {
  switch (principal.kind) {
    case 'controlplane':
      return 'control plane'
    case 'worker':
      return 'workers'
    case 'nodes':
    case 'pods':
    case 'anywhere':
      return principal.kind
    case 'admin':
      return 'admin networks'
    case 'lb':
      return 'load balancers'
    case 'cluster':
      return 'cluster networks'
    case 'admin-entry':
    case 'node':
      return principal.name
    case 'subnet':
      return `subnet ${principal.name}`
    case 'pool':
      return `pool ${principal.name}`
    case 'lb-for':
      return `load balancers (${uses[principal.use]})`
    case 'admin-for':
      return `admin networks (${principal.use === 'talos' ? 'Talos' : 'Kubernetes'})`
    case 'cidr':
      return formatPrefix(principal.prefix)
  }
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
