/**
 * Whole valid designs, small and broad: every posture, plugin, transport, encryption, Talos version and mode, both
 * families, and each part of the schema often enough to matter. Host ports never collide, because what two listeners
 * on one port mean is a finding of its own.
 */
import type fc from 'fast-check'
import { listenerProtocols, loadBalancerUses, managements, places, postures, talosVersions } from '@/lib/design/choices'
import { type CniTransport, cniPlugins, encryptionsOfPlugin, hasTunnelPort, transportsOfPlugin } from '@/lib/design/cni'
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { type DrawnCni, drawAddons, drawFrom } from './arbitrary-addons'
import { type DrawnSubnet, drawNetwork, hostAddress, type Network, subnetsOf } from './arbitrary-network'
import { drawText, drawUnique } from './arbitrary-text'
import { type Draw, drawn } from './draw'

type Part<Key extends keyof DesignInput> = NonNullable<DesignInput[Key]>

/** Whole designs as the schema returns them, defaults filled in. */
export function arbitraryDesign(): fc.Arbitrary<Design> {
  return arbitraryDesignInput().map((input) => designSchema.parse(input))
}

/** The same as a person would write them, many defaults left out. */
function arbitraryDesignInput(): fc.Arbitrary<DesignInput> {
  return drawn(drawDesign)
}

function drawDesign(draw: Draw): DesignInput {
  const network = drawNetwork(draw)
  const admin = drawAdmin(draw, network)
  const principals = principalsOf(network, admin)
  const cni = drawCni(draw)
  const kubernetes = drawKubernetes(draw, network, cni.plugin === 'cilium')
  const listeners = draw.chance(35) ? drawListeners(draw, network, principals) : []
  const input: DesignInput = {
    version: 1,
    name: draw.pick(['prod-fra', 'homelab', 'x', 'a1', 'no', '0x1f', 'n'.repeat(40)]),
    posture: draw.pick(postures),
    talos: drawTalos(draw),
    kubernetes,
    cni,
    admin,
    subnets: subnetsOf(network),
    nodes: network.nodes,
    pools: network.pools,
    loadBalancers: draw.chance(30) ? drawLoadBalancers(draw, network) : [],
    addons: drawAddons(draw, { cni, kubernetes, listeners }, principals),
    listeners,
    overrides: draw.chance(35) ? drawOverrides(draw, listeners, principals) : [],
  }
  if (draw.chance(20)) input.clusterCIDRs = clusterCIDRs(draw, network)
  if (draw.chance(25)) input.loadBalancerIPs = drawLoadBalancerIPs(draw, network, principals)
  if (draw.chance(35)) input.nodePorts = drawNodePorts(draw, network, principals)
  if (draw.chance(40)) input.egress = drawEgress(draw, network, principals)
  if (draw.chance(40)) input.targets = drawTargets(draw, network)
  if (draw.chance(10)) input.accepted = [{ code: 'expose-k8s-api', reason: drawText(draw, ['OIDC in front']) }]
  if (draw.chance(10)) input.expectations = [{ ask: '192.0.2.9 -> 10.0.0.1 tcp/6443', want: 'deny' }]
  if (draw.chance(10)) input.checklist = { 'etcd-backup-tested': draw.chance(50) }
  return input
}

/** Boxes with options of their own: a group of AWS may stand at some of the machines only, a subnet on a private network. */
function drawTargets(draw: Draw, { subnets }: Network): Part<'targets'> {
  const names = subnets.map(({ name }) => name)
  const aws = draw.chance(60) ? { 'terraform-aws': { subnets: draw.some(names, 1) } } : {}
  const label = draw.chance(50) ? { roleLabel: 'type' } : {}
  const hetzner = draw.chance(40) ? { 'terraform-hetzner': { private: [draw.pick(names)], ...label } } : {}
  return { talos: {}, ...aws, ...hetzner }
}

const patches: Readonly<Record<string, readonly string[]>> = {
  '1.6': ['', '.0', '.8'],
  '1.12': ['', '.4', '.5'],
  '1.13': ['', '.0', '.9'],
}

function drawTalos(draw: Draw): Part<'talos'> {
  const minor = draw.pick(talosVersions)
  return {
    version: `${minor}${draw.pick(patches[minor] ?? ['', '', '.0', '.3'])}`,
    defaultAction: draw.pick(['block', 'accept']),
    ...(draw.chance(40) ? { management: draw.pick(managements) } : {}),
    ...(draw.chance(15) ? { discovery: false } : {}),
  }
}

