/** Missing flows: what the catalogue calls needed must be admitted, whatever posture or overrides say. */
import { listenersOf } from '../catalog/catalog'
import type { CatalogListener, User } from '../catalog/listener'
import type { Design, Place, Role } from '../design/design'
import { addOverride } from '../design/edits/listeners'
import { hasRoutedPods } from '../design/features'
import { type AddressSet, allAddresses, noAddresses, setOfPrefixes } from '../net/address-set'
import { isEmptyPacketSet, type PacketSet, subtractPackets } from '../net/packet-set'
import { hasPorts, isIcmp } from '../net/protocol'
import type { ServiceInterval } from '../net/service'
import { servicesOfIcmpTypes, servicesOfPorts, servicesOfProtocol } from '../net/service'
import type { LintContext, View } from './context'
import type { Raised, Severity } from './finding'
import { type MissingCode, missingCodes } from './missing-codes'
import { packetsTo, peersOf, samplePacket } from './packets'

type Needy = 'controlplane' | 'worker' | 'nodes' | 'pods' | 'anywhere'

interface Need {
  readonly listener: CatalogListener
  readonly on: Role
  readonly user: Needy
  readonly code: MissingCode
  readonly services: readonly ServiceInterval[]
}

export function findMissingFlows(context: LintContext): Raised[] {
  const { design } = context
  return listenersOf(design).flatMap((listener) =>
    (['controlplane', 'worker'] as const).flatMap((on) => {
      const needs = needsOf(listener, on, design)
      return needs.flatMap((need) => raise(need, context))
    }),
  )
}

/** The narrowest users with which the listener still does its work. */
function needsOf(listener: CatalogListener, on: Role, design: Design): Need[] {
  const posture = listener.need === 'optional' ? 'standard' : 'strict'
  const users = listener.users[posture](design)[on] ?? []
  return users
    .filter(isNeedy)
    .flatMap((user) =>
      missingCodes
        .filter((code) => code.listener === listener.id && code.users.includes(user) && (code.on ?? on) === on)
        .map((code) => ({ listener, on, user, code, services: servicesOf(listener, code, design) })),
    )
}

function isNeedy(user: User): user is Needy {
  return ['controlplane', 'worker', 'nodes', 'pods', 'anywhere'].includes(user)
}

function servicesOf(listener: CatalogListener, code: MissingCode, design: Design): ServiceInterval[] {
  const { protocol, icmpTypes = [] } = listener
  if (protocol === 'icmp' || protocol === 'icmpv6') return servicesOfIcmpTypes(protocol, icmpTypes)
  if (!hasPorts(protocol)) return servicesOfProtocol(protocol)
  return servicesOfPorts(
    protocol,
    code.port === undefined ? listener.ports(design) : [{ from: code.port, to: code.port }],
  )
}

/** Filters in the node meet pods of their own; the others only where pods are routed. ICMP is theirs alone to close. */
function concerns(need: Need, place: Place, design: Design): boolean {
  if (need.user === 'pods') return place === 'guest' || hasRoutedPods(design)
  return !isIcmp(need.listener.protocol) || place !== 'guest'
}

function raise(need: Need, context: LintContext): Raised[] {
  const { design, views } = context
  const lacks = views
    .filter((view) => view.member.role === need.on && concerns(need, view.place, design))
    .map((view) => ({ view, lack: lackOf(need, view, context) }))
    .filter(({ lack }) => !isEmptyPacketSet(lack))
  const [first] = lacks
  if (first === undefined) return []
  const { code, user } = need
  const evidence = samplePacket(first.lack)
  const onlyV6 = lacks.every(({ lack }) =>
    lack.entries.every(({ destinations }) => (destinations.bounds[0] ?? 0n) >= 1n << 32n),
  )
  const hasV4 = context.site.families.includes(4)
  const isFamily = onlyV6 && hasV4 && user !== 'anywhere' && need.listener.protocol !== 'icmpv6'
  const at = `rules/${need.listener.id}/${need.on}`
  const { title } = need.listener
  return [
    {
      code: isFamily ? 'ipv6-missing-sources' : code.code,
      severity: isFamily ? 'error' : severityOf(code, design),
      message: isFamily
        ? `${title} on ${first.view.member.name} admits ${words[user]} by IPv4 only, and they have IPv6 addresses too`
        : `${title} on ${first.view.member.name} does not admit ${words[user]}: ${code.breaks}`,
      at,
      fix: {
        label: `Let ${words[user]} use ${title} again`,
        edit: (now) => addOverride(now, { listener: need.listener.id, add: [user], ...placeOf(need, first.view) }),
      },
      ...(evidence === undefined ? {} : { evidence }),
    },
  ]
}

function placeOf(need: Need, view: View): { at?: Place } {
  return need.user === 'pods' ? { at: view.place } : {}
}

const words: Readonly<Record<Needy, string>> = {
  controlplane: 'the control planes',
  worker: 'the workers',
  nodes: 'all nodes',
  pods: 'pods',
  anywhere: 'everybody',
}

function severityOf(code: MissingCode, design: Design): Severity {
  return code.worse?.(design) === true ? 'error' : code.severity
}

function lackOf(need: Need, view: View, { site }: LintContext): PacketSet {
  const sources = sourcesOf(need.user, view, site)
  if (sources === noAddresses) return subtractPackets(view.admitted, view.admitted)
  const arrival = need.user === 'pods' && view.place === 'guest' ? 'pod' : 'wire'
  return subtractPackets(packetsTo(view, need.services, sources, arrival), view.admitted)
}

function sourcesOf(user: Needy, view: View, site: LintContext['site']): AddressSet {
  switch (user) {
    case 'pods':
      return setOfPrefixes(site.podPrefixes)
    case 'anywhere':
      return allAddresses
    default:
      return peersOf(view, site, user)
  }
}
