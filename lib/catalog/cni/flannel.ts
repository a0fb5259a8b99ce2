import { subnetFamilies, transportOf } from '../../design/features'
import type { CatalogListener } from '../listener'
import { overlayUsers, vxlanListener } from './overlay'

export const flannelListeners: readonly CatalogListener[] = [
  // Talos sets 4789; upstream Flannel would use the kernel's 8472.
  vxlanListener({
    plugin: 'flannel',
    title: 'Flannel',
    port: 4789,
    because: 'Flannel as Talos installs it carries pods in VXLAN.',
    source: 'talos-flannel',
  }),
  {
    id: 'cni-wireguard',
    title: 'WireGuard overlay',
    protocol: 'udp',
    // The IPv6 tunnel has a port of its own.
    ports: (design) => {
      const first = design.cni.tunnelPort ?? 51820
      return [{ from: first, to: subnetFamilies(design).includes(6) ? first + 1 : first }]
    },
    when: (design) => design.cni.plugin === 'flannel' && transportOf(design) === 'wireguard',
    condition: 'Flannel with WireGuard',
    users: overlayUsers,
    purpose: 'Pod traffic between nodes, encrypted',
    because: () => 'Flannel carries pods in WireGuard.',
    field: 'cni/transport',
    risk: 'low',
    need: 'required',
    source: 'flannel-backends',
  },
]
