/** Every connection of every cluster: with all rules, and again without each of them. */
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import type { Kernel } from '../kernel/kernel'
import { disagree, markRow, type Ran, type Tally } from '../verdict'
import type { Cluster } from './clusters'
import { forgetConnections } from './connections'
import { needsOf, portlessOf } from './needs'
import { type RuleChange, type RuledCluster, ruleCluster, type Texts, without } from './rules'
import {
  type Connection,
  compareOutcomes,
  neededConnections,
  otherConnections,
  standInHosts,
  standInMachines,
} from './stand-ins'
import type { SufficiencyRow } from './table'

interface Count {
  readonly callers: Set<string>
  clusters: number
  works: number
  breaks: number
  /** Connections that need other rules, and still pass without this one. */
  hold: number
}

export interface StandInFindings {
  readonly rows: readonly SufficiencyRow[]
  readonly probes: number
  readonly faults: Ran['faults']
}

/** `thinning`: only every so many-th connection that must be refused is tried. */
export async function checkStandIns(
  kernel: Kernel,
  clusters: readonly Cluster[],
  tally: Tally,
  thinning = 1,
): Promise<StandInFindings> {
  await kernel.build(standInHosts())
  const counts = new Map<string, Count>()
  let probes = 0
  for (const { name, design } of clusters) {
    const needs = needsOf(design)
    const needed = neededConnections(needs)
    const others = otherConnections(needs).filter((_, index) => index % thinning === 0)
    const ruled = ruleCluster(design)
    const say = (what: string): void => disagree(tally, name, what)
    const told = listenersOf(ruled.gaps)
    if (told !== portlessOf(design).join())
      say(`gaps for ${told}, and there should be for ${portlessOf(design).join()}`)
    await loadAnew(kernel, ruled.textsFor(standInMachines))
    const wrong = await compareOutcomes(kernel, [...asWanted(needed, true), ...asWanted(others, false)])
    probes += needed.length + others.length
    wrong.forEach(say)
    for (const rule of ruled.rules) {
      if (ruled.gaps.has(rule.id)) continue
      const users = needed.filter(({ listener, on }) => listener === rule.listener && on === rule.on)
      if (users.length === 0) say(`nothing needs the rule ${rule.id}`)
      await loadAnew(kernel, ruled.textsFor(standInMachines, without(rule.id)))
      const wanted = needed.map((one): [Connection, boolean] => [one, !users.includes(one)])
      const off = await compareOutcomes(kernel, wanted)
      probes += wanted.length
      for (const what of off) say(`without ${rule.id}: ${what}`)
      add(counts, rule.id, users, needed.length - users.length)
    }
    for (const { listener, on } of needs) {
      if (!ruled.rules.some((rule) => rule.listener === listener && rule.on === on)) {
        if (neededConnections(needs).some((one) => one.listener === listener && one.on === on))
          say(`no rule ${listener}/${on}`)
      }
    }
    tally.cases += ruled.rules.length + 1
    markRow(tally, '4', design.talos.version)
  }
  return { rows: rowsOf(counts), probes, faults: await tryFaults(kernel, clusters) }
}

/** The listeners whose protocol Talos cannot name, in order. */
export function listenersOf(gaps: RuledCluster['gaps']): string {
  const portless = [...gaps].filter(([, capability]) => capability === 'portlessProtocol')
  return [...new Set(portless.map(([id]) => id.split('/')[0]))].sort().join()
}

export async function loadAnew(kernel: Kernel, texts: Texts): Promise<void> {
  await kernel.load(texts)
  await forgetConnections(kernel, standInMachines)
}

function asWanted(connections: readonly Connection[], accepted: boolean) {
  return connections.map((one): [Connection, boolean] => [one, accepted])
}

function add(counts: Map<string, Count>, id: string, users: readonly Connection[], others: number): void {
  const count = counts.get(id) ?? { callers: new Set(), clusters: 0, works: 0, breaks: 0, hold: 0 }
  counts.set(id, count)
  for (const { caller } of users) count.callers.add(caller)
  count.clusters++
  count.works += users.length
  count.breaks += users.length
  count.hold += others
}

function rowsOf(counts: ReadonlyMap<string, Count>): SufficiencyRow[] {
  return [...counts].map(([rule, { callers, clusters, works, breaks, hold }]) => ({
    rule,
    what: `${[...callers].join(', ')} (${clusters} cluster${clusters === 1 ? '' : 's'})`,
    worksWith: `${works} connections`,
    breaksWithout: `${breaks}; ${hold} others hold`,
  }))
}

const prefixes = (...texts: readonly string[]): readonly Prefix[] => texts.flatMap((text) => parsePrefix(text) ?? [])
const outsiders = prefixes('198.51.100.9/32', '2001:db8:ffff::9/128')
const pods = prefixes('10.244.0.0/16', 'fd00:10:244::/56')

function isOneOf(list: readonly Prefix[], { family, value }: Prefix): boolean {
  return list.some((one) => one.family === family && one.value === value)
}

function onKubelet(change: RuleChange): RuleChange {
  return (rule) => (rule.listener === 'kubelet' ? change(rule) : rule)
}

const changes: readonly (readonly [fault: string, change: RuleChange])[] = [
  ['a swapped port', onKubelet((rule) => ({ ...rule, ports: [{ from: 10251, to: 10251 }] }))],
  ['a port too many', onKubelet((rule) => ({ ...rule, ports: [{ from: 10250, to: 10251 }] }))],
  ['a swapped protocol', onKubelet((rule) => ({ ...rule, protocol: 'udp' }))],
  [
    'a lost family',
    onKubelet((rule) =>
      withSources(
        rule,
        rule.sources.guest.filter(({ family }) => family === 4),
      ),
    ),
  ],
  [
    'a lost source',
    onKubelet((rule) =>
      withSources(
        rule,
        rule.sources.guest.filter((one) => !isOneOf(pods, one)),
      ),
    ),
  ],
  ['a source too many', onKubelet((rule) => withSources(rule, [...rule.sources.guest, ...outsiders]))],
]

type OneRule = Parameters<RuleChange>[0]

function withSources(rule: OneRule, guest: readonly Prefix[]): OneRule {
  return { ...rule, sources: { ...rule.sources, guest } }
}

/** Faults that the same comparison must find. */
async function tryFaults(kernel: Kernel, clusters: readonly Cluster[]): Promise<Ran['faults']> {
  const [cluster] = clusters
  if (cluster === undefined) return []
  const ruled: RuledCluster = ruleCluster(cluster.design)
  const needs = needsOf(cluster.design)
  const near = otherConnections(needs).filter(({ probe: { port = 0 } }) => port >= 10250 && port <= 10251)
  const wanted = [...asWanted(neededConnections(needs), true), ...asWanted(near, false)]
  const found: { fault: string; outcome: 'caught' | 'NOT CAUGHT' }[] = []
  const tryTexts = async (fault: string, texts: Texts): Promise<void> => {
    await loadAnew(kernel, texts)
    const wrong = await compareOutcomes(kernel, wanted)
    found.push({ fault, outcome: wrong.length > 0 ? 'caught' : 'NOT CAUGHT' })
  }
  for (const [fault, change] of changes) await tryTexts(fault, ruled.textsFor(standInMachines, change))
  const open = Object.entries(ruled.textsFor(standInMachines)).map(([name, text]) => [
    name,
    text.replaceAll(/\bdrop\b/g, 'accept'),
  ])
  await tryTexts('accept for block', Object.fromEntries(open))
  return found
}
