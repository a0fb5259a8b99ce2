/**
 * Who connects to what in a running cluster, and nobody else: by posture, CNI and add-on. Written by hand from
 * `facts/flows.md` 4 and 5 and the tables of the postures, on purpose a second time beside the catalogue: the two must
 * agree before the kernel.
 */
import type { Design } from '@/lib/design/design'
import { moreNeedsOf } from './more-needs'
import { type Caller, callers, type Family, type Need, nodes, onBoth, subnets, tcp, type Wish } from './wishes'

type Setting = Pick<Design, 'posture' | 'cni'> & {
  readonly addons: readonly string[]
  readonly nodePorts: boolean
  readonly kubeProxy: boolean
  readonly families: readonly Family[]
  /** Add-ons whose scrapers the design names, which is the second balancer in all of them. */
  readonly scraped: readonly string[]
  /** KubeSpan with peers behind address translation. */
  readonly isTranslated: boolean
  /** Listeners that are opened to the scrapers beside what they are for. */
  readonly opened: readonly string[]
}

const workerSubnet: readonly Caller[] = ['worker', 'worker-neighbour']

export function needsOf(design: Design): Need[] {
  const setting = settingOf(design)
  const core = { relaxed: relaxedCore, standard: standardCore, strict: strictCore }[setting.posture](setting)
  const wishes = [...core, ...overlayNeeds(setting), ...addonNeeds(setting), ...moreNeedsOf(design)]
  if (setting.opened.includes('etcd-http')) wishes.push(tcp('etcd-http', 'controlplane', [2383], ['port-balancer']))
  return wishes.map((wish) => ({ ...wish, families: setting.families }))
}

function settingOf({ posture, cni, addons, nodePorts, kubernetes, subnets, overrides }: Design): Setting {
  const chosen = addons.map((addon) => (typeof addon === 'string' ? { id: addon } : addon))
  const networks = subnets.flatMap(({ cidrs }) => cidrs)
  return {
    posture,
    cni,
    addons: chosen.map(({ id }) => id),
    nodePorts: nodePorts.enabled,
    kubeProxy: kubernetes.kubeProxy,
    families: networks.some((text) => text.includes(':')) ? [4, 6] : [4],
    scraped: chosen.flatMap((addon) => ('from' in addon ? [addon.id] : [])),
    isTranslated: chosen.some((addon) => 'nat' in addon && addon.nat === true),
    opened: overrides.map(({ listener }) => listener),
  }
}

/** Listeners whose protocol has no ports, so that Talos cannot be told: the gaps. `overlays.ts` shows that they are true. */
export function portlessOf({ cni }: Design): string[] {
  if (cni.plugin === 'calico' && cni.transport === 'ipip') return ['cni-ipip']
  return cni.plugin === 'cilium' && cni.encryption === 'ipsec' ? ['cilium-ipsec'] : []
}

