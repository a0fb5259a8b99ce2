/**
 * A cluster in the strict posture that may send to few: name and time servers, a registry and one mail server by their
 * addresses, at cards, at a router that keeps no state, and at one that is told of networks rather than of machines.
 */
import { type Design, designSchema } from '@/lib/design/design'
import { allAddresses } from '@/lib/net/address-set'
import { atBoxes, atMachines, bothWays, type Some, type Stand, trialsOf, type Want } from './drawn'
import { addressOf, boxOf, type End, type Machine } from './stage'
import type { Trial, Wanted } from './trial'

let parsed: Design | undefined

export function strictDesign(): Design {
  parsed ??= designSchema.parse({
    version: 1,
    name: 'drawn',
    posture: 'strict',
    talos: { version: '1.14.0' },
    kubernetes: { endpoint: 'api.example.net:443', apiPort: 6443 },
    cni: { plugin: 'cilium', transport: 'vxlan' },
    admin: [
      { name: 'office', cidr: '203.0.113.10/32' },
      { name: 'office-v6', cidr: '2001:db8:a::10/128' },
      { name: 'desk', cidr: '10.1.64.5/32', may: ['talos'] },
      { name: 'other desk', cidr: '10.1.64.7/32', may: ['talos'] },
    ],
    subnets: [
      { name: 'workers', cidrs: ['10.1.1.0/24', '2001:db8:1:1::/64'] },
      { name: 'control', cidrs: ['10.1.0.0/24', '2001:db8:1::/64'] },
      { name: 'storage', cidrs: ['10.1.9.0/24'] },
      { name: 'desk', cidrs: ['10.1.64.0/24', '2001:db8:64::/64'] },
    ],
    nodes: [
      { name: 'zeta', role: 'worker', subnet: 'workers', addresses: ['10.1.1.21', '2001:db8:1:1::21'] },
      { name: 'alpha', role: 'worker', subnet: 'workers', addresses: ['10.1.1.22', '2001:db8:1:1::22'] },
      {
        name: 'cp-b',
        role: 'controlplane',
        subnet: 'control',
        addresses: ['10.1.0.11', '2001:db8:1::11'],
        nics: [{ subnet: 'storage', addresses: ['10.1.9.11'] }],
      },
      { name: 'cp-a', role: 'controlplane', subnet: 'control', addresses: ['10.1.0.12', '2001:db8:1::12'] },
    ],
    pools: [
      {
        name: 'web',
        role: 'worker',
        subnet: 'workers',
        count: 4,
        addresses: ['10.1.1.100-10.1.1.103', '2001:db8:1:1::100-2001:db8:1:1::103'],
      },
    ],
    loadBalancers: [
      { name: 'apis', addresses: ['10.1.8.5', '2001:db8:8::5'], for: ['kubernetes-api'] },
      { name: 'ports', addresses: ['10.1.8.6', '2001:db8:8::6'], for: ['nodeports', 'talos-api'] },
    ],
    addons: ['kubespan'],
    listeners: [
      {
        name: 'numbers',
        on: ['worker'],
        protocol: 'udp',
        ports: ['8125', '514'],
        from: ['controlplane', 'cidr:192.0.2.7/32'],
      },
      { name: 'last', on: ['worker'], protocol: 'udp', ports: ['65535'], from: ['controlplane'] },
      { name: 'alone', on: ['alpha'], protocol: 'tcp', ports: ['7001'], from: ['node:zeta'] },
      { name: 'many', on: ['alpha'], protocol: 'tcp', ports: ['7002'], from: ['worker'] },
      { name: 'pair', on: ['cp-a'], protocol: 'tcp', ports: ['7003'], from: ['node:zeta', 'cidr:10.1.1.22/32'] },
      { name: 'tunnel', on: ['zeta'], protocol: 'gre', ports: [], from: ['node:alpha'] },
    ],
    overrides: [{ listener: 'kubernetes-api', add: ['cidr:192.0.2.7/32'] }],
    egress: {
      mode: 'restricted',
      dns: ['192.0.2.53', '2001:db8:f::53'],
      ntp: ['192.0.2.53', '192.0.2.123'],
      https: ['192.0.2.80', '2001:db8:f::80/128'],
      also: [{ name: 'mail', to: ['cidr:192.0.2.80/32', 'lb'], protocol: 'tcp', ports: ['25'] }],
    },
  })
  return parsed
}

