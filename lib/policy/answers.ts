/**
 * What comes back: a filter that keeps no state forgets who began a conversation, so that answers need rules of their own.
 * Over TCP the flags tell them, over UDP only the port of a server that is known by name, over ICMP the type (SPEC 5, 6).
 */
import { catalog } from '../catalog/catalog'
import { type AddressSet, allOfFamily, intersectSets, setOfPrefixes } from '../net/address-set'
import { lastPort, type PortRange } from '../net/port-range'
import { type Prefix, parsePrefix } from '../net/prefix'
import { prefixSet } from '../net/prefix-set'
import type { Protocol } from '../net/protocol'
import { prefixesOfSet } from '../net/set-prefixes'
import type { Site } from '../site/site'
import { ofProtocol } from './draft'
import type { Policy, Rule } from './rule'

export interface Answer {
  /** Who answers whom, in the form of a rule, by the id of the one whose conversation it is; any port of the asker. */
  readonly rule: Rule
  /** The ports it comes from; none where its type tells it. */
  readonly from: readonly PortRange[] | undefined
}

/** Of the answers that cross a router: those to the machines (ingress), or those that the machines give (egress). */
export function answersOf(policy: Policy, direction: Rule['direction'], site: Site): readonly Answer[] {
  const byDirection = known.get(policy) ?? new Map<string, readonly Answer[]>()
  known.set(policy, byDirection)
  const found = byDirection.get(direction) ?? (direction === 'ingress' ? answersTo(policy, site) : answersFrom(policy))
  byDirection.set(direction, found)
  return found
}

const known = new WeakMap<Policy, Map<string, readonly Answer[]>>()

function isRouted(rule: Rule, direction: Rule['direction']): boolean {
  return rule.direction === direction && rule.places.includes('router') && rule.sources.router.length > 0
}

function answersTo(policy: Policy, site: Site): readonly Answer[] {
  const asked = policy.rules.filter((rule) => isRouted(rule, 'egress'))
  const own = setOfPrefixes(site.members.flatMap(({ sources }) => sources))
  const among = policy.rules
    .filter((rule) => isRouted(rule, 'ingress'))
    .map((rule) => ({ rule, clients: prefixesOnce(intersectSets(prefixSet(rule.sources.router), own)) }))
  return [
    ...asked.flatMap((rule) => [
      ...namedAnswers(rule, policy),
      ...echoAnswers(rule, rule.destinations, rule.sources.router),
      ...errorAnswers(rule, anywhere, rule.sources.router),
    ]),
    ...among.flatMap(({ rule, clients }) => [
      ...datagramAnswers(rule, rule.destinations, clients),
      ...echoAnswers(rule, rule.destinations, clients),
    ]),
  ].filter(isOfSomebody)
}

function answersFrom({ rules }: Policy): readonly Answer[] {
  return rules
    .filter((rule) => isRouted(rule, 'ingress'))
    .flatMap((rule) => [
      ...datagramAnswers(rule, rule.destinations, rule.sources.router),
      ...echoAnswers(rule, rule.destinations, rule.sources.router),
      ...errorAnswers(rule, rule.destinations, anywhere),
    ])
    .filter(isOfSomebody)
}

function isOfSomebody({ rule }: Answer): boolean {
  return rule.destinations.length > 0 && rule.sources.router.length > 0
}

/** Whether nobody in particular is meant: from a port of just anybody, just anything could come. */
export function isAnybody(prefixes: readonly Prefix[]): boolean {
  const set = prefixSet(prefixes)
  return ([4, 6] as const).some((family) => intersectSets(set, allOfFamily[family]) === allOfFamily[family])
}

/** Answers of those whom the rule itself names, and of the name and time servers of the design where it names nobody. */
function namedAnswers(rule: Rule, { servers = [] }: Policy): Answer[] {
  if (rule.protocol === 'udp' && rule.ports.length > 0 && !isAnybody(rule.destinations)) {
    return isPeer(rule) ? [] : [answer(rule, 'udp', rule.destinations, rule.sources.router, { from: rule.ports })]
  }
  return servers
    .filter(({ port }) => asksFor(rule, port))
    .map(({ port, prefixes }) => {
      const reached = prefixesOnce(intersectSets(setOfPrefixes(prefixes), prefixSet(rule.destinations)))
      return answer(rule, 'udp', reached, rule.sources.router, { from: [{ from: port, to: port }] })
    })
}

