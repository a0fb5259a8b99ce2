/**
 * From the policy to the rules of the box: who may enter the cluster's networks, then nobody else; what machines may send
 * to the rest of the world, and where egress is restricted, nothing else.
 */

import { formatPrincipal } from '@/lib/design/principal'
import type { Family } from '@/lib/net/address'
import { allOfFamily, intersectSets, setContains, subtractSets, unionAll } from '@/lib/net/address-set'
import { formatPortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { prefixSet } from '@/lib/net/prefix-set'
import { prefixesOfSet } from '@/lib/net/set-prefixes'
import type { Policy, Rule } from '@/lib/policy/rule'
import type { Site } from '@/lib/site/site'
import { type AliasBook, makeAliasBook } from './aliases'
import { makeDescriptionBook } from './names'
import type { Plan, PlannedEnd, PlannedRule, PlannedScope, RouterDialect } from './plan'
import { type ServiceWords, serviceWords } from './service'
import { type BoxView, beyond, crossesNetworks, subnetSet, within } from './view'

interface Writer {
  readonly site: Site
  readonly dialect: RouterDialect
  readonly view: BoxView
  readonly aliases: AliasBook
  readonly rules: PlannedRule[]
  readonly add: (id: string, fields: Omit<PlannedRule, 'id' | 'description'>) => void
}

export function planRules(policy: Policy, site: Site, view: BoxView, dialect: RouterDialect): Plan {
  const aliases = makeAliasBook(site, policy, dialect.entriesPerAlias)
  const describe = makeDescriptionBook(site.name, dialect.descriptionLength)
  const rules: PlannedRule[] = []
  const add: Writer['add'] = (id, fields) => rules.push({ id, description: describe(id), ...fields })
  const writer: Writer = { site, dialect, view, aliases, rules, add }
  const here = policy.rules.filter((rule) => rule.places.includes('router') && rule.sources.router.length > 0)
  const ingress = here.filter(({ direction }) => direction === 'ingress')
  const egress = here.filter(({ direction }) => direction === 'egress')
  for (const rule of ingress) writeIngress(rule, mirrorsOf(rule, egress, view), writer)
  closeNetworks(writer)
  const scopes = egress.map((rule) => scopeOfEgress(rule, writer))
  if (!dialect.floatsOnOne) closeElsewhere(scopes, writer)
  for (const [index, rule] of egress.entries()) writeEgress(rule, scopes[index] ?? [], writer)
  closeEgress(egress, writer)
  return { aliases: aliases.list(), rules }
}

/** Rules of egress that the same packets obey: what enters one network leaves another. */
function mirrorsOf(rule: Rule, egress: readonly Rule[], { inside }: BoxView): string[] {
  const sources = prefixSet(rule.sources.router)
  const destinations = prefixSet(rule.destinations)
  return egress
    .filter(
      (other) =>
        setContains(inside, prefixSet(other.destinations)) &&
        sharesService(rule, other) &&
        intersectSets(sources, prefixSet(other.sources.router)).bounds.length > 0 &&
        intersectSets(destinations, prefixSet(other.destinations)).bounds.length > 0,
    )
    .map(({ id }) => id)
}

function sharesService(a: Rule, b: Rule): boolean {
  if (a.protocol === 'any' || b.protocol === 'any') return true
  if (a.protocol !== b.protocol) return false
  if (a.icmpTypes.length > 0 && b.icmpTypes.length > 0) return a.icmpTypes.some((type) => b.icmpTypes.includes(type))
  if (a.ports.length === 0 || b.ports.length === 0) return true
  return a.ports.some(({ from, to }) => b.ports.some((other) => from <= other.to && other.from <= to))
}

function writeIngress(rule: Rule, mirrors: readonly string[], writer: Writer): void {
  const service = serviceWords(rule, writer.dialect)
  if (service.kind === 'lack' || !crossesNetworks(rule, writer.view)) return
  writePass(rule, service.words, writer, {
    scope: everywhere,
    sources: rule.sources.router,
    sourceHints: hintsOf(rule),
    destinations: within(rule.destinations, writer.view.inside),
    destinationHints: [onHint(rule)],
    rules: [rule.id, ...mirrors],
  })
}

/** The interfaces on which those come in who may send by the rule; none where nothing of it passes here. */
function scopeOfEgress(rule: Rule, { view, dialect }: Writer): readonly string[] {
  if (serviceWords(rule, dialect).kind === 'lack' || beyond(rule.destinations, view.inside).length === 0) return []
  const set = prefixSet(within(rule.sources.router, view.senders))
  return view.interfaces.filter(({ senders }) => intersectSets(senders, set).bounds.length > 0).map(({ key }) => key)
}

function writeEgress(rule: Rule, keys: readonly string[], writer: Writer): void {
  const { view, dialect } = writer
  const service = serviceWords(rule, dialect)
  if (service.kind === 'lack' || keys.length === 0) return
  const isOne = keys.length === 1 && !dialect.floatsOnOne
  writePass(rule, service.words, writer, {
    scope: isOne ? everywhere : { kind: 'only', keys },
    sources: within(rule.sources.router, view.senders),
    sourceHints: [rule.on],
    destinations: beyond(rule.destinations, view.inside),
    destinationHints: [rule.listener.replace(/^egress:/, 'to_').replace(/-(?:tcp|udp)$/, '')],
    rules: [rule.id],
  })
}

const everywhere: PlannedScope = { kind: 'any' }

interface Pass {
  readonly scope: PlannedScope
  readonly sources: readonly Prefix[]
  readonly sourceHints: readonly string[]
  readonly destinations: readonly Prefix[]
  readonly destinationHints: readonly string[]
  readonly rules: readonly string[]
}

/** One rule for both families where both ends are lists or both are everything; else one for each. */
function writePass(rule: Rule, words: ServiceWords, writer: Writer, pass: Pass): void {
  const shapes = new Map<string, Family[]>()
  for (const family of [4, 6] as const) {
    const ends = [pass.sources, pass.destinations].map((prefixes) => shapeOf(prefixes, family))
    if (ends.includes('none')) continue
    const key = ends.join(' ')
    shapes.set(key, [...(shapes.get(key) ?? []), family])
  }
  for (const [shape, families] of shapes) {
    const [source, destination] = shape.split(' ')
    writer.add(shapes.size === 1 ? rule.id : `${rule.id}/v${families.join('')}`, {
      action: 'pass',
      scope: pass.scope,
      families: familyWord(families),
      protocol: words.protocol,
      icmpTypes: words.icmpTypes,
      source: endOf(source, pass.sources, families, pass.sourceHints, writer),
      destination: endOf(destination, pass.destinations, families, pass.destinationHints, writer),
      port: portOf(words, rule.listener, writer),
      rules: pass.rules,
    })
  }
}

function familyWord(families: readonly Family[]): PlannedRule['families'] {
  if (families.length === 2) return 'inet46'
  return families[0] === 6 ? 'inet6' : 'inet'
}

const both: readonly Family[] = [4, 6]

function shapeOf(prefixes: readonly Prefix[], family: Family): 'none' | 'all' | 'some' {
  if (!prefixes.some((prefix) => prefix.family === family)) return 'none'
  return intersectSets(prefixSet(prefixes), allOfFamily[family]) === allOfFamily[family] ? 'all' : 'some'
}

/** A list may hold the other family as well, but for one that it holds whole: the box would take it for everything. */
function endOf(
  shape: string | undefined,
  prefixes: readonly Prefix[],
  families: readonly Family[],
  hints: readonly string[],
  writer: Writer,
): PlannedEnd {
  if (shape === 'all') return { kind: 'any' }
  const listable = both.filter((family) => shapeOf(prefixes, family) === 'some')
  const listed = prefixes.filter(({ family }) => listable.includes(family))
  const name = writer.aliases.addresses(listed.length === prefixes.length ? prefixes : listed, families, ...hints)
  return { kind: 'alias', name, isNegated: false }
}

function portOf({ ports }: ServiceWords, listener: string, writer: Writer): string | undefined {
  const [first, second] = ports
  if (first === undefined) return undefined
  return second === undefined
    ? formatPortRange(first)
    : writer.aliases.ports(ports, `${listener.replace(/^announced:/, '')}_ports`)
}

const all = {
  families: 'inet46',
  protocol: undefined,
  icmpTypes: [],
  port: undefined,
  rules: [],
} as const satisfies Partial<PlannedRule>

/**
 * Nobody else enters a network of the cluster from outside of it. What a machine sends within its network, to the box's own
 * address there, is left to the rules of the box.
 */
function closeNetworks({ view, aliases, add }: Writer): void {
  for (const subnet of view.memberSubnets) {
    const name = aliases.addresses(subnet.prefixes, both, `net_${subnet.name}`)
    add(`deny/${subnet.name}`, {
      ...all,
      action: 'block',
      scope: everywhere,
      source: { kind: 'alias', name, isNegated: true },
      destination: { kind: 'alias', name, isNegated: false },
    })
  }
  const homes = unionAll(view.memberSubnets.map(subnetSet))
  const rest = prefixesOfSet(subtractSets(view.inside, homes))
  if (rest.length === 0) return
  add('deny', {
    ...all,
    action: 'block',
    scope: everywhere,
    source: { kind: 'any' },
    destination: { kind: 'alias', name: aliases.addresses(rest, both, 'services'), isNegated: false },
  })
}

/**
 * Where a floating rule cannot be for one interface alone, the rules of what machines send name none: nobody else is to use
 * their addresses on another interface.
 */
function closeElsewhere(scopes: readonly (readonly string[])[], { site, view, aliases, add }: Writer): void {
  const alone = new Set(scopes.flatMap((keys) => (keys.length === 1 ? keys : [])))
  const senders = view.interfaces.filter((one) => one.senders.bounds.length > 0)
  for (const { key, subnets } of senders.filter((one) => alone.has(one.key))) {
    const close = (id: string, prefixes: readonly Prefix[], hint: string): void =>
      add(`deny-elsewhere/${id}`, {
        ...all,
        action: 'block',
        scope: { kind: 'not', key },
        source: { kind: 'alias', name: aliases.addresses(prefixes, both, hint), isNegated: false },
        destination: { kind: 'any' },
      })
    // A network drawn within another is on an interface of its own.
    const elsewhere = unionAll(view.interfaces.filter((one) => one.key !== key).map(({ addresses }) => addresses))
    for (const subnet of subnets.filter(({ holdsMembers }) => holdsMembers)) {
      const own = within(subnet.prefixes, subtractSets(subnetSet(subnet), elsewhere))
      if (own.length > 0) close(subnet.name, own, `net_${subnet.name}`)
    }
    const arePodsHere = senders.length === 1 && site.podsRouted && site.podPrefixes.length > 0
    if (arePodsHere) close(`pods/${key}`, site.podPrefixes, 'pods')
  }
}

/** Where some machine may not send everything, nothing else of its network leaves it. */
function closeEgress(egress: readonly Rule[], { site, dialect, view, aliases, rules, add }: Writer): void {
  for (const { key, subnets, senders } of view.interfaces) {
    if (senders.bounds.length === 0 || isOpen(senders, egress)) continue
    const scope: PlannedScope = dialect.floatsOnOne ? { kind: 'only', keys: [key] } : everywhere
    for (const subnet of subnets.filter(({ holdsMembers }) => holdsMembers)) {
      const name = aliases.addresses(subnet.prefixes, both, `net_${subnet.name}`)
      add(`deny-egress/${subnet.name}`, {
        ...all,
        action: 'block',
        scope,
        source: { kind: 'alias', name, isNegated: false },
        destination: { kind: 'alias', name, isNegated: true },
      })
    }
    if (!site.podsRouted || site.podPrefixes.length === 0) continue
    if (!dialect.floatsOnOne && rules.some(({ id }) => id.startsWith('deny-egress/pods/'))) continue
    add(`deny-egress/pods/${key}`, {
      ...all,
      action: 'block',
      scope,
      source: { kind: 'alias', name: aliases.addresses(site.podPrefixes, both, 'pods'), isNegated: false },
      destination: { kind: 'any' },
    })
  }
}

function isOpen(senders: BoxView['senders'], egress: readonly Rule[]): boolean {
  return ([4, 6] as const).every((family) => {
    const free = egress.filter((rule) => rule.protocol === 'any' && shapeOf(rule.destinations, family) === 'all')
    const covered = unionAll(free.map((rule) => prefixSet(rule.sources.router)))
    return setContains(covered, intersectSets(senders, allOfFamily[family]))
  })
}

/** Short, and spelt out for where another list has the short name. */
function hintsOf({ from, users, listener }: Rule): readonly string[] {
  // One that stands for nobody is among the users and not among the sources.
  const named = new Set(from.map(formatPrincipal))
  const present = users.router.filter((principal) => named.has(formatPrincipal(principal)))
  const words = present.map((principal): readonly [string, string] => {
    switch (principal.kind) {
      case 'admin-for':
        return ['admin', `admin_${principal.use}`]
      case 'lb-for':
        return ['lb', `lb_${principal.use}`]
      case 'cidr':
        return [`${listener}_from`, `${listener}_from`]
      default: {
        const word = formatPrincipal(principal).replace(/^(?:node|pool|subnet|admin):/, '')
        return [word, word]
      }
    }
  })
  return [0, 1].map((index) => [...new Set(words.map((pair) => pair[index]))].join('_'))
}

function onHint(rule: Rule): string {
  if (rule.listener.startsWith('announced:')) return rule.listener.slice('announced:'.length)
  return rule.listener === 'pod-network' ? 'pods' : rule.on.replace(/^(?:node|pool):/, '')
}
