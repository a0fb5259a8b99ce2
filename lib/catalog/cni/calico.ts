import type { Design } from '../../design/design'
import { subnetFamilies, transportOf } from '../../design/features'
import { type CatalogListener, port } from '../listener'
import { overlayUsers, vxlanListener } from './overlay'

function isCalico(design: Design): boolean {
  return design.cni.plugin === 'calico'
}

export const calicoListeners: readonly CatalogListener[] = [
  vxlanListener({ plugin: 'calico', port: 4789, because: 'Calico carries pods in VXLAN.', source: 'calico-ports' }),
  {
    id: 'cni-ipip',
    title: 'IP-in-IP overlay',
    protocol: 'ipip',
    ports: () => [],
    when: (design) => isCalico(design) && transportOf(design) === 'ipip',
    users: overlayUsers,
    purpose: 'Pod traffic between nodes',
    because: () => 'Calico carries pods in IP-in-IP.',
    field: 'cni/transport',
    risk: 'high',
    need: 'required',
    source: 'calico-ports',
  },
  {
    id: 'calico-bgp',
    title: 'Calico BGP',
    protocol: 'tcp',
    ports: () => port(179),
    when: (design) => isCalico(design) && ['ipip', 'bgp'].includes(transportOf(design)),
    users: overlayUsers,
    purpose: 'Nodes exchange pod routes',
    because: () => 'Calico distributes routes by BGP with this transport.',
    field: 'cni/transport',
    risk: 'high',
    need: 'required',
    source: 'calico-ports',
  },
  {
    id: 'calico-typha',
    title: 'Calico Typha',
    protocol: 'tcp',
    ports: () => port(5473),
    when: isCalico,
    users: overlayUsers,
    purpose: 'Agents read policy from Typha',
    because: () => 'The operator always installs Typha, on any node.',
    field: 'cni/plugin',
    risk: 'high',
    need: 'required',
    source: 'calico-ports',
  },
  {
    id: 'calico-wireguard',
    title: 'Calico WireGuard',
    protocol: 'udp',
    // The IPv6 tunnel has a port of its own.
    ports: (design) => [{ from: 51820, to: subnetFamilies(design).includes(6) ? 51821 : 51820 }],
    when: (design) => isCalico(design) && design.cni.encryption === 'wireguard',
    users: overlayUsers,
    purpose: 'Encrypted pod traffic between nodes',
    because: () => 'Encryption is WireGuard.',
    field: 'cni/encryption',
    risk: 'low',
    need: 'required',
    source: 'calico-felix',
  },
]