/** Whether a rule lets machines ask somebody at this port of UDP. */
export function asksFor({ protocol, ports }: Rule, port: number): boolean {
  if (protocol === 'any') return true
  return protocol === 'udp' && (ports.length === 0 || ports.some(({ from, to }) => port >= from && port <= to))
}

/**
 * Tunnels and the like: both ends listen at the same port, and what comes back is a packet to it, which a rule of its own
 * lets in. Of the catalogue's only the ingress controller serves clients.
 */
const peers: ReadonlySet<string> = new Set(
  catalog.filter(({ id, protocol }) => protocol === 'udp' && id !== 'host-ingress-http3').map(({ id }) => id),
)

/** `egress:cni-vxlan/worker` is what machines send where `cni-vxlan/worker` lets it in. */
function isPeer({ listener }: Rule): boolean {
  return peers.has(listener.replace(/^egress:/, '').replace(/\/.*$/, ''))
}

function datagramAnswers(rule: Rule, servers: readonly Prefix[], clients: readonly Prefix[]): Answer[] {
  if (rule.protocol !== 'udp' || isPeer(rule)) return []
  const from = rule.ports.length > 0 ? rule.ports : [{ from: 0, to: lastPort }]
  return [answer(rule, 'udp', servers, clients, { from })]
}

const anywhere: readonly Prefix[] = ['0.0.0.0/0', '::/0'].flatMap((text) => parsePrefix(text) ?? [])

/** RFC 792, RFC 4443: what answers a ping. */
const echoes = { icmp: { ask: 8, reply: 0 }, icmpv6: { ask: 128, reply: 129 } } as const
/** And what tells a sender that its packet did not arrive: unreachable, too big, time exceeded. */
const errors = { icmp: [3, 11], icmpv6: [1, 2, 3] } as const
const protocols = ['icmp', 'icmpv6'] as const

function echoAnswers(rule: Rule, asked: readonly Prefix[], askers: readonly Prefix[]): Answer[] {
  return protocols
    .filter((protocol) => {
      if (rule.protocol === 'any') return true
      const asks = rule.icmpTypes.length === 0 || rule.icmpTypes.includes(echoes[protocol].ask)
      return rule.protocol === protocol && asks
    })
    .map((protocol) => answer(rule, protocol, asked, askers, { icmpTypes: [echoes[protocol].reply] }))
}

function errorAnswers(rule: Rule, from: readonly Prefix[], to: readonly Prefix[]): Answer[] {
  return protocols.map((protocol) => answer(rule, protocol, from, to, { icmpTypes: errors[protocol] }))
}

interface Told {
  readonly from?: readonly PortRange[]
  readonly icmpTypes?: readonly number[]
}

function answer(
  rule: Rule,
  protocol: 'udp' | 'icmp' | 'icmpv6',
  from: readonly Prefix[],
  to: readonly Prefix[],
  told: Told,
): Answer {
  return {
    rule: {
      ...rule,
      protocol,
      ports: [],
      icmpTypes: told.icmpTypes ?? [],
      sources: { guest: [], nic: [], router: partOnce(from, protocol) },
      destinations: partOnce(to, protocol),
    },
    from: told.from,
  }
}

const lists = new WeakMap<AddressSet, readonly Prefix[]>()

/** The same list for the same set: what others make of a list, they remember by it. */
function prefixesOnce(set: AddressSet): readonly Prefix[] {
  const list = lists.get(set) ?? prefixesOfSet(set)
  lists.set(set, list)
  return list
}

const parts = new WeakMap<readonly Prefix[], Map<Protocol, readonly Prefix[]>>()

function partOnce(prefixes: readonly Prefix[], protocol: Protocol): readonly Prefix[] {
  const byProtocol = parts.get(prefixes) ?? new Map<Protocol, readonly Prefix[]>()
  parts.set(prefixes, byProtocol)
  const part = byProtocol.get(protocol) ?? ofProtocol(prefixes, protocol)
  byProtocol.set(protocol, part)
  return part
}
