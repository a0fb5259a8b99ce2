/**
 * A cluster with everything that a person may draw, in the standard posture, with routed pods: rules of one's own from every
 * kind of source and to every kind of machine, balancers, NodePorts, announced addresses, a shared one, cards and public
 * addresses, pools with and without addresses, and overrides of every form.
 */
import { type Design, designSchema } from '@/lib/design/design'
import { allAddresses } from '@/lib/net/address-set'
import { atBoxes, atMachines, bothWays, type Some, type Stand, trialsOf, type Want } from './drawn'
import { type End, machines } from './stage'
import type { Trial } from './trial'

let parsed: Design | undefined

export function standardDesign(): Design {
  parsed ??= designSchema.parse({
    version: 1,
    name: 'drawn',
    posture: 'standard',
    talos: { version: '1.13.9' },
    kubernetes: {
      podCIDRs: ['10.244.0.0/16', 'fd00:10:244::/56'],
      serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/112'],
      vip: '10.1.0.10',
    },
    cni: { plugin: 'cilium', transport: 'native' },
    admin: [
      { name: 'talos', cidr: '203.0.113.30/32', may: ['talos'] },
      { name: 'office', cidr: '203.0.113.10/32' },
      { name: 'bureau', cidr: '203.0.113.10/32', may: ['talos'] },
      { name: 'porch', cidr: '203.0.113.10/32', may: ['kubernetes'] },
      { name: 'office-v6', cidr: '2001:db8:a::10/128' },
      { name: 'kubernetes', cidr: '203.0.113.20/32', may: ['kubernetes'] },
    ],
    subnets: [
      { name: 'workers', cidrs: ['10.1.1.0/24', '2001:db8:1:1::/64'] },
      { name: 'control', cidrs: ['10.1.0.0/24', '2001:db8:1::/64'] },
      { name: 'edge', cidrs: ['10.1.2.0/24'] },
      { name: 'storage', cidrs: ['10.1.9.0/24'] },
      { name: 'desk', cidrs: ['10.1.64.0/24', '2001:db8:64::/64'] },
    ],
    nodes: [
      {
        name: 'zeta',
        role: 'worker',
        subnet: 'workers',
        addresses: ['10.1.1.21', '2001:db8:1:1::21'],
        nics: [{ subnet: 'storage', addresses: ['10.1.9.21'] }],
        publicAddresses: ['198.18.0.21'],
      },
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
      { name: 'web', role: 'worker', subnet: 'workers', count: 4, addresses: ['10.1.1.100-10.1.1.103'] },
      { name: 'dyn', role: 'worker', subnet: 'edge', count: { min: 1, max: 3 } },
    ],
    loadBalancers: [
      { name: 'spare', addresses: ['10.1.8.7'], for: ['talos-api'] },
      {
        name: 'apis',
        addresses: ['10.1.8.5', '2001:db8:8::5'],
        healthFrom: ['10.1.8.128/25'],
        for: ['kubernetes-api', 'trustd'],
      },
      { name: 'ports', addresses: ['10.1.8.6', '2001:db8:8::6'], for: ['nodeports'], preservesSource: true },
    ],
    loadBalancerIPs: [
      {
        name: 'shop',
        addresses: ['10.1.5.80', '2001:db8:5::80'],
        protocol: 'tcp',
        ports: ['443-444', '80'],
        from: ['subnet:desk', 'lb'],
      },
      { name: 'names', addresses: ['10.1.5.80'], protocol: 'udp', ports: ['53'], from: ['anywhere'] },
      { name: 'idle', addresses: ['10.1.5.80'], protocol: 'tcp', ports: ['445'], from: [] },
    ],
    nodePorts: {
      enabled: true,
      range: '30000-30009',
      protocols: ['udp', 'tcp'],
      from: ['subnet:desk', 'admin:office'],
      on: ['web', 'node:zeta', 'controlplane'],
    },
    listeners: [
      {
        name: 'postgres',
        on: ['zeta'],
        protocol: 'tcp',
        ports: ['5432'],
        from: ['worker'],
        owner: 'data',
        until: '2027-06-30',
      },
      { name: 'cache', on: ['pool:web'], protocol: 'tcp', ports: ['16379-16380', '6379'], from: ['nodes'] },
      { name: 'syslog', on: ['nodes'], protocol: 'udp', ports: ['514'], from: ['cluster'] },
      { name: 'panel', on: ['worker'], protocol: 'tcp', ports: ['8080'], from: ['admin'] },
      { name: 'hook', on: ['controlplane'], protocol: 'tcp', ports: ['9443'], from: ['pods'] },
      { name: 'front', on: ['worker'], protocol: 'tcp', ports: ['8443'], from: ['lb'] },
      { name: 'game', on: ['dyn'], protocol: 'udp', ports: ['4000'], from: ['anywhere'] },
      { name: 'vault', on: ['node:alpha'], protocol: 'tcp', ports: ['8200'], from: ['pool:web', 'node:zeta'] },
      { name: 'twin', on: ['cp-a'], protocol: 'tcp', ports: ['7001'], from: ['controlplane'] },
      { name: 'backup', on: ['alpha', 'controlplane'], protocol: 'tcp', ports: ['8300'], from: ['subnet:storage'] },
      { name: 'desk', on: ['controlplane', 'worker'], protocol: 'tcp', ports: ['9000'], from: ['admin:office'] },
      {
        name: 'metrics',
        on: ['worker'],
        protocol: 'tcp',
        ports: ['9100'],
        from: ['cidr:192.0.2.0/29', 'lb', 'admin:talos'],
      },
    ],
    overrides: [
      { listener: 'kubelet', from: ['controlplane'], at: 'router' },
      { listener: 'etcd', add: ['cidr:192.0.2.7/32'] },
      { listener: 'apid', from: ['admin:office'] },
      { listener: 'apid', add: ['controlplane'], at: 'guest' },
      { listener: 'cilium-health', from: [] },
      { listener: 'desk', from: [], at: 'guest' },
      { listener: 'backup', from: [], at: 'router' },
      { listener: 'panel', add: ['cidr:192.0.2.7/32'], at: 'nic' },
    ],
  })
  return parsed
}

