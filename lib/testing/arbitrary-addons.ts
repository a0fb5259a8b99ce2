/** Add-ons of a random design, their options too; none of them wants a port that something else has. */
import { addonCatalog } from '@/lib/catalog/addons'
import type { CniPlugin, CniTransport } from '@/lib/design/cni'
import type { DesignInput } from '@/lib/design/design'
import type { Draw } from './draw'

type Part<Key extends keyof DesignInput> = NonNullable<DesignInput[Key]>

export interface DrawnCni {
  readonly plugin: CniPlugin
  readonly encryption: 'none' | 'wireguard' | 'ipsec'
  readonly transport?: CniTransport
  readonly tunnelPort?: number
}

interface Drawn {
  readonly cni: DrawnCni
  readonly kubernetes: Part<'kubernetes'>
  readonly listeners: Part<'listeners'>
}

export function drawFrom(draw: Draw, principals: readonly string[], least: number): string[] {
  return [...new Set(new Array(draw.between(least, 3)).fill(0).map(() => draw.pick(principals)))]
}

export function drawAddons(draw: Draw, drawn: Drawn, principals: readonly string[]): Part<'addons'> {
  const { cni } = drawn
  const addons: Part<'addons'> = []
  // Flannel's and Calico's WireGuard listen on the port of KubeSpan.
  const takesKubespanPort = cni.transport === 'wireguard' || (cni.plugin === 'calico' && cni.encryption === 'wireguard')
  if (!takesKubespanPort && draw.chance(25)) {
    addons.push(draw.chance(30) ? { id: 'kubespan', nat: true } : 'kubespan')
  }
  if (cni.plugin === 'cilium' && draw.chance(40)) addons.push('hubble')
  if (draw.chance(25)) addons.push(draw.chance(50) ? { id: 'metallb', mode: 'l2' } : 'metallb')
  if (draw.chance(30)) addons.push('metrics-server')
  for (const id of ['node-exporter', 'control-plane-metrics']) {
    if (draw.chance(25)) addons.push(draw.chance(40) ? { id, from: drawFrom(draw, principals, 1) } : id)
  }
  if (draw.chance(35)) addons.push(...drawRare(draw, drawn, principals))
  return addons
}

const common = ['kubespan', 'hubble', 'metallb', 'metrics-server', 'node-exporter', 'control-plane-metrics']

/** Pairs of which a design has one at most, because both want a port. */
const rivals: readonly (readonly string[])[] = [
  ['rook-ceph', 'linstor', 'antrea', 'kube-ovn'],
  ['talos-bgp', 'calico-bgp-peers', 'kube-router'],
  ['flannel-manifest', 'antrea', 'kube-ovn', 'kube-router'],
  ['ingress', 'cilium-gateway'],
]

/** One or two of those that few clusters have. */
function drawRare(draw: Draw, drawn: Drawn, principals: readonly string[]): Part<'addons'> {
  const { cni, kubernetes, listeners } = drawn
  const fits = addonCatalog.filter(({ id, plugin }) => {
    if (common.includes(id) || (plugin !== undefined && plugin !== cni.plugin)) return false
    // Ports of their own that listeners, the API or another tunnel of these designs may have.
    if (id === 'ingress' || id === 'cilium-gateway') return listeners.length === 0
    if (id === 'rook-ceph' || id === 'linstor') return kubernetes.apiPort === undefined
    if (id === 'talos-bgp') return cni.plugin !== 'calico'
    if (id === 'cilium-kpr-healthz') return kubernetes.kubeProxy === false
    return true
  })
  const first = draw.pick(fits)
  const second = draw.pick(fits)
  const areRivals = first === second || rivals.some((group) => group.includes(first.id) && group.includes(second.id))
  return (areRivals || draw.chance(50) ? [first] : [first, second]).map(({ id, options = [] }) => ({
    id,
    ...Object.fromEntries(
      options.flatMap((option): [string, boolean | number | string | string[]][] => {
        // WireGuard listens beside KubeSpan only at another port.
        if (option.kind === 'port') return option.usual === 51820 ? [[option.key, 51990 + id.length]] : []
        if (id === 'antrea' && option.key === 'wireguard') return []
        if (draw.chance(40)) return []
        switch (option.kind) {
          case 'flag':
            return [[option.key, draw.chance(70)]]
          case 'choice':
            // Flannel's WireGuard, too, listens on the port of KubeSpan.
            return [
              [
                option.key,
                draw.pick(
                  option.choices.map((choice) => choice.id).filter((one) => one !== 'wireguard' || id === 'kube-vip'),
                ),
              ],
            ]
          default:
            return [[option.key, drawFrom(draw, principals, 1)]]
        }
      }),
    ),
  }))
}
