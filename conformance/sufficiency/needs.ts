/**
 * Who connects to what in a running cluster, and nobody else: by posture, CNI and add-on. Written by hand from
 * `facts/flows.md` 4 and 5 and the tables of the postures, on purpose a second time beside the catalogue: the two must
 * agree before the kernel.
 */
import type { Design, Role } from '@/lib/design/design'

/** Machines that call, as `stand-ins.ts` places them. */
export const callers = [
  'controlplane',
  'worker',
  /** A pod on the machine that is called. */
  'pod',
  /** Admins of both APIs, and of one of them. */
  'operator',
  'kubernetes-admin',
  'talos-admin',
  /** Balancer before the APIs and trustd, and the one before NodePorts. */
  'api-balancer',
  'port-balancer',
  /** Other machines in the subnets of control planes and of workers. */
  'control-neighbour',
  'worker-neighbour',
  'outsider',
] as const
export type Caller = (typeof callers)[number]

export interface Need {
  /** Listener, as in ids of rules. */
  readonly listener: string
  readonly on: Role
  readonly protocol: 'tcp' | 'udp'
  readonly ports: readonly number[]
  readonly from: readonly Caller[]
}

type Setting = Pick<Design, 'posture' | 'cni'> & {
  readonly addons: readonly string[]
  readonly nodePorts: boolean
}

const nodes: readonly Caller[] = ['controlplane', 'worker']
const subnets: readonly Caller[] = ['controlplane', 'worker', 'control-neighbour', 'worker-neighbour']
const workerSubnet: readonly Caller[] = ['worker', 'worker-neighbour']

function onBoth(listener: string, protocol: Need['protocol'], ports: readonly number[], from: readonly Caller[]) {
  return (['controlplane', 'worker'] as const).map((on): Need => ({ listener, on, protocol, ports, from }))
}

function tcp(listener: string, on: Role, ports: readonly number[], from: readonly Caller[]): Need {
  return { listener, on, protocol: 'tcp', ports, from }
}

export function needsOf({ posture, cni, addons, nodePorts }: Design): Need[] {
  const ids = addons.map((addon) => (typeof addon === 'string' ? addon : addon.id))
  const setting: Setting = { posture, cni, addons: ids, nodePorts: nodePorts.enabled }
  const core = { relaxed: relaxedCore, standard: standardCore, strict: strictCore }[setting.posture](setting)
  return [...core, ...overlayNeeds(setting), ...addonNeeds(setting)]
}

function relaxedCore({ nodePorts }: Setting): Need[] {
  return [
    tcp('kubernetes-api', 'controlplane', [6443], [...subnets, 'operator', 'kubernetes-admin', 'pod']),
    tcp('apid', 'controlplane', [50000], [...subnets, 'operator', 'talos-admin']),
    tcp('apid', 'worker', [50000], subnets),
    tcp('trustd', 'controlplane', [50001], workerSubnet),
    tcp('etcd', 'controlplane', [2379, 2380], ['controlplane']),
    ...onBoth('kubelet', 'tcp', [10250], subnets),
    ...(nodePorts
      ? [tcp('nodeport-tcp', 'worker', [30000, 32767], ['operator', 'kubernetes-admin', 'talos-admin'])]
      : []),
  ]
}

function standardCore(setting: Setting): Need[] {
  return [...narrowCore(setting), ...onBoth('kubelet', 'tcp', [10250], [...nodes, 'pod'])]
}

function strictCore(setting: Setting): Need[] {
  const scraped = setting.addons.includes('metrics-server')
  const from: readonly Caller[] = scraped ? [...nodes, 'pod'] : ['controlplane']
  return [...narrowCore(setting), ...onBoth('kubelet', 'tcp', [10250], from)]
}

