/**
 * A cluster of IPv4 in the relaxed posture, where what no listener names is open: roles stand for networks, some listeners
 * admit nobody, and a network card cannot tell for which of a machine's addresses a packet is.
 */
import { type Design, designSchema } from '@/lib/design/design'
import { allAddresses } from '@/lib/net/address-set'
import { atBoxes, atMachines, bothWays, type Some, type Stand, trialsOf, type Want } from './drawn'
import type { End, Machine } from './stage'
import type { Trial } from './trial'

let parsed: Design | undefined

export function relaxedDesign(): Design {
  parsed ??= designSchema.parse({
    version: 1,
    name: 'drawn',
    posture: 'relaxed',
    talos: { version: '1.13.9', defaultAction: 'accept' },
    clusterCIDRs: ['10.1.0.0/23'],
    admin: [
      { name: 'office', cidr: '203.0.113.10/32' },
      { name: 'talos', cidr: '203.0.113.30/32', may: ['talos'] },
      { name: 'kubernetes', cidr: '203.0.113.20/32', may: ['kubernetes'] },
    ],
    subnets: [
      { name: 'workers', cidrs: ['10.1.1.0/24'] },
      { name: 'storage', cidrs: ['10.1.9.0/24'] },
      { name: 'control', cidrs: ['10.1.0.0/24'] },
      { name: 'edge', cidrs: ['10.1.2.0/24'] },
      { name: 'desk', cidrs: ['10.1.64.0/24'] },
    ],
    nodes: [
      { name: 'cp-b', role: 'controlplane', subnet: 'control', addresses: ['10.1.0.11'] },
      { name: 'cp-a', role: 'controlplane', subnet: 'control', addresses: ['10.1.0.12'] },
      {
        name: 'zeta',
        role: 'worker',
        subnet: 'workers',
        addresses: ['10.1.1.21'],
        nics: [{ subnet: 'storage', addresses: ['10.1.9.21'] }],
        publicAddresses: ['198.18.0.21'],
      },
      { name: 'alpha', role: 'worker', subnet: 'workers', addresses: ['10.1.1.22'] },
    ],
    pools: [{ name: 'dyn', role: 'worker', subnet: 'edge', count: 2 }],
    loadBalancers: [
      { name: 'talos', addresses: ['10.1.8.7'], for: ['talos-api', 'kubernetes-api'] },
      { name: 'ports', addresses: ['10.1.8.6'], for: ['nodeports'] },
    ],
    loadBalancerIPs: [
      { name: 'shop', addresses: ['10.1.5.80'], protocol: 'tcp', ports: ['80'], from: ['subnet:desk'] },
    ],
    nodePorts: { enabled: true, range: '30000-30009', from: ['worker', 'admin:office'], on: ['worker'] },
    listeners: [
      { name: 'nobody', on: ['worker'], protocol: 'tcp', ports: ['7777'], from: [] },
      { name: 'alone', on: ['alpha'], protocol: 'tcp', ports: ['7001'], from: ['worker'] },
      { name: 'shared', on: ['controlplane', 'dyn'], protocol: 'tcp', ports: ['7002'], from: ['nodes'] },
      { name: 'near', on: ['dyn'], protocol: 'tcp', ports: ['7003'], from: ['cluster', 'lb'] },
      {
        name: 'public',
        on: ['dyn', 'worker'],
        protocol: 'tcp',
        ports: ['7004'],
        from: [
          ...['anywhere', 'cidr:192.0.2.7/32', 'node:zeta', 'pool:dyn', 'subnet:desk', 'admin:office', 'admin:talos'],
          ...['admin:kubernetes', 'admin', 'lb', 'cluster', 'pods', 'nodes', 'worker', 'controlplane'],
        ],
      },
    ],
    overrides: [
      { listener: 'kubelet', from: [] },
      { listener: 'trustd', from: ['pool:dyn', 'node:zeta'], at: 'nic' },
    ],
  })
  return parsed
}

const used: readonly Machine[] = ['cp-b', 'cp-a', 'zeta', 'alpha', 'dyn']
const controlplane: readonly Some[] = ['cp-b/4', 'cp-a/4']
const worker: readonly Some[] = ['zeta/4', 'alpha/4', 'dyn/4']
/** Everybody in the networks of control planes and of most workers; web stands in for somebody who has nothing to do with it. */
const cluster: readonly Some[] = [
  ...controlplane,
  ...['cp-b, shared/4', 'neighbour, control/4', 'zeta/4', 'alpha/4', 'web/4', 'neighbour, workers/4'],
] as readonly Some[]
/** A role stands for the first networks of its machines. */
const workerNetworks: readonly Some[] = [
  'zeta/4',
  'alpha/4',
  'web/4',
  'neighbour, workers/4',
  'dyn/4',
  'neighbour, edge/4',
]
const nodeNetworks: readonly Some[] = [...controlplane, 'cp-b, shared/4', 'neighbour, control/4', ...workerNetworks]