const controlplane: readonly End[] = ['cp-b', 'cp-b, storage', 'cp-b, shared', 'cp-a']
const worker: readonly End[] = ['zeta', 'zeta, storage', 'alpha', 'web', 'dyn']
/** As sources: with public addresses, the network of a pool without addresses, and that of a machine without one of IPv6. */
const fromWorkers: readonly Some[] = [...worker, 'zeta, public', 'neighbour, edge', 'neighbour, workers/6']
const fromNodes: readonly Some[] = [...controlplane, ...fromWorkers]
const pods: readonly End[] = ['pod of cp-b', 'pod of alpha', 'foreign pod']
const kubernetesAdmins: readonly Some[] = ['office', 'kubernetes admin/4']
const talosAdmins: readonly Some[] = ['office', 'talos admin/4']
const balancers: readonly Some[] = ['api balancer', 'its checker', 'talos balancer', 'port balancer']

function tcp(from: readonly Some[], to: readonly Some[], ...ports: readonly number[]): Want {
  return { from, to, protocol: 'tcp', ports }
}

function udp(from: readonly Some[], to: readonly Some[], ...ports: readonly number[]): Want {
  return { from, to, protocol: 'udp', ports }
}

/** The same at every place. */
const everywhere: readonly Want[] = [
  tcp([...fromNodes, ...kubernetesAdmins, 'api balancer', 'its checker', ...pods], controlplane, 6443),
  tcp([...fromWorkers, 'api balancer', 'its checker'], controlplane, 50001),
  tcp([...controlplane, 'scraper/4'], controlplane, 2379, 2380),
  tcp(['office/4'], [...controlplane, ...worker], 50000),
  tcp(['port balancer'], [...controlplane, ...worker], 10256),
  ...[tcp, udp].map((way) =>
    way(['desk', 'office/4', 'port balancer'], [...controlplane, 'zeta', 'zeta, storage', 'web'], 30000, 30009),
  ),
  tcp(fromWorkers, ['zeta', 'zeta, storage'], 5432),
  tcp(fromNodes, ['web'], 6379, 16379, 16380),
  udp(
    [
      'cp-b',
      'cp-b, shared',
      'cp-a',
      'neighbour, control',
      'zeta',
      'alpha',
      'web',
      'neighbour, workers',
      'dyn',
      'neighbour, edge',
    ],
    [...controlplane, ...worker],
    514,
  ),
  tcp([...new Set([...kubernetesAdmins, ...talosAdmins])], worker, 8080),
  tcp(pods, controlplane, 9443),
  tcp(balancers, worker, 8443),
  tcp(['zeta', 'zeta, storage', 'zeta, public', 'web', 'neighbour, workers/6', 'alpha/6'], ['alpha'], 8200),
  tcp(controlplane, ['cp-a'], 7001),
  tcp(['scraper/4', ...balancers, 'talos admin/4'], worker, 9100),
]

