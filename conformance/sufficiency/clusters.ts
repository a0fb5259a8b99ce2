/** The clusters whose rules are tried: one design each, small, both families, with machines for every caller. */
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'

const controlPlanes = ['cp-1', 'cp-2', 'cp-3'] as const
const workers = ['worker-1', 'worker-2'] as const

/** The address of a machine with this number, in its subnet's two families. */
export function controlAddresses(number: number): readonly [string, string] {
  return [`10.0.0.${number}`, `2001:db8:0:1::${number}`]
}

export function workerAddresses(number: number): readonly [string, string] {
  return [`10.0.1.${number}`, `2001:db8:0:2::${number}`]
}

const base: DesignInput = {
  version: 1,
  name: 'sufficiency',
  talos: { version: '1.13.9', defaultAction: 'block' },
  kubernetes: { podCIDRs: ['10.244.0.0/16', 'fd00:10:244::/56'], serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/112'] },
  admin: [
    { name: 'operator', cidr: '203.0.113.10/32' },
    { name: 'operator-v6', cidr: '2001:db8:a::10/128' },
    { name: 'kubernetes-only', cidr: '203.0.113.20/32', may: ['kubernetes'] },
    { name: 'kubernetes-only-v6', cidr: '2001:db8:a::20/128', may: ['kubernetes'] },
    { name: 'talos-only', cidr: '203.0.113.30/32', may: ['talos'] },
    { name: 'talos-only-v6', cidr: '2001:db8:a::30/128', may: ['talos'] },
  ],
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24', '2001:db8:0:1::/64'] },
    { name: 'workers', cidrs: ['10.0.1.0/24', '2001:db8:0:2::/64'] },
  ],
  loadBalancers: [
    {
      name: 'apis',
      addresses: ['10.0.9.5', '2001:db8:0:9::5'],
      for: ['kubernetes-api', 'talos-api', 'trustd'],
    },
    { name: 'ports', addresses: ['10.0.9.6', '2001:db8:0:9::6'], for: ['nodeports'] },
  ],
}

interface Machines {
  readonly controlPlanes: number
  readonly workers: number
}

function machinesOf({ controlPlanes: some, workers: others }: Machines): NonNullable<DesignInput['nodes']> {
  return [
    ...Array.from({ length: some }, (_, index) => ({
      name: `cp-${index + 1}`,
      role: 'controlplane' as const,
      subnet: 'control',
      addresses: [...controlAddresses(11 + index)],
    })),
    ...Array.from({ length: others }, (_, index) => ({
      name: `worker-${index + 1}`,
      role: 'worker' as const,
      subnet: 'workers',
      addresses: [...workerAddresses(21 + index)],
    })),
  ]
}

/** A design with machines `cp-1`, `cp-2` … and `worker-1` …; `change` replaces whole parts. */
export function clusterOf(change: Partial<DesignInput>, machines?: Partial<Machines>): Design {
  const nodes = machinesOf({ controlPlanes: controlPlanes.length, workers: workers.length, ...machines })
  return designSchema.parse({ ...base, nodes, ...change })
}

export interface Cluster {
  readonly name: string
  readonly design: Design
}

/** Read when it is asked for: whoever loads this module may need none of them. */
function cluster(name: string, change: Partial<DesignInput>): Cluster {
  let design: Design | undefined
  return {
    name,
    get design() {
      design ??= clusterOf(change)
      return design
    },
  }
}

/** Machines that scrape metrics: those of the balancer before NodePorts, which is not called here. */
const scrapers = ['cidr:10.0.9.6/32', 'cidr:2001:db8:0:9::6/128']

const isFour = (text: string): boolean => !text.includes(':')

/** The same cluster with addresses of one family. */
const onlyFour: Partial<DesignInput> = {
  kubernetes: { podCIDRs: ['10.244.0.0/16'], serviceCIDRs: ['10.96.0.0/12'] },
  admin: (base.admin ?? []).filter(({ cidr }) => isFour(cidr)),
  subnets: base.subnets.map(({ cidrs, ...rest }) => ({ ...rest, cidrs: cidrs.filter(isFour) })),
  loadBalancers: (base.loadBalancers ?? []).map((one) => ({ ...one, addresses: (one.addresses ?? []).filter(isFour) })),
  nodes: machinesOf({ controlPlanes: controlPlanes.length, workers: workers.length }).map(
    ({ addresses = [], ...rest }) => ({
      ...rest,
      addresses: addresses.filter(isFour),
    }),
  ),
}

const nodePorts: DesignInput['nodePorts'] = { enabled: true, from: ['admin'], on: ['worker'] }