const used: readonly Machine[] = ['cp-b', 'cp-a', 'zeta', 'alpha', 'web']
const controlplane: readonly Some[] = ['cp-b', 'cp-b, storage', 'cp-a']
const worker: readonly Some[] = ['zeta', 'alpha', 'web']
const nodes: readonly Some[] = [...controlplane, ...worker]
const admins: readonly Some[] = ['office']

function tcp(from: readonly Some[], to: readonly Some[], ...ports: readonly number[]): Want {
  return { from, to, protocol: 'tcp', ports }
}

function udp(from: readonly Some[], to: readonly Some[], ...ports: readonly number[]): Want {
  return { from, to, protocol: 'udp', ports }
}

/** What comes in; `more` are neighbours that a box takes for the machines of the role. */
function incoming(more: { readonly control?: readonly Some[]; readonly workers?: readonly Some[] } = {}): Want[] {
  const control: readonly Some[] = [...controlplane, ...(more.control ?? [])]
  const workers: readonly Some[] = [...worker, ...(more.workers ?? [])]
  const all = [...control, ...workers]
  return [
    tcp([...all, ...admins, 'api balancer', 'scraper/4'], controlplane, 6443),
    tcp([...control, ...admins, 'desk/4', 'port balancer'], controlplane, 50000),
    tcp(control, worker, 50000),
    tcp(workers, controlplane, 50001),
    tcp(control, controlplane, 2379, 2380),
    tcp(control, nodes, 10250),
    tcp(['port balancer'], nodes, 10256),
    tcp(all, nodes, 4240),
    udp([...control, 'scraper/4'], worker, 514, 8125),
    udp(control, worker, 65535),
  ]
}

/** The same to another address of the network of control planes. */
function toShared(want: Want): Want[] {
  return want.to.includes('cp-b') ? [{ ...want, to: ['cp-b, shared/4'] }] : []
}

/** Tunnels: both ends listen, so that answers are packets of their own. */
function tunnels(from: readonly Some[], outcome?: 'unanswered'): Want[] {
  return [udp(from, nodes, 8472), udp(from, nodes, 51820)].map((want) =>
    outcome === undefined ? want : { ...want, outcome },
  )
}

const outgoing: readonly Want[] = [
  tcp(nodes, ['name server'], 53),
  udp(nodes, ['name server'], 53),
  udp(nodes, ['name server/4'], 123),
  tcp(nodes, ['name server/4'], 4460),
  tcp(nodes, ['registry'], 443),
  tcp(nodes, ['registry/4', 'api balancer'], 25),
  tcp(nodes, ['api balancer'], 6443, 443),
]
const few: readonly Want[] = [tcp(['zeta'], ['alpha'], 7001), tcp(['zeta', 'alpha/4'], ['cp-a'], 7003)]
const many = (from: readonly Some[]): Want => tcp(from, ['alpha'], 7002)
const pinged: Want = { from: ['office', 'desk/4'], to: ['cp-a', 'zeta'], protocol: 'icmp', ports: [] }

const ports: Stand['ports'] = {
  tcp: [25, 53, 443, 2379, 2380, 4240, 4460, 6443, 7001, 7002, 7003, 10250, 10256, 50000, 50001],
  udp: [53, 123, 514, 515, 8125, 8126, 8472, 51820, 65535],
}
const silent: readonly End[] = [
  ...(['pod of cp-b', 'pod of alpha', 'announced', 'registry', 'name server', 'dyn', 'its checker'] as const),
  ...([
    'kubernetes admin',
    'talos admin',
    'talos balancer',
    'neighbour, edge',
    'zeta, storage',
    'time server',
    'cp-b, shared',
  ] as const),
  'zeta, public',
]
const called: readonly Some[] = [...nodes, 'name server', 'registry', 'api balancer', 'outsider']
const base = { ports, silent, called } as const

/** Packets without ports, which nobody answers. */
const portless: readonly Wanted[] = (
  [
    ['alpha', 'accept'],
    ['web', 'drop'],
  ] as const
).flatMap(([end, outcome]) =>
  ([4, 6] as const).map(
    (family): Wanted => ({
      probe: { from: addressOf(end, family) ?? '', to: addressOf('zeta', family) ?? '', protocol: 47, port: 9 },
      outcome,
      says: `${end} → zeta GRE over IPv${family}`,
      hosts: [boxOf(end), boxOf('zeta')],
    }),
  ),
)