/** Closed at a router, and inside the machines. */
const backup = tcp(['cp-b, storage', 'zeta, storage', 'neighbour, storage'], [...controlplane, 'alpha'], 8300)
const desk = tcp(['office/4'], [...controlplane, ...worker], 9000)
const kubelet = (from: readonly Some[]): Want => tcp(from, [...controlplane, ...worker], 10250)

const ports: Stand['ports'] = {
  tcp: [
    ...[80, 443, 444, 445, 2379, 2380, 4240, 5432, 6379, 6443, 7001, 8080, 8200, 8300, 8443, 9000, 9100, 9443, 10250],
    ...[10256, 16378, 16379, 16380, 16381, 29999, 30000, 30009, 30010, 50000, 50001],
  ],
  udp: [53, 514, 4000, 8472, 30000, 30009, 30010],
}

/** Who calls nobody here. */
const others: readonly End[] = ['registry', 'name server', 'time server', 'neighbour, desk', 'announced']
const everybody: readonly Some[] = [
  ...controlplane,
  ...worker,
  ...pods,
  ...balancers,
  ...([
    'office',
    'kubernetes admin',
    'talos admin',
    'neighbour, control',
    'neighbour, workers',
    'neighbour, edge',
  ] as const),
  ...(['neighbour, storage', 'desk', 'scraper', 'outsider', 'zeta, public'] as const),
]

/** What is not on a machine's own cards is met on the wire alone. */
const onWire: readonly Want[] = [
  ...everywhere,
  udp(everybody, ['dyn'], 4000),
  tcp(['desk', ...balancers], ['announced'], 80, 443, 444),
  udp(everybody, ['announced/4'], 53),
  { from: [...fromNodes, ...pods], to: ['pod of alpha'], protocol: 'tcp', ports: ports.tcp },
  { from: [...fromNodes, ...pods], to: ['pod of alpha'], protocol: 'udp', ports: ports.udp },
  { from: [...fromNodes, ...pods], to: ['pod of alpha'], protocol: 'icmp', ports: [] },
  {
    from: [...fromNodes, 'office', 'kubernetes admin/4', 'talos admin/4'],
    to: ['cp-a', 'zeta'],
    protocol: 'icmp',
    ports: [],
  },
]

/**
 * A router cannot tell machines of a network apart where one of them may have any address in it, nor who of the control
 * planes holds their shared address.
 */
const inNetworks: readonly Want[] = [
  tcp(controlplane, ['cp-b, shared'], 7001),
  tcp(fromNodes, ['zeta/6', 'alpha/6'], 6379, 16379, 16380),
  ...[tcp, udp].map((way) => way(['desk/6', 'port balancer/6'], ['alpha/6'], 30000, 30009)),
]

const machineEnds: readonly Some[] = [...controlplane, ...worker]

export function standardTrials(): Trial[] {
  return trialsOf('drawn, standard', standardDesign, [
    {
      name: 'at the machines',
      textsOf: atMachines(machines),
      wants: [
        ...everywhere,
        udp(everybody, ['dyn'], 4000),
        backup,
        kubelet([...fromNodes, ...pods]),
        tcp(controlplane, machineEnds, 50000),
      ],
      called: machineEnds,
      silent: others,
      ports,
      gaps: '',
    },
    {
      name: 'at the cards',
      textsOf: atBoxes(
        machines,
        (_, member) => bothWays({ place: 'nic', member, destinations: allAddresses }, { blindTo: 'source' }),
        (_, member) => bothWays({ place: 'router', member, destinations: allAddresses }),
      ),
      wants: [...onWire, backup, desk, kubelet([...fromNodes, ...pods]), tcp(['scraper/4'], worker, 8080)],
      called: [...machineEnds, 'announced', 'pod of alpha'],
      silent: others,
      ports,
      pinged: ['cp-a', 'zeta', 'pod of alpha'],
    },
    {
      name: 'at a router',
      textsOf: atBoxes(machines, () =>
        bothWays({ place: 'router', destinations: allAddresses }, { blindTo: 'source' }),
      ),
      wants: [...onWire, ...inNetworks, desk, kubelet(controlplane)],
      called: [...machineEnds, 'announced', 'pod of alpha'],
      silent: others,
      ports,
      pinged: ['cp-a', 'zeta', 'pod of alpha'],
    },
  ])
}
