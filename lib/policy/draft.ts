/** From a listener and its users to rules: overrides applied, principals resolved at each place. */
import type { Design, LoadBalancerUse, Place } from '../design/design'
import type { Principal } from '../design/principal'
import type { Family } from '../net/address'
import type { PortRange } from '../net/port-range'
import { mergePortRanges } from '../net/port-range'
import type { Prefix } from '../net/prefix'
import type { Protocol } from '../net/protocol'
import { rememberOf } from '../text/remember'
import { everyPlace, type PlacedPrincipal, readPrincipals, sortPrincipals } from './posture'
import type { Resolver } from './resolve-principal'
import type { Rule } from './rule'

export interface Draft {
  readonly listener: string
  readonly title: string
  /** `controlplane`, `worker`, `node:…`, `pool:…`. */
  readonly on: string
  readonly users: readonly PlacedPrincipal[]
  readonly places?: readonly Place[]
  readonly protocol: Protocol
  readonly ports: readonly PortRange[]
  readonly icmpTypes?: readonly number[]
  readonly purpose: string
  readonly because: string
  readonly field: string
  readonly source: string
  readonly owner?: string | undefined
  readonly until?: string | undefined
}

/** The users after the design's overrides: `from` of all of them together replaces, `add` extends. */
function overriddenUsers(draft: Draft, design: Design): { users: readonly PlacedPrincipal[]; overridden: boolean } {
  const overrides = design.overrides.filter((override) => override.listener === draft.listener)
  if (overrides.length === 0) return { users: draft.users, overridden: false }
  const users: PlacedPrincipal[] = []
  for (const place of everyPlace) {
    const here = overrides.filter((override) => override.at === undefined || override.at === place)
    const replaced = here.some((override) => override.from !== undefined)
    const base = replaced
      ? readPrincipals(here.flatMap((override) => override.from ?? []))
      : draft.users.filter((user) => user.places.includes(place)).map((user) => user.principal)
    const added = readPrincipals(here.flatMap((override) => override.add ?? []))
    for (const principal of [...base, ...added]) users.push({ principal, places: [place] })
  }
  return { users, overridden: true }
}

/** A draft's rule; where no place admits anybody, its sources are empty everywhere. */
export function ruleOfDraft(draft: Draft, design: Design, resolver: Resolver): Rule {
  const { users, overridden } = overriddenUsers(draft, design)
  const at = (place: Place): readonly Principal[] => {
    if (draft.places !== undefined && !draft.places.includes(place)) return []
    return sortPrincipals(users.filter((user) => user.places.includes(place)).map((user) => user.principal))
  }
  const here = { guest: at('guest'), nic: at('nic'), router: at('router') }
  const sourcesAt = (place: Place): readonly Prefix[] =>
    ofProtocol(resolver.sources(here[place], place), draft.protocol)
  return {
    id: `${draft.listener}/${draft.on}`,
    listener: draft.listener,
    title: draft.title,
    on: draft.on,
    members: resolver.memberNames(draft.on),
    direction: 'ingress',
    // A principal that stands for no address (no load balancer, no such role) is no source worth naming.
    from: sortPrincipals(users.map((user) => user.principal)).filter(
      (principal) => resolver.sources([principal], 'guest').length > 0,
    ),
    to: [onPrincipal(draft.on)],
    places: draft.places ?? everyPlace,
    sources: { guest: sourcesAt('guest'), nic: sourcesAt('nic'), router: sourcesAt('router') },
    users: here,
    destinations: ofProtocol(resolver.destinations(draft.on), draft.protocol),
    protocol: draft.protocol,
    ports: mergePortRanges(draft.ports),
    icmpTypes: [...(draft.icmpTypes ?? [])].sort((a, b) => a - b),
    purpose: draft.purpose,
    because: overridden ? `${draft.because} Sources are overridden in the design.` : draft.because,
    field: overridden ? `overrides/${draft.listener}` : draft.field,
    source: draft.source,
    ...(keepsClients(draft.listener, design) ? { keepsClients: true } : {}),
    ...(draft.owner === undefined ? {} : { owner: draft.owner }),
    ...(draft.until === undefined ? {} : { until: draft.until }),
  }
}

const balancerUses: Readonly<Record<string, LoadBalancerUse>> = {
  'kubernetes-api': 'kubernetes-api',
  apid: 'talos-api',
  trustd: 'trustd',
  'nodeport-tcp': 'nodeports',
  'nodeport-udp': 'nodeports',
}

function keepsClients(listener: string, design: Design): boolean {
  const use = Object.hasOwn(balancerUses, listener) ? balancerUses[listener] : undefined
  return (
    use !== undefined && design.loadBalancers.some((balancer) => balancer.preservesSource && balancer.for.includes(use))
  )
}

const familyOfIcmp: Partial<Record<Protocol, Family>> = { icmp: 4, icmpv6: 6 }

/** ICMP exists in IPv4 only, ICMPv6 in IPv6 only. */
export function ofProtocol(prefixes: readonly Prefix[], protocol: Protocol): readonly Prefix[] {
  const family = familyOfIcmp[protocol]
  return family === undefined ? prefixes : ofFamily[family](prefixes)
}

/** The same list for the same list, by which others remember what they made of it. */
const ofFamily: Readonly<Record<Family, (prefixes: readonly Prefix[]) => readonly Prefix[]>> = {
  4: rememberOf((prefixes) => prefixes.filter(({ family }) => family === 4)),
  6: rememberOf((prefixes) => prefixes.filter(({ family }) => family === 6)),
}

/** The principal that a rule's `on` names. */
export function onPrincipal(on: string): Principal {
  if (on === 'controlplane' || on === 'worker' || on === 'nodes') return { kind: on }
  const colon = on.indexOf(':')
  return { kind: on.slice(0, colon) === 'pool' ? 'pool' : 'node', name: on.slice(colon + 1) }
}

/** Whether any place admits anybody. */
export function admitsSomebody(rule: Rule): boolean {
  return everyPlace.some((place) => rule.sources[place].length > 0)
}
