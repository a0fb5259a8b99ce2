/** Permits as firewalls that Hetzner takes: no rule, no firewall and no server with more than it may have. */
import type { Problem } from '@/lib/design/problem'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import type { Site } from '@/lib/site/site'
import type { HetznerOptions } from '../options'
import { roleWords } from '../points'
import { mostEffective, mostRules } from '../read/limits'
import { mostEnds } from '../read/rule-values'
import type { Entry, MarkedEnd, Owner, Permits } from './entries'

/** @see https://docs.hetzner.com/cloud/firewalls/faq */
const mostOfServer = 5
const mostOfProject = 50

/** One `rule` block. */
export interface RuleBlock extends Omit<Entry, 'rules'> {
  readonly rules: Entry['rules']
  /** Of an entry with more ends than a rule takes, which part this is, from 1. */
  readonly part: number
  /** It admits nobody, and is there for what its being there means. */
  readonly idle?: 'closes' | 'stays'
}

export interface FirewallBlock {
  readonly owner: Owner
  /** Name of the resource: `control_plane`, `pool_web`, `part2_worker`. */
  readonly resource: string
  /** In the firewall's own name: `control-plane`, `pool-web`, `part2-worker`. */
  readonly label: string
  readonly selector: string
  readonly rules: readonly RuleBlock[]
  /** Ids of the rules that let out everything. */
  readonly open: readonly string[]
}

export function makeFirewalls(permits: readonly Permits[], site: Site, options: HetznerOptions): FirewallBlock[] {
  const roles = (['controlplane', 'worker'] as const).filter((role) => site.members.some((one) => one.role === role))
  const byOwner = new Map(permits.map((one) => [one.owner, one]))
  const own = permits.filter(({ owner, entries }) => owner.includes(':') && entries.length > 0)
  const all: readonly Permits[] = [
    ...roles.map((owner) => byOwner.get(owner) ?? { owner, entries: [], open: [] }),
    ...own.sort((a, b) => (a.owner < b.owner ? -1 : 1)),
  ]
  const isClosing = all.every(({ open }) => open.length === 0)
  return all.flatMap((one) => split(one, isClosing, site, options))
}

/** An address that no packet on a public interface has. */
const nobody: MarkedEnd = { prefix: parsePrefix('10.255.255.255/32') as Prefix, rules: [] }

function idle(direction: Entry['direction'], why: 'closes' | 'stays'): RuleBlock {
  return { direction, service: { protocol: 'tcp', port: '1' }, ends: [nobody], rules: [], part: 1, idle: why }
}

function split({ owner, entries, open }: Permits, isClosing: boolean, site: Site, options: HetznerOptions) {
  const closing = isClosing ? [idle('egress', 'closes')] : []
  const bins: RuleBlock[][] = [[...closing]]
  let effective = closing.length
  for (const rule of entries.flatMap(partsOf)) {
    const bin = bins.at(-1) as RuleBlock[]
    if (bin.length < mostRules && effective + rule.ends.length <= mostEffective) {
      bin.push(rule)
      effective += rule.ends.length
    } else {
      bins.push([...closing, rule])
      effective = closing.length + rule.ends.length
    }
  }
  const [word, label] = namesOf(owner)
  return bins.map((rules, index): FirewallBlock => {
    const part = index === 0 ? '' : `part${index + 1}`
    return {
      owner,
      resource: part === '' ? word : `${part}_${word}`,
      label: part === '' ? label : `${part}-${label}`,
      selector: selectorOf(owner, site, options),
      // The provider passes over a list that has become empty, and what was open would stay so.
      rules: rules.length > 0 ? rules : [idle('ingress', 'stays')],
      open: open.map(({ id }) => id),
    }
  })
}

function partsOf(entry: Entry): RuleBlock[] {
  const count = Math.ceil(entry.ends.length / mostEnds)
  return Array.from({ length: count }, (_, index) => ({
    ...entry,
    ends: entry.ends.slice(index * mostEnds, (index + 1) * mostEnds),
    part: index + 1,
  }))
}

/** DNS labels hold no underscore, so no two names become one. */
function namesOf(owner: Owner): readonly [resource: string, label: string] {
  const label = owner === 'controlplane' || owner === 'worker' ? roleWords[owner] : owner.replace(':', '-')
  return [label.replaceAll('-', '_'), label]
}

function selectorOf(owner: Owner, site: Site, options: HetznerOptions): string {
  const cluster = `${options.clusterLabel}=${site.name}`
  if (owner === 'controlplane' || owner === 'worker') return `${cluster},${options.roleLabel}=${roleWords[owner]}`
  const [kind, name = ''] = owner.split(':')
  return `${cluster},${kind === 'node' ? options.nodeLabel : options.poolLabel}=${name}`
}

const at = 'terraform-hetzner/firewalls.tf'
const suggestion =
  'Let nodes talk over a private network and name prefixes instead of machines; a network counts as one address.'

export function limitProblems(firewalls: readonly FirewallBlock[], site: Site): readonly Problem[] {
  const problems: Problem[] = []
  const count = (owner: Owner): number => firewalls.filter((one) => one.owner === owner).length
  const crowded = site.members.find(({ role, kind, name }) => count(role) + count(`${kind}:${name}`) > mostOfServer)
  if (crowded !== undefined) {
    const needed = count(crowded.role) + count(`${crowded.kind}:${crowded.name}`)
    const message = `${crowded.name} would carry ${needed} firewalls to hold all its rules, and a server takes ${mostOfServer}.`
    problems.push({ severity: 'error', at, message, suggestion })
  }
  if (firewalls.length > mostOfProject) {
    const message = `${firewalls.length} firewalls, and a project takes ${mostOfProject}.`
    problems.push({
      severity: 'error',
      at,
      message,
      suggestion: 'Let listeners name pools or roles rather than nodes.',
    })
  }
  return problems
}
