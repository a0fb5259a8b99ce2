import type { Design } from '../design/design'
import { isCilium } from './cni/cilium'
import { type CatalogListener, inEveryPosture, onBoth, type UsersByRole } from './listener'
import type { SourceKey } from './source'

interface IcmpFacts {
  readonly id: string
  readonly title: string
  readonly protocol: 'icmp' | 'icmpv6'
  readonly types: readonly number[]
  readonly postures: readonly Design['posture'][]
  readonly users: CatalogListener['users']
  readonly purpose: string
  readonly because: string
  readonly need: CatalogListener['need']
  readonly source: SourceKey
}

function icmpListener(facts: IcmpFacts): CatalogListener {
  return {
    id: facts.id,
    title: facts.title,
    protocol: facts.protocol,
    ports: () => [],
    icmpTypes: facts.types,
    when: (design) => facts.postures.includes(design.posture),
    condition: facts.postures.length === 3 ? 'always' : `posture ${facts.postures.join(' or ')}`,
    users: facts.users,
    purpose: facts.purpose,
    because: () => facts.because,
    field: 'posture',
    risk: 'low',
    need: facts.need,
    source: facts.source,
  }
}

const fromCluster = inEveryPosture(() => onBoth('cluster'))
const fromAnywhere = inEveryPosture(() => onBoth('anywhere'))
const echoUsers: Readonly<Record<Design['posture'], (design: Design) => UsersByRole>> = {
  relaxed: () => onBoth('cluster'),
  // Health checks of Cilium reach into the other clusters of its mesh.
  standard: (design) => onBoth('nodes', 'admin', ...(isCilium(design) ? (['from of clustermesh'] as const) : [])),
  strict: () => onBoth('admin'),
}
const narrow = ['standard', 'strict'] as const
const all = ['relaxed', 'standard', 'strict'] as const

export const icmpListeners: readonly CatalogListener[] = [
  icmpListener({
    id: 'icmp',
    title: 'ICMP',
    protocol: 'icmp',
    types: [],
    postures: ['relaxed'],
    users: fromCluster,
    purpose: 'Ping and every other ICMP message inside the cluster network',
    because: 'The relaxed posture trusts the cluster network.',
    need: 'recommended',
    source: 'cilium-ports',
  }),
  icmpListener({
    id: 'icmpv6',
    title: 'ICMPv6',
    protocol: 'icmpv6',
    types: [],
    postures: ['relaxed'],
    users: fromCluster,
    purpose: 'Ping and every other ICMPv6 message inside the cluster network',
    because: 'The relaxed posture trusts the cluster network.',
    need: 'recommended',
    source: 'cilium-ports',
  }),
  icmpListener({
    id: 'icmp-echo',
    title: 'Ping',
    protocol: 'icmp',
    types: [8],
    postures: narrow,
    users: echoUsers,
    purpose: 'Reachability checks',
    because: 'Health checks between nodes and admins use ping.',
    need: 'recommended',
    source: 'cilium-ports',
  }),
  icmpListener({
    id: 'icmpv6-echo',
    title: 'Ping (IPv6)',
    protocol: 'icmpv6',
    types: [128],
    postures: narrow,
    users: echoUsers,
    purpose: 'Reachability checks',
    because: 'Health checks between nodes and admins use ping.',
    need: 'recommended',
    source: 'cilium-ports',
  }),
  icmpListener({
    id: 'icmp-pmtu',
    title: 'Path MTU discovery',
    protocol: 'icmp',
    types: [3],
    postures: narrow,
    users: fromAnywhere,
    purpose: 'Routers report that a packet is too large',
    because: 'Without it, large packets vanish in tunnels.',
    need: 'required',
    source: 'rfc-icmp',
  }),
  icmpListener({
    id: 'icmpv6-pmtu',
    title: 'Path MTU discovery (IPv6)',
    protocol: 'icmpv6',
    types: [1, 2, 3, 4],
    postures: narrow,
    users: fromAnywhere,
    purpose: 'Routers report that a packet is too large or cannot be delivered',
    because: 'Without it, large packets vanish in tunnels.',
    need: 'required',
    source: 'rfc-icmp',
  }),
  icmpListener({
    id: 'icmpv6-nd',
    title: 'Neighbour discovery',
    protocol: 'icmpv6',
    types: [133, 134, 135, 136],
    postures: all,
    users: fromAnywhere,
    purpose: 'IPv6 neighbours and routers find each other',
    because: 'IPv6 does not work without it.',
    need: 'required',
    source: 'rfc-icmp',
  }),
]
