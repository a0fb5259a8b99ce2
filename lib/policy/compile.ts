/** Design to policy: every listener's users by the posture, the user's own, and egress. */
import { catalog, listenersOf } from '../catalog/catalog'
import type { CatalogListener } from '../catalog/listener'
import { sources } from '../catalog/source'
import { roles } from '../design/choices'
import type { Design } from '../design/design'
import { hasRoutedPods } from '../design/features'
import { formatPrincipal } from '../design/principal'
import { comparePrefixes, dropContained, type Prefix } from '../net/prefix'
import { hasPorts } from '../net/protocol'
import { readPrefix } from '../net/text-cache'
import { readPrefixes, readSingles } from '../site/build-site'
import type { Site } from '../site/site'
import { admitsSomebody, type Draft, ruleOfDraft } from './draft'
import { egressRules } from './egress-rules'
import { announcedRules, nodePortDrafts, ownListenerDrafts, podNetworkRule } from './own-rules'
import { principalsOfUser } from './posture'
import { makeResolver, type Resolver } from './resolve-principal'
import type { AdminSource, NamedServers, Policy, Rule } from './rule'

export function compilePolicy(design: Design, site: Site): Policy {
  const resolver = makeResolver(design, site)
  const drafts = [
    ...listenersOf(design).flatMap((listener) => catalogDrafts(listener, design, site)),
    ...nodePortDrafts(design, site),
    ...ownListenerDrafts(design, site),
  ]
  const compiled = drafts.map((draft) => ruleOfDraft(draft, design, resolver))
  const permits = compiled.filter(admitsSomebody)
  const ingress = [
    ...permits,
    ...announcedRules(design, site, resolver).filter(admitsSomebody),
    ...(hasRoutedPods(design) ? [podNetworkRule(design, site, resolver)] : []),
  ]
  const all = [...ingress, ...egressRules(design, site, resolver, permits)].filter(hasDestinations)
  const rules = sortRules(all.map(citeSource))
  return {
    posture: design.posture,
    defaultAction: design.talos.defaultAction,
    rules,
    closed: sortRules(compiled.filter((rule) => hasPorts(rule.protocol) && !admitsSomebody(rule)).map(citeSource)),
    principals: namedPrincipals(rules, resolver),
    admin: adminSources(design),
    servers: namedServers(design),
  }
}

function namedPrincipals(rules: readonly Rule[], resolver: Resolver): ReadonlyMap<string, readonly Prefix[]> {
  const lists = new Set(rules.flatMap((rule) => [rule.from, rule.to]))
  const named = new Map<string, readonly Prefix[]>()
  for (const principal of [...lists].flat()) {
    const text = formatPrincipal(principal)
    if (!named.has(text)) named.set(text, resolver.sources([principal], 'nic'))
  }
  return named
}

function adminSources(design: Design): AdminSource[] {
  return design.admin
    .flatMap(({ name, cidr, may }) => {
      const prefix = readPrefix(cidr)
      return prefix === undefined ? [] : [{ name, prefix, may }]
    })
    .sort((a, b) => comparePrefixes(a.prefix, b.prefix) || (a.name < b.name ? -1 : 1))
}

function namedServers({ egress }: Design): NamedServers[] {
  const { dns, ntp } = typeof egress === 'string' ? { dns: [], ntp: [] } : egress
  const prefixesOf = (texts: readonly string[]): Prefix[] =>
    dropContained([...readSingles(texts), ...readPrefixes(texts)])
  return [
    { service: 'dns' as const, port: 53, prefixes: prefixesOf(dns) },
    { service: 'ntp' as const, port: 123, prefixes: prefixesOf(ntp) },
  ].filter(({ prefixes }) => prefixes.length > 0)
}

function catalogDrafts(listener: CatalogListener, design: Design, site: Site): Draft[] {
  const users = listener.users[design.posture](design)
  return roles.flatMap((role) => {
    const here = users[role]
    if (here === undefined || !site.members.some((member) => member.role === role)) return []
    return [
      {
        listener: listener.id,
        title: listener.title,
        on: role,
        users: here.flatMap((user) => principalsOfUser(user, design)),
        protocol: listener.protocol,
        ports: listener.ports(design),
        icmpTypes: listener.icmpTypes ?? [],
        purpose: listener.purpose,
        because: listener.because(design),
        field: listener.field,
        source: listener.source,
      },
    ]
  })
}

function citeSource(rule: Rule): Rule {
  return Object.hasOwn(sources, rule.source) ? { ...rule, source: sources[rule.source as keyof typeof sources] } : rule
}

function hasDestinations(rule: Rule): boolean {
  return rule.destinations.length > 0
}

const catalogOrder = new Map(catalog.map((listener, index) => [listener.id, index]))
const onOrder = ['controlplane', 'worker', 'nodes']

function sortRules(rules: readonly Rule[]): Rule[] {
  const keys = new Map(rules.map((rule) => [rule, sortKey(rule)]))
  const keyOf = (rule: Rule): string => keys.get(rule) ?? ''
  return [...rules].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** Ingress first, the catalogue's order, then names: of two such texts the lower comes first. */
function sortKey({ direction, listener, on }: Rule): string {
  const [rank, role] = [catalogOrder.get(listener) ?? catalog.length, onOrder.indexOf(on)]
  const known = role < 0 ? onOrder.length : role
  return [direction === 'ingress' ? 0 : 1, String(rank).padStart(4, '0'), listener, known, on].join('\n')
}