function narrowCore({ nodePorts }: Setting): Need[] {
  const api: readonly Caller[] = [...nodes, 'operator', 'kubernetes-admin', 'api-balancer', 'pod']
  const admins: readonly Caller[] = ['operator', 'kubernetes-admin', 'talos-admin']
  return [
    tcp('kubernetes-api', 'controlplane', [6443], api),
    tcp('apid', 'controlplane', [50000], ['controlplane', 'operator', 'talos-admin', 'api-balancer']),
    tcp('apid', 'worker', [50000], ['controlplane']),
    tcp('trustd', 'controlplane', [50001], ['worker', 'api-balancer']),
    tcp('etcd', 'controlplane', [2379, 2380], ['controlplane']),
    ...onBoth('kube-proxy-healthz', 'tcp', [10256], ['port-balancer']),
    ...(nodePorts ? [tcp('nodeport-tcp', 'worker', [30000, 32767], [...admins, 'port-balancer'])] : []),
  ]
}

/** Between nodes in every posture; `relaxed` takes the workers' subnets for the workers. */
function overlayNeeds({ posture, cni }: Setting): Need[] {
  const from: readonly Caller[] = posture === 'relaxed' ? ['controlplane', ...workerSubnet] : nodes
  const udp = (listener: string, ...ports: readonly number[]): Need[] => onBoth(listener, 'udp', ports, from)
  const transport = cni.transport ?? 'vxlan'
  // Flannel and Calico have a second tunnel for IPv6, on the next port; every cluster here has both families.
  const twoTunnels = [51820, 51821]
  switch (cni.plugin) {
    case 'flannel':
      if (transport === 'vxlan') return udp('cni-vxlan', 4789)
      return transport === 'wireguard' ? udp('cni-wireguard', ...twoTunnels) : []
    case 'cilium':
      return [
        ...(transport === 'vxlan' ? udp('cni-vxlan', 8472) : []),
        ...(transport === 'geneve' ? udp('cni-geneve', 6081) : []),
        ...(cni.encryption === 'wireguard' ? udp('cilium-wireguard', 51871) : []),
        ...onBoth('cilium-health', 'tcp', [4240], from),
      ]
    case 'calico':
      return [
        ...(transport === 'vxlan' ? udp('cni-vxlan', 4789) : onBoth('calico-bgp', 'tcp', [179], from)),
        ...(cni.encryption === 'wireguard' ? udp('calico-wireguard', ...twoTunnels) : []),
        ...onBoth('calico-typha', 'tcp', [5473], from),
      ]
    case 'none':
      return []
  }
}

function addonNeeds({ posture, addons }: Setting): Need[] {
  const between = posture === 'relaxed' ? subnets : nodes
  const scrapers = posture === 'relaxed' ? between : [...between, 'pod' as const]
  const metrics: Caller[] = { relaxed: ['controlplane' as const], standard: ['controlplane' as const], strict: [] }[
    posture
  ]
  const found: Need[] = []
  if (addons.includes('kubespan')) found.push(...onBoth('kubespan', 'udp', [51820], between))
  if (addons.includes('hubble')) found.push(...onBoth('hubble-peer', 'tcp', [4244], scrapers))
  if (addons.includes('node-exporter')) {
    found.push(...onBoth('node-exporter', 'tcp', [9100], posture === 'strict' ? [] : scrapers))
  }
  if (addons.includes('metallb')) {
    found.push(...onBoth('metallb-memberlist', 'tcp', [7946], between))
    found.push(...onBoth('metallb-memberlist-udp', 'udp', [7946], between))
  }
  if (addons.includes('control-plane-metrics')) {
    found.push(tcp('kube-controller-manager', 'controlplane', [10257], metrics))
    found.push(tcp('kube-scheduler', 'controlplane', [10259], metrics))
  }
  return found
}

/** Every port that anybody may mean, and its neighbours: all that is not needed must be refused. */
export const probedPorts: Readonly<Record<Need['protocol'], readonly number[]>> = {
  tcp: [
    22, 178, 179, 180, 2378, 2379, 2380, 2381, 2383, 4239, 4240, 4241, 4243, 4244, 4245, 5472, 5473, 5474, 6442, 6443,
    6444, 7945, 7946, 7947, 9099, 9100, 9101, 10249, 10250, 10251, 10255, 10256, 10257, 10258, 10259, 10260, 29999,
    30000, 32767, 32768, 49999, 50000, 50001, 50002,
  ],
  udp: [
    4788, 4789, 4790, 6080, 6081, 6082, 7945, 7946, 7947, 8471, 8472, 8473, 30000, 51819, 51820, 51821, 51822, 51870,
    51871, 51872,
  ],
}