function drawCni(draw: Draw): DrawnCni {
  const plugin = draw.pick(cniPlugins)
  const transports = transportsOfPlugin[plugin]
  const transport: CniTransport | undefined = transports.length === 0 ? undefined : draw.pick(transports)
  const encryption = draw.pick(encryptionsOfPlugin[plugin])
  const spoken = transport !== undefined && (transport !== transports[0] || draw.chance(50))
  return {
    plugin,
    encryption,
    ...(spoken ? { transport } : {}),
    ...(hasTunnelPort(transport) && transport !== 'wireguard' && draw.chance(12) ? { tunnelPort: 8473 } : {}),
  }
}

/** Clear of every drawn subnet, of each other and of documentation ranges. */
const podCIDRs = { 4: '172.20.0.0/16', 6: 'fd00:10:244::/56' } as const
const serviceCIDRs = { 4: '172.28.0.0/16', 6: 'fd00:10:96::/112' } as const

function drawKubernetes(draw: Draw, network: Network, mayReplaceProxy: boolean): Part<'kubernetes'> {
  const kubernetes: Part<'kubernetes'> = {}
  if (draw.chance(25)) {
    kubernetes.podCIDRs = network.families.map((family) => podCIDRs[family])
    kubernetes.serviceCIDRs = network.families.map((family) => serviceCIDRs[family])
  }
  if (draw.chance(10)) kubernetes.apiPort = draw.pick([7443, 8443])
  if (draw.chance(15))
    kubernetes.endpoint = draw.pick(['api.example.net:443', 'api.example.net', '[2001:db8::10]:6443'])
  if (draw.chance(25)) {
    const vip = sharedAddress(draw, network)
    if (vip !== undefined) kubernetes.vip = vip
  }
  if (mayReplaceProxy && draw.chance(50)) kubernetes.kubeProxy = false
  return kubernetes
}

/** Only where all control planes share one subnet, as Talos wants it. */
function sharedAddress(draw: Draw, network: Network): string | undefined {
  const members = [...network.nodes, ...network.pools].filter(({ role }) => role === 'controlplane')
  const names = new Set(members.map((member) => member.subnet))
  const home = network.subnets.find(({ name }) => names.has(name))
  return names.size !== 1 || home === undefined ? undefined : hostAddress(home, draw.pick(home.families), 4)
}

function drawAdmin(draw: Draw, network: Network): Part<'admin'> {
  const taken = new Set<string>()
  const ranges = {
    4: ['192.0.2.128/27', '198.51.100.77/32', '203.0.113.64/27', '0.0.0.0/0'],
    6: ['2001:db8:a::/48', '2001:db8:b::5/128', '2001:db8:c::/64', '::/0'],
  }
  return new Array(draw.between(0, 3)).fill(0).map((_, index) => ({
    name: drawUnique(taken, () => drawText(draw, ['office', 'vpn', 'on call'])),
    cidr: ranges[draw.pick(network.families)][draw.chance(5) ? 3 : index] ?? '192.0.2.0/24',
    ...(draw.chance(40) ? { may: draw.some(['kubernetes', 'talos'] as const, 1) } : {}),
    ...(draw.chance(20) ? { owner: drawText(draw, ['net-team', 'platform']) } : {}),
    ...(draw.chance(20) ? { until: draw.pick(['2027-06-30', '2020-01-01']) } : {}),
  }))
}

/** Everything a `from` may name in this design. */
function principalsOf(network: Network, admin: Part<'admin'>): string[] {
  return [
    ...['controlplane', 'worker', 'nodes', 'pods', 'admin', 'lb', 'cluster', 'anywhere'],
    ...admin.map(({ name }) => `admin:${name}`),
    ...network.subnets.map(({ name }) => `subnet:${name}`),
    ...network.nodes.map(({ name }) => `node:${name}`),
    ...network.pools.map(({ name }) => `pool:${name}`),
    ...network.families.map((family) => (family === 4 ? 'cidr:10.200.0.0/16' : 'cidr:2001:db8:9::/48')),
    ...network.families.map((family) => (family === 4 ? 'cidr:198.18.0.7/32' : 'cidr:2001:db8:9::7/128')),
  ]
}

function clusterCIDRs(draw: Draw, network: Network): string[] {
  return network.families.map((family) => {
    const [first] = network.subnets
    if (first === undefined) throw new Error('a network has a subnet')
    return `${hostAddress(first, family, 0)}/${family === 4 ? 16 : draw.pick([48, 56])}`
  })
}

function drawLoadBalancers(draw: Draw, network: Network): Part<'loadBalancers'> {
  return new Array(draw.between(1, 2)).fill(0).map((_, index) => {
    const subnet = draw.pick(network.subnets)
    const addresses = draw.chance(85) ? subnet.families.map((family) => hostAddress(subnet, family, 5 + index)) : []
    return {
      name: drawUnique(network.taken, () => draw.pick(['api-lb', 'edge-lb', 'lb'])),
      addresses,
      for: draw.some(loadBalancerUses, 1),
      ...(draw.chance(50) ? { healthFrom: addresses.map((text) => `${text}/${text.includes(':') ? 128 : 32}`) } : {}),
      ...(draw.chance(35) ? { preservesSource: true } : {}),
    }
  })
}

