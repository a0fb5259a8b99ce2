import type { Design } from '../../design/design'
import { addonOf, subnetFamilies, transportOf } from '../../design/features'
import { addonListener, metricsListener } from '../addon-listener'
import { type CatalogListener, port } from '../listener'
import { overlayUsers, overlayUsersAnd, vxlanListener } from './overlay'

function isCalico(design: Design): boolean {
  return design.cni.plugin === 'calico'
}

export const calicoListeners: readonly CatalogListener[] = [
  vxlanListener({
    plugin: 'calico',
    title: 'Calico',
    port: 4789,
    because: 'Calico carries pods in VXLAN.',
    source: 'calico-ports',
  }),
  {
    id: 'cni-ipip',
    title: 'IP-in-IP overlay',
    protocol: 'ipip',
    ports: () => [],
    when: (design) => isCalico(design) && transportOf(design) === 'ipip',
    condition: 'Calico with IP-in-IP',
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
    when: (design) =>
      isCalico(design) &&
      (['ipip', 'bgp'].includes(transportOf(design)) || addonOf(design, 'calico-bgp-peers') !== undefined),
    condition: 'Calico with IP-in-IP or BGP, or with BGP peers',
    users: overlayUsersAnd('from of calico-bgp-peers'),
    purpose: 'Nodes exchange pod routes',
    because: (design) =>
      transportOf(design) === 'vxlan'
        ? 'BGP is on for its peers.'
        : 'Calico distributes routes by BGP with this transport.',
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
    condition: 'Calico',
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
    condition: 'Calico with WireGuard encryption',
    users: overlayUsers,
    purpose: 'Encrypted pod traffic between nodes',
    because: () => 'Encryption is WireGuard.',
    field: 'cni/encryption',
    risk: 'low',
    need: 'required',
    source: 'calico-felix',
  },
  addonListener({
    id: 'calico-ebpf-vxlan',
    title: 'Calico eBPF forwarding',
    addon: 'calico-ebpf',
    protocol: 'udp',
    ports: 4789,
    when: (_, design) => isCalico(design) && transportOf(design) !== 'vxlan',
    condition: 'Calico with its eBPF dataplane, even without an overlay',
    users: ['nodes'],
    purpose: 'Nodes forward NodePort traffic to each other',
    because: 'The eBPF dataplane tunnels NodePort traffic in VXLAN whatever carries pods.',
    risk: 'high',
    need: 'required',
    source: 'calico-ebpf',
  }),
  addonListener({
    id: 'calico-ebpf-healthz',
    title: 'Calico eBPF health',
    addon: 'calico-ebpf',
    protocol: 'tcp',
    ports: 10256,
    when: (_, design) => isCalico(design) && !design.kubernetes.kubeProxy,
    condition: 'Calico with its eBPF dataplane in place of kube-proxy',
    users: ['lb(nodeports)'],
    purpose: 'Health checks of load balancers before NodePorts',
    because: 'Felix answers in place of kube-proxy.',
    risk: 'low',
    need: 'optional',
    source: 'calico-felix',
  }),
  metricsListener({
    id: 'calico-felix-metrics',
    title: 'Felix metrics',
    addon: 'calico-metrics',
    ports: 9091,
    when: (_, design) => isCalico(design),
    condition: 'Calico with prometheusMetricsEnabled',
    source: 'calico-metrics',
  }),
  metricsListener({
    id: 'calico-typha-metrics',
    title: 'Typha metrics',
    addon: 'calico-metrics',
    // The manual names 9091 in one place; the code says 9093.
    ports: 9093,
    when: (_, design) => isCalico(design),
    condition: 'Calico with typhaMetricsPort',
    source: 'calico-felix',
  }),
]