/** Designs whose every connection is tried: each posture, CNI choice and add-on at least once. */
export const clusters: readonly Cluster[] = [
  cluster('standard, Flannel', {}),
  cluster('strict, Flannel', { posture: 'strict', nodePorts }),
  cluster('relaxed, Flannel', { posture: 'relaxed', nodePorts }),
  cluster('standard, Flannel WireGuard, NodePorts', { cni: { plugin: 'flannel', transport: 'wireguard' }, nodePorts }),
  cluster('standard, Flannel host-gw, KubeSpan', {
    cni: { plugin: 'flannel', transport: 'host-gw' },
    addons: ['kubespan'],
  }),
  cluster('standard, Cilium, every add-on', {
    cni: { plugin: 'cilium', encryption: 'wireguard' },
    addons: ['kubespan', 'hubble', 'metallb', 'metrics-server', 'node-exporter', 'control-plane-metrics'],
  }),
  cluster('strict, Cilium Geneve, scraped', {
    posture: 'strict',
    cni: { plugin: 'cilium', transport: 'geneve' },
    addons: ['hubble', 'metrics-server', 'node-exporter', 'control-plane-metrics'],
  }),
  cluster('relaxed, Cilium, every add-on', {
    posture: 'relaxed',
    cni: { plugin: 'cilium', encryption: 'wireguard' },
    addons: ['kubespan', 'hubble', 'metallb', 'node-exporter', 'control-plane-metrics'],
  }),
  cluster('standard, Cilium native', { cni: { plugin: 'cilium', transport: 'native', encryption: 'ipsec' } }),
  cluster('standard, Calico, Talos 1.14', {
    talos: { version: '1.14.0', defaultAction: 'block' },
    cni: { plugin: 'calico', encryption: 'wireguard' },
  }),
  cluster('strict, Calico IPIP', { posture: 'strict', cni: { plugin: 'calico', transport: 'ipip' } }),
  cluster('relaxed, Calico BGP', { posture: 'relaxed', cni: { plugin: 'calico', transport: 'bgp' } }),
  cluster('standard, no CNI of ours', { cni: { plugin: 'none' } }),
  cluster('relaxed, Cilium on its own port, scrapers', {
    posture: 'relaxed',
    cni: { plugin: 'cilium', tunnelPort: 8473 },
    addons: [
      { id: 'node-exporter', from: scrapers },
      { id: 'control-plane-metrics', from: scrapers },
    ],
  }),
  cluster('standard, Flannel WireGuard on its own ports, scrapers', {
    cni: { plugin: 'flannel', transport: 'wireguard', tunnelPort: 51821 },
    addons: [
      { id: 'node-exporter', from: scrapers },
      { id: 'control-plane-metrics', from: scrapers },
    ],
  }),
  cluster('strict, Cilium Geneve on its own port, scrapers, KubeSpan behind translation, Talos 1.14', {
    posture: 'strict',
    talos: { version: '1.14.0', defaultAction: 'block' },
    cni: { plugin: 'cilium', transport: 'geneve', tunnelPort: 6082 },
    addons: [
      { id: 'kubespan', nat: true },
      { id: 'node-exporter', from: scrapers },
      { id: 'control-plane-metrics', from: scrapers },
    ],
    overrides: [{ listener: 'etcd-http', from: scrapers }],
  }),
  cluster('standard, Flannel WireGuard, IPv4 alone', {
    cni: { plugin: 'flannel', transport: 'wireguard' },
    ...onlyFour,
  }),
  cluster('standard, Calico WireGuard, IPv4 alone', {
    cni: { plugin: 'calico', encryption: 'wireguard' },
    ...onlyFour,
  }),
  cluster('standard, MetalLB 0.15 by BGP, metrics of etcd and kube-proxy, WireGuard', {
    addons: [
      { id: 'metallb', mode: 'bgp', version: '0.15', metrics: true, bfd: true, from: scrapers },
      { id: 'etcd-metrics', from: scrapers },
      { id: 'kube-proxy-metrics', from: scrapers },
      { id: 'wireguard', from: scrapers },
      'talos-api-access',
    ],
  }),
  cluster('relaxed, MetalLB 0.16 by frr-k8s, Talos 1.14 with BGP', {
    posture: 'relaxed',
    talos: { version: '1.14.0', defaultAction: 'block' },
    addons: [
      { id: 'metallb', mode: 'frr-k8s', version: '0.16', metrics: true, from: scrapers },
      { id: 'etcd-metrics', from: scrapers },
      { id: 'talos-bgp', bfd: true, from: scrapers },
    ],
  }),
  cluster('strict, MetalLB 0.16 by BGP, Talos 1.14 with BGP', {
    posture: 'strict',
    talos: { version: '1.14.0', defaultAction: 'block' },
    addons: [
      { id: 'metallb', mode: 'bgp', version: '0.16', metrics: true, bfd: true, from: scrapers },
      { id: 'etcd-metrics', from: scrapers },
      { id: 'talos-bgp', from: scrapers },
    ],
  }),
  cluster('standard, Calico eBPF by BGP, metrics, MetalLB 0.15 by frr-k8s, Talos 1.14', {
    talos: { version: '1.14.0', defaultAction: 'block' },
    cni: { plugin: 'calico', transport: 'bgp' },
    kubernetes: { ...base.kubernetes, kubeProxy: false },
    addons: [
      'calico-ebpf',
      { id: 'calico-metrics', from: scrapers },
      { id: 'metallb', mode: 'frr-k8s', version: '0.15', metrics: true, from: scrapers },
      { id: 'etcd-metrics', from: scrapers },
    ],
  }),
  cluster('standard, Calico eBPF over VXLAN, kube-proxy left, MetalLB 0.15', {
    cni: { plugin: 'calico' },
    addons: ['calico-ebpf', { id: 'metallb', version: '0.15', metrics: true, from: scrapers }],
  }),
  cluster('standard, Cilium in place of kube-proxy, MetalLB 0.16', {
    cni: { plugin: 'cilium' },
    kubernetes: { ...base.kubernetes, kubeProxy: false },
    addons: ['cilium-kpr-healthz', { id: 'metallb', metrics: true, from: scrapers }],
  }),
  cluster('relaxed, Cilium beside kube-proxy, MetalLB without metrics', {
    posture: 'relaxed',
    cni: { plugin: 'cilium' },
    addons: [{ id: 'metallb', mode: 'bgp', from: scrapers }],
  }),
]
