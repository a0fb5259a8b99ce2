import type { Design } from '../../design/design'
import { addonOf, transportOf } from '../../design/features'
import { type CatalogListener, onBoth, port } from '../listener'
import { overlayUsersAnd, vxlanListener } from './overlay'

/** Nodes and pods of other clusters in the same mesh use them too. */
const meshUsers = overlayUsersAnd('from of clustermesh')

export function isCilium(design: Design): boolean {
  return design.cni.plugin === 'cilium'
}

export const ciliumListeners: readonly CatalogListener[] = [
  vxlanListener({
    plugin: 'cilium',
    title: 'Cilium',
    port: 8472,
    because: 'Cilium tunnels pods in VXLAN.',
    source: 'cilium-ports',
    users: overlayUsersAnd('from of clustermesh', 'from of cilium-vtep'),
  }),
  {
    id: 'cni-geneve',
    title: 'Geneve overlay',
    protocol: 'udp',
    ports: (design) => port(design.cni.tunnelPort ?? 6081),
    when: (design) => isCilium(design) && transportOf(design) === 'geneve',
    condition: 'Cilium with Geneve',
    users: meshUsers,
    purpose: 'Pod traffic between nodes',
    because: () => 'Cilium tunnels pods in Geneve.',
    field: 'cni/transport',
    risk: 'high',
    need: 'required',
    source: 'cilium-ports',
  },
  {
    id: 'cilium-health',
    title: 'Cilium health',
    protocol: 'tcp',
    ports: () => port(4240),
    when: isCilium,
    condition: 'Cilium',
    users: meshUsers,
    purpose: 'Agents check each other',
    because: () => 'Cilium checks health between agents by default.',
    field: 'cni/plugin',
    risk: 'medium',
    need: 'recommended',
    source: 'cilium-ports',
  },
  {
    id: 'cilium-wireguard',
    title: 'Cilium WireGuard',
    protocol: 'udp',
    ports: () => port(51871),
    when: (design) => isCilium(design) && design.cni.encryption === 'wireguard',
    condition: 'Cilium with WireGuard encryption',
    users: meshUsers,
    purpose: 'Encrypted pod traffic between nodes',
    because: () => 'Encryption is WireGuard.',
    field: 'cni/encryption',
    risk: 'low',
    need: 'required',
    source: 'cilium-wireguard',
  },
  {
    id: 'cilium-ipsec',
    title: 'Cilium IPsec',
    protocol: 'esp',
    ports: () => [],
    when: (design) => isCilium(design) && design.cni.encryption === 'ipsec',
    condition: 'Cilium with IPsec encryption',
    users: meshUsers,
    purpose: 'Encrypted pod traffic between nodes',
    because: () => 'Encryption is IPsec: ESP, with keys from a Secret and no IKE.',
    field: 'cni/encryption',
    risk: 'low',
    need: 'required',
    source: 'cilium-ipsec',
  },
  {
    id: 'hubble-peer',
    title: 'Hubble',
    protocol: 'tcp',
    ports: () => port(4244),
    when: (design) => isCilium(design) && addonOf(design, 'hubble') !== undefined,
    condition: 'Cilium with Hubble Relay',
    users: {
      relaxed: () => onBoth('nodes'),
      standard: () => onBoth('nodes', 'pods'),
      strict: () => onBoth('nodes', 'pods'),
    },
    purpose: 'Hubble Relay collects flows from the agents',
    because: () => 'Relay is a pod: on its own node it arrives with its pod address.',
    field: 'addons/hubble',
    risk: 'high',
    need: 'required',
    source: 'cilium-values',
  },
]