function tcp(from: readonly Some[], to: readonly Some[], ...ports: readonly number[]): Want {
  return { from: [...new Set(from)], to, protocol: 'tcp', ports }
}

const overlay: Want = {
  from: [...controlplane, ...workerNetworks],
  to: [...controlplane, ...worker],
  protocol: 'udp',
  ports: [4789],
}
/** By the override for cards: a pool without addresses, and all of a machine. */
const trusted = tcp(['dyn/4', 'neighbour, edge/4', 'zeta/4', 'zeta, storage/4', 'zeta, public/4'], controlplane, 50001)

const everywhere: readonly Want[] = [
  overlay,
  tcp([...cluster, 'office/4', 'kubernetes admin/4'], controlplane, 6443),
  tcp([...cluster, 'office/4', 'talos admin/4'], controlplane, 50000),
  tcp(cluster, worker, 50000),
  tcp(controlplane, controlplane, 2379, 2380),
  tcp([...workerNetworks, 'office/4'], worker, 30000, 30009),
  tcp(workerNetworks, ['alpha/4'], 7001),
  tcp(nodeNetworks, [...controlplane, 'dyn/4'], 7002),
  tcp([...cluster, 'talos balancer/4', 'port balancer/4'], ['dyn/4'], 7003),
]
const pods: readonly Some[] = ['pod of cp-b/4', 'pod of alpha/4', 'foreign pod/4']

const ports: Stand['ports'] = {
  tcp: [
    80, 2378, 2379, 2380, 6443, 6444, 7001, 7002, 7003, 7004, 7777, 10250, 10256, 29999, 30000, 30009, 30010, 50000,
    50001,
  ],
  udp: [53, 4789, 8472, 30000],
}

/** Ports that some listener of the machine names. */
const named = {
  tcp: {
    both: [10250, 10256, 50000],
    controlplane: [6443, 50001, 2379, 2380, 7002],
    worker: [30000, 30009, 7004, 7777],
    own: { alpha: [7001], dyn: [7002, 7003] } as Readonly<Record<string, readonly number[]>>,
  },
  udp: [4789],
}

function isNamed(machine: Machine, protocol: 'tcp' | 'udp', port: number): boolean {
  if (protocol === 'udp') return named.udp.includes(port)
  const { both, own } = named.tcp
  const role = machine === 'cp-a' || machine === 'cp-b' ? named.tcp.controlplane : named.tcp.worker
  return [...both, ...role, ...(own[machine] ?? [])].includes(port)
}

const everybody: readonly Some[] = [
  ...nodeNetworks,
  ...pods,
  ...(['zeta, storage/4', 'zeta, public/4', 'cp-b, storage/4', 'talos balancer/4', 'port balancer/4'] as const),
  ...(['api balancer/4', 'office/4', 'kubernetes admin/4', 'talos admin/4', 'neighbour, storage/4'] as const),
  ...(['desk/4', 'outsider/4'] as const),
]
const open = tcp(everybody, worker, 7004)

const silent: readonly End[] = [
  'registry',
  'name server',
  'time server',
  'neighbour, desk',
  'announced',
  'scraper',
  'its checker',
]
const called: readonly Some[] = [...controlplane, ...worker]

export function relaxedTrials(): Trial[] {
  return trialsOf('drawn, relaxed, IPv4, accept by default', relaxedDesign, [
    {
      name: 'at the machines',
      textsOf: atMachines(used),
      wants: [...everywhere, open, tcp(pods, controlplane, 6443), tcp(workerNetworks, controlplane, 50001)],
      called,
      silent,
      ports,
      rest: (machine, protocol, port) =>
        machine !== undefined && protocol !== 'icmp' && isNamed(machine, protocol, port) ? 'drop' : 'accept',
      gaps: '',
    },
    {
      name: 'at cards that know no destination',
      textsOf: atBoxes(
        used,
        (site, member) => {
          const base = { place: 'nic', member, destinations: allAddresses, blindTo: 'destination' } as const
          return bothWays({ ...base, elsewhere: site.announced }, { blindTo: 'source' })
        },
        (_, member) => bothWays({ place: 'nic', member, destinations: allAddresses }),
      ),
      wants: [...everywhere, open, trusted, { from: cluster, to: ['cp-a/4', 'zeta/4'], protocol: 'icmp', ports: [] }],
      called,
      silent,
      ports,
      pinged: ['cp-a', 'zeta'],
    },
    {
      name: 'at cards that know destinations',
      textsOf: atBoxes(used, (_, member) =>
        bothWays({ place: 'nic', member, destinations: allAddresses }, { blindTo: 'source' }),
      ),
      wants: [trusted, overlay, tcp(['desk/4'], ['announced/4'], 80)],
      called: [...called, 'announced/4'],
      silent,
      ports: { tcp: [80, 50001], udp: [4789] },
    },
  ])
}