function relaxedCore({ nodePorts }: Setting): Wish[] {
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

function standardCore(setting: Setting): Wish[] {
  return [...narrowCore(setting), ...onBoth('kubelet', 'tcp', [10250], [...nodes, 'pod'])]
}

function strictCore(setting: Setting): Wish[] {
  const scraped = setting.addons.includes('metrics-server')
  const from: readonly Caller[] = scraped ? [...nodes, 'pod'] : ['controlplane']
  return [...narrowCore(setting), ...onBoth('kubelet', 'tcp', [10250], from)]
}

function narrowCore({ nodePorts, kubeProxy }: Setting): Wish[] {
  const api: readonly Caller[] = [...nodes, 'operator', 'kubernetes-admin', 'api-balancer', 'pod']
  const admins: readonly Caller[] = ['operator', 'kubernetes-admin', 'talos-admin']
  return [
    tcp('kubernetes-api', 'controlplane', [6443], api),
    tcp('apid', 'controlplane', [50000], ['controlplane', 'operator', 'talos-admin', 'api-balancer']),
    tcp('apid', 'worker', [50000], ['controlplane']),
    tcp('trustd', 'controlplane', [50001], ['worker', 'api-balancer']),
    tcp('etcd', 'controlplane', [2379, 2380], ['controlplane']),
    ...(kubeProxy ? onBoth('kube-proxy-healthz', 'tcp', [10256], ['port-balancer']) : []),
    ...(nodePorts ? [tcp('nodeport-tcp', 'worker', [30000, 32767], [...admins, 'port-balancer'])] : []),
  ]
}

/** Between nodes in every posture; `relaxed` takes the workers' subnets for the workers. */
function overlayNeeds({ posture, cni, families }: Setting): Wish[] {
  const from: readonly Caller[] = posture === 'relaxed' ? ['controlplane', ...workerSubnet] : nodes
  const udp = (listener: string, ...ports: readonly number[]): Wish[] => onBoth(listener, 'udp', ports, from)
  const transport = cni.transport ?? 'vxlan'
  // Flannel and Calico have a second tunnel for IPv6, on the next port.
  const tunnels = (first: number): number[] => families.map((_, index) => first + index)
  switch (cni.plugin) {
    case 'flannel':
      if (transport === 'vxlan') return udp('cni-vxlan', cni.tunnelPort ?? 4789)
      return transport === 'wireguard' ? udp('cni-wireguard', ...tunnels(cni.tunnelPort ?? 51820)) : []
    case 'cilium':
      return [
        ...(transport === 'vxlan' ? udp('cni-vxlan', cni.tunnelPort ?? 8472) : []),
        ...(transport === 'geneve' ? udp('cni-geneve', cni.tunnelPort ?? 6081) : []),
        ...(cni.encryption === 'wireguard' ? udp('cilium-wireguard', 51871) : []),
        ...onBoth('cilium-health', 'tcp', [4240], from),
      ]
    case 'calico':
      return [
        ...(transport === 'vxlan'
          ? udp('cni-vxlan', cni.tunnelPort ?? 4789)
          : onBoth('calico-bgp', 'tcp', [179], from)),
        ...(cni.encryption === 'wireguard' ? udp('calico-wireguard', ...tunnels(51820)) : []),
        ...onBoth('calico-typha', 'tcp', [5473], from),
      ]
    case 'none':
      return []
  }
}

function addonNeeds({ posture, addons, scraped, isTranslated }: Setting): Wish[] {
  const between = posture === 'relaxed' ? subnets : nodes
  const scrapers = posture === 'relaxed' ? between : [...between, 'pod' as const]
  const named = (addon: string): Caller[] => (scraped.includes(addon) ? ['port-balancer'] : [])
  const itself: Caller[] = posture === 'strict' ? [] : ['controlplane']
  const found: Wish[] = []
  if (addons.includes('kubespan')) found.push(...onBoth('kubespan', 'udp', [51820], isTranslated ? callers : between))
  if (addons.includes('hubble')) found.push(...onBoth('hubble-peer', 'tcp', [4244], scrapers))
  if (addons.includes('node-exporter')) {
    const own = posture === 'strict' ? [] : scrapers
    found.push(...onBoth('node-exporter', 'tcp', [9100], [...own, ...named('node-exporter')]))
  }
  if (addons.includes('control-plane-metrics')) {
    const from = [...itself, ...named('control-plane-metrics')]
    found.push(tcp('kube-controller-manager', 'controlplane', [10257], from))
    found.push(tcp('kube-scheduler', 'controlplane', [10259], from))
  }
  return found
}

/** Every port that anybody may mean, and its neighbours: all that is not needed must be refused. */
export const probedPorts: Readonly<Record<Need['protocol'], readonly number[]>> = {
  tcp: [
    22, 178, 179, 180, 2378, 2379, 2380, 2381, 2382, 2383, 2384, 4239, 4240, 4241, 4243, 4244, 4245, 5472, 5473, 5474,
    6442, 6443, 6444, 7471, 7472, 7473, 7474, 7571, 7572, 7573, 7574, 7945, 7946, 7947, 9090, 9091, 9092, 9093, 9094,
    9119, 9120, 9121, 9122, 9139, 9140, 9141, 9142, 10248, 9099, 9100, 9101, 10249, 10250, 10251, 10255, 10256, 10257,
    10258, 10259, 10260, 29999, 30000, 32767, 32768, 49999, 50000, 50001, 50002,
  ],
  udp: [
    3783, 3784, 3785, 4788, 4789, 4790, 6080, 6081, 6082, 7945, 7946, 7947, 8471, 8472, 8473, 30000, 51819, 51820,
    51821, 51822, 51823, 51870, 51871, 51872,
  ],
}
