/** Every overlay that a CNI choice brings, with the port it really uses: by hand from `facts/flows.md` 5.5 to 5.7. */
import type { DesignInput } from '@/lib/design/design'

export type OverlayKind = 'vxlan' | 'geneve' | 'wireguard' | 'ipip' | 'esp'

export interface Overlay {
  readonly name: string
  readonly change: Partial<DesignInput>
  /** The listener whose rules it needs. */
  readonly listener: string
  readonly kind: OverlayKind
  /** The port that both ends listen on; none where it is an IP protocol of its own. */
  readonly port?: number
  /** Family of the nodes' addresses that carry it. */
  readonly family: 4 | 6
}

export const overlays: readonly Overlay[] = [
  { name: 'Flannel VXLAN', change: {}, listener: 'cni-vxlan', kind: 'vxlan', port: 4789, family: 4 },
  { name: 'Flannel VXLAN over IPv6', change: {}, listener: 'cni-vxlan', kind: 'vxlan', port: 4789, family: 6 },
  {
    name: 'Flannel WireGuard',
    change: { cni: { plugin: 'flannel', transport: 'wireguard' } },
    listener: 'cni-wireguard',
    kind: 'wireguard',
    port: 51820,
    family: 4,
  },
  {
    name: 'Flannel WireGuard, the IPv6 tunnel',
    change: { cni: { plugin: 'flannel', transport: 'wireguard' } },
    listener: 'cni-wireguard',
    kind: 'wireguard',
    port: 51821,
    family: 6,
  },
  {
    name: 'Calico VXLAN',
    change: { cni: { plugin: 'calico' } },
    listener: 'cni-vxlan',
    kind: 'vxlan',
    port: 4789,
    family: 4,
  },
  {
    name: 'Calico WireGuard',
    change: { cni: { plugin: 'calico', encryption: 'wireguard' } },
    listener: 'calico-wireguard',
    kind: 'wireguard',
    port: 51820,
    family: 4,
  },
  {
    name: 'Cilium VXLAN',
    change: { cni: { plugin: 'cilium' } },
    listener: 'cni-vxlan',
    kind: 'vxlan',
    port: 8472,
    family: 4,
  },
  {
    name: 'Cilium Geneve',
    change: { cni: { plugin: 'cilium', transport: 'geneve' } },
    listener: 'cni-geneve',
    kind: 'geneve',
    port: 6081,
    family: 4,
  },
  {
    name: 'Cilium WireGuard',
    change: { cni: { plugin: 'cilium', encryption: 'wireguard' } },
    listener: 'cilium-wireguard',
    kind: 'wireguard',
    port: 51871,
    family: 4,
  },
  {
    name: 'KubeSpan',
    change: { addons: ['kubespan'] },
    listener: 'kubespan',
    kind: 'wireguard',
    port: 51820,
    family: 4,
  },
  {
    name: 'Calico IP-in-IP',
    change: { cni: { plugin: 'calico', transport: 'ipip' } },
    listener: 'cni-ipip',
    kind: 'ipip',
    family: 4,
  },
  {
    name: 'Cilium IPsec',
    change: { cni: { plugin: 'cilium', encryption: 'ipsec' } },
    listener: 'cilium-ipsec',
    kind: 'esp',
    family: 4,
  },
]