/** From the first ports that calls may come from and the last, between and behind those from which servers answer. */
const fromEverywhere: readonly Wanted[] = ([4, 6] as const).flatMap((family) =>
  [1, 200, 600, 65534].map((sourcePort): Wanted => {
    const [from, to] = [addressOf('cp-a', family) ?? '', addressOf('alpha', family) ?? '']
    const probe = { from, to, protocol: 'udp', port: 8125, sourcePort } as const
    return {
      probe,
      outcome: 'accept',
      says: `cp-a → alpha udp/8125 from port ${sourcePort} over IPv${family}`,
      hosts: [boxOf('cp-a'), boxOf('alpha')],
    }
  }),
)

/** A packet from the port of a named server that nobody asked passes where it cannot be told from an answer. */
const unasked = (outcome: Wanted['outcome']): readonly Wanted[] =>
  (['cp-a', 'zeta'] as const).map((end): Wanted => {
    const probe = {
      from: addressOf('time server', 4) ?? '',
      to: addressOf(end, 4) ?? '',
      protocol: 'udp',
      port: 8126,
      sourcePort: 123,
    } as const
    return { probe, outcome, says: `time server → ${end} udp/8126 from port 123`, hosts: [boxOf(end)] }
  })

/** From the port of a name server, but from somebody else. */
const posing: readonly Wanted[] = worker.flatMap((end) =>
  ([4, 6] as const).flatMap((family): Wanted[] => {
    const [from, to] = [addressOf('outsider', family), addressOf(end as Machine, family)]
    if (from === undefined || to === undefined) return []
    return [53, 123, 8125].map((sourcePort) => ({
      probe: { from, to, protocol: 'udp', port: 8126, sourcePort },
      outcome: 'drop',
      says: `outsider → ${end} udp/8126 from port ${sourcePort}`,
      hosts: [boxOf(end as Machine)],
    }))
  }),
)

export function strictTrials(): Trial[] {
  return trialsOf('drawn, strict, egress restricted', strictDesign, [
    {
      ...base,
      name: 'at the machines',
      textsOf: atMachines(used),
      wants: [
        ...incoming(),
        ...tunnels(nodes),
        ...few,
        many(worker),
        tcp(['pod of cp-b/4', 'pod of alpha/4', 'foreign pod/4'], controlplane, 6443),
      ],
      called: nodes,
      silent: silent.filter((end) => !end.includes('pod')),
      gaps: 'tunnel',
    },
    {
      ...base,
      name: 'at the cards',
      textsOf: atBoxes(used, (_, member) => bothWays({ place: 'nic', member, destinations: allAddresses })),
      wants: [...incoming(), ...tunnels(nodes), ...outgoing, ...few, many(worker), pinged],
      pinged: ['cp-a', 'zeta'],
      more: [...portless, ...fromEverywhere, ...unasked('drop')],
    },
    {
      ...base,
      name: 'at a router without state',
      textsOf: atBoxes(used, () => bothWays({ place: 'router', destinations: allAddresses, stateless: true })),
      wants: [...incoming(), ...tunnels(nodes, 'unanswered'), ...outgoing, ...few, many(worker), pinged],
      pinged: ['cp-a', 'zeta'],
      more: [...portless, ...posing, ...fromEverywhere, ...unasked('accept')],
    },
    {
      ...base,
      name: 'at a router that is told of networks',
      textsOf: atBoxes(
        used,
        () => bothWays({ place: 'router', destinations: allAddresses, prefixesPerNetwork: 1 }),
        () => bothWays({ place: 'router', destinations: allAddresses }),
      ),
      wants: [
        ...incoming({ control: ['neighbour, control'], workers: ['neighbour, workers'] }),
        ...tunnels([...nodes, 'neighbour, control', 'neighbour, workers']),
        ...outgoing,
        // Of zeta and alpha by IPv6 only one is named, so that they stay what they are.
        tcp(['zeta'], ['alpha'], 7001),
        tcp([...worker.map((end): Some => `${end}/4` as Some), 'neighbour, workers/4', 'zeta/6'], ['cp-a'], 7003),
        many([...worker, 'neighbour, workers']),
        // An address of the control planes' network that no machine has.
        ...incoming({ control: ['neighbour, control'], workers: ['neighbour, workers'] }).flatMap(toShared),
        ...tunnels([...nodes, 'neighbour, control', 'neighbour, workers']).flatMap(toShared),
      ],
      called: [...called, 'cp-b, shared'],
    },
  ])
}
