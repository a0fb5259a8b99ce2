/** Who connects to what an add-on with choices of its own brings: by hand from `facts/flows.md` 5, as `needs.ts`. */
import type { Design } from '@/lib/design/design'
import { type Caller, nodes, onBoth, subnets, tcp, type Wish } from './wishes'

interface Choice {
  readonly id: string
  readonly from: boolean
  readonly options: Readonly<Record<string, unknown>>
}

function choicesOf({ addons }: Design): Choice[] {
  return addons.map((addon) => {
    const options: Readonly<Record<string, unknown>> = typeof addon === 'string' ? {} : addon
    const id = typeof addon === 'string' ? addon : addon.id
    return { id, from: 'from' in options, options }
  })
}

export function moreNeedsOf(design: Design): Wish[] {
  return choicesOf(design).flatMap((choice) => needsOfChoice(choice, design))
}

function needsOfChoice({ id, from, options }: Choice, design: Design): Wish[] {
  const named: readonly Caller[] = from ? ['port-balancer'] : []
  const between = design.posture === 'relaxed' ? subnets : nodes
  const own = { relaxed: subnets, standard: [...nodes, 'pod' as const], strict: [] }[design.posture]
  const monitors = [...own, ...named]
  const isLate = design.talos.version.startsWith('1.14')
  const balancer: readonly Caller[] = ['port-balancer']
  const { plugin, transport = 'vxlan' } = design.cni
  const { kubeProxy } = design.kubernetes
  switch (id) {
    case 'metallb':
      return metallbNeeds(options, between, named, monitors)
    case 'wireguard':
      return onBoth('talos-wireguard', 'udp', [Number(options.port ?? 51820)], named)
    case 'talos-bgp':
      return [
        ...onBoth('talos-bgp', 'tcp', [179], named),
        ...(options.bfd === true ? onBoth('talos-bfd', 'udp', [3784], named) : []),
      ]
    case 'talos-api-access':
      return [tcp('apid', 'controlplane', [50000], [...between, 'pod'])]
    case 'etcd-metrics':
      return [tcp(isLate ? 'etcd-http' : 'etcd-metrics', 'controlplane', [isLate ? 2383 : 2381], monitors)]
    case 'kube-proxy-metrics':
      return kubeProxy ? onBoth('kube-proxy-metrics', 'tcp', [10249], monitors) : []
    case 'cilium-kpr-healthz':
      return plugin === 'cilium' && !kubeProxy ? onBoth('cilium-kpr-healthz', 'tcp', [10256], balancer) : []
    case 'calico-ebpf':
      return [
        ...(transport === 'vxlan' ? [] : onBoth('calico-ebpf-vxlan', 'udp', [4789], between)),
        ...(kubeProxy ? [] : onBoth('calico-ebpf-healthz', 'tcp', [10256], balancer)),
      ]
    case 'calico-metrics':
      return [
        ...onBoth('calico-felix-metrics', 'tcp', [9091], monitors),
        ...onBoth('calico-typha-metrics', 'tcp', [9093], monitors),
      ]
    default:
      return []
  }
}

/** Ports of metrics moved with 0.16; by BGP there is no memberlist, and BFD where it is chosen. */
function metallbNeeds(
  { mode, version, metrics, bfd }: Choice['options'],
  between: readonly Caller[],
  routers: readonly Caller[],
  monitors: readonly Caller[],
): Wish[] {
  const ports = {
    '0.15': { l2: [7472], bgp: [7472, 7473], 'frr-k8s': [7472, 7572, 7573] },
    '0.16': { l2: [9120], bgp: [9120, 9121], 'frr-k8s': [9120, 9140, 9141] },
  }[version === '0.15' ? '0.15' : '0.16'][mode === 'bgp' || mode === 'frr-k8s' ? mode : 'l2']
  const speaks = mode === 'bgp' || mode === 'frr-k8s'
  return [
    ...(speaks
      ? []
      : [
          ...onBoth('metallb-memberlist', 'tcp', [7946], between),
          ...onBoth('metallb-memberlist-udp', 'udp', [7946], between),
        ]),
    ...(speaks && bfd === true ? onBoth('metallb-bfd', 'udp', [3784], routers) : []),
    ...(metrics === true ? onBoth('metallb-metrics', 'tcp', ports, monitors) : []),
  ]
}