function drawLoadBalancerIPs(draw: Draw, network: Network, principals: readonly string[]): Part<'loadBalancerIPs'> {
  return new Array(draw.between(1, 2)).fill(0).map((_, index) => {
    const subnet: DrawnSubnet = draw.pick(network.subnets)
    return {
      name: index === 0 ? 'ingress' : 'dns',
      addresses: subnet.families.map((family) => hostAddress(subnet, family, 56 + index)),
      ...(index === 0 ? { ports: ['80', '443'] } : { protocol: 'udp' as const, ports: ['53'] }),
      ...(draw.chance(50) ? { from: drawFrom(draw, principals, 0) } : {}),
    }
  })
}

function drawNodePorts(draw: Draw, network: Network, principals: readonly string[]): Part<'nodePorts'> {
  const on = ['worker', 'controlplane', 'nodes', ...network.pools.map(({ name }) => name)]
  return {
    enabled: draw.chance(80),
    ...(draw.chance(30) ? { range: draw.pick(['30000-30100', '30080', '31000-32767']) } : {}),
    ...(draw.chance(50) ? { protocols: draw.some(['tcp', 'udp'] as const, 1) } : {}),
    ...(draw.chance(50) ? { from: drawFrom(draw, principals, 1) } : {}),
    ...(draw.chance(30) ? { on: [draw.pick(on)] } : {}),
  }
}

/** Clear of every port of the catalogue, but for add-ons that are not drawn beside them, and of each other. */
const ownPorts = [['5432'], ['9200', '9301-9309'], ['80', '443'], ['6800-7300']] as const

function drawListeners(draw: Draw, network: Network, principals: readonly string[]): Part<'listeners'> {
  const taken = new Set<string>()
  const machines = [...network.nodes, ...network.pools].map(({ name }) => name)
  const on = ['controlplane', 'worker', 'nodes', ...machines, ...network.nodes.map(({ name }) => `node:${name}`)]
  return new Array(draw.between(1, 3)).fill(0).map((_, index) => {
    const portless = draw.chance(8)
    const protocol = portless
      ? draw.pick(listenerProtocols.filter((name) => name === 'gre' || name === 'esp' || name === 'vrrp'))
      : draw.pick(draw.chance(5) ? (['sctp'] as const) : (['tcp', 'udp'] as const))
    return {
      name: drawUnique(taken, () => drawText(draw, ['postgres', 'ceph-osd', 'web', 'search'])),
      on: [...new Set(new Array(draw.between(1, 2)).fill(0).map(() => draw.pick(on)))],
      protocol,
      ports: portless ? [] : [...(ownPorts[index] ?? ['8080'])],
      ...(draw.chance(90) ? { from: drawFrom(draw, principals, 0) } : {}),
      ...(draw.chance(20) ? { owner: drawText(draw, ['data', 'storage']) } : {}),
      ...(draw.chance(15) ? { until: '2027-06-30' } : {}),
    }
  })
}

function drawOverrides(draw: Draw, listeners: Part<'listeners'>, principals: readonly string[]): Part<'overrides'> {
  const core = ['kubernetes-api', 'apid', 'trustd', 'etcd', 'kubelet']
  const names = draw.some([...core, ...listeners.map(({ name }) => name)], 1).slice(0, 2)
  return names.map((listener) => {
    const sources = drawFrom(draw, principals, 0)
    return {
      listener,
      ...(draw.chance(50) ? { add: sources } : { from: sources }),
      ...(draw.chance(35) ? { at: draw.pick(places) } : {}),
    }
  })
}

function drawEgress(draw: Draw, network: Network, principals: readonly string[]): Part<'egress'> {
  const mode = draw.pick(['restricted', 'open'] as const)
  if (draw.chance(50)) return mode
  const server = { 4: '10.200.0.53', 6: '2001:db8:9::53' }
  const lists = network.families.map((family) => server[family])
  return {
    mode,
    ...(draw.chance(60) ? { dns: lists } : {}),
    ...(draw.chance(50) ? { ntp: lists } : {}),
    ...(draw.chance(40) ? { https: [network.families[0] === 4 ? '10.200.0.0/24' : '2001:db8:9::/64', ...lists] } : {}),
    ...(draw.chance(30)
      ? {
          also: [
            {
              name: drawText(draw, ['nfs']),
              to: drawFrom(draw, principals, 1),
              protocol: 'tcp' as const,
              ports: ['2049'],
            },
          ],
        }
      : {}),
  }
}
