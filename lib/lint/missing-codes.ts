/** Which finding a missing flow is; facts/flows.md 9 names them. A needed flow without a line here fails a test. */
import type { Design, Role } from '../design/design'
import { scrapesKubelet } from '../design/features'
import type { Severity } from './finding'

export interface MissingCode {
  readonly code: string
  readonly listener: string
  readonly users: readonly string[]
  readonly on?: Role
  /** One port of several, where each has a finding of its own. */
  readonly port?: number
  readonly severity: Severity
  readonly worse?: (design: Design) => boolean
  readonly breaks: string
}

const nodes = ['nodes', 'controlplane', 'worker']

/** Plugins that Talos does not know, by their tunnels and by what their agents say to each other. */
const tunnels = [
  ...['flannel-vxlan', 'flannel-ipip', 'flannel-udp'],
  ...['antrea-geneve', 'antrea-vxlan', 'antrea-stt', 'antrea-gre'],
  ...['kube-ovn-geneve', 'kube-ovn-vxlan', 'kube-ovn-stt', 'kube-router-ipip', 'kube-router-fou'],
]
const agents = ['antrea-agents', 'antrea-members', 'kube-ovn-central', 'kube-router-bgp']
const scraped = [
  ...['cilium-agent-metrics', 'cilium-operator-metrics', 'cilium-envoy-metrics', 'hubble-metrics'],
  ...['calico-felix-metrics', 'calico-typha-metrics', 'kube-ovn-metrics', 'kube-proxy-metrics'],
  ...['metallb-metrics', 'kube-vip-metrics', 'etcd-metrics', 'etcd-http', 'rook-ceph-manager'],
]
const volumes = [
  ...['rook-ceph-mon', 'rook-ceph-daemons', 'linstor-satellite', 'linstor-drbd'],
  ...['mayastor-grpc', 'mayastor-nvmf', 'mayastor-ha'],
]

export const missingCodes: readonly MissingCode[] = [
  line('apid-cp-to-worker', 'apid', ['controlplane'], 'error', 'talosctl -n with a worker fails', { on: 'worker' }),
  line('apid-cp-to-cp', 'apid', ['controlplane'], 'warning', 'commands for several nodes fail', { on: 'controlplane' }),
  line('trustd-missing', 'trustd', ['worker'], 'error', 'workers get no certificate and never become ready'),
  line('etcd-client-missing', 'etcd', ['controlplane'], 'error', 'new members wait to join for ever', { port: 2379 }),
  line('etcd-peer-missing', 'etcd', ['controlplane'], 'error', 'members find no quorum', { port: 2380 }),
  line('kubelet-cp-missing', 'kubelet', ['controlplane'], 'error', 'logs, exec and port-forward fail'),
  line('kubelet-cp-only', 'kubelet', ['nodes'], 'warning', 'metrics of nodes are missing', { worse: scrapesKubelet }),
  line('kubelet-pods-missing', 'kubelet', ['pods'], 'warning', 'a scraper cannot reach the kubelet of its own node'),
  line('api-nodes-missing', 'kubernetes-api', ['nodes'], 'error', 'kubelets cannot register'),
  line('api-pods-missing', 'kubernetes-api', ['pods'], 'error', 'pods on control planes, CoreDNS too, time out'),
  line('kubespan-port-missing', 'kubespan', nodes, 'error', 'the mesh stays down'),
  line('kubespan-source-narrow', 'kubespan', ['anywhere'], 'error', 'peers behind address translation stay out'),
  line('cni-port-missing', 'cni-vxlan', nodes, 'error', 'pods on different nodes cannot talk'),
  line('cni-port-missing', 'cni-geneve', nodes, 'error', 'pods on different nodes cannot talk'),
  line('cni-port-missing', 'cni-ipip', nodes, 'error', 'pods on different nodes cannot talk'),
  line('wg-port-missing', 'cni-wireguard', nodes, 'error', 'pods on different nodes cannot talk'),
  line('wg-port-missing', 'cilium-wireguard', nodes, 'error', 'encrypted pods cannot talk'),
  line('wg-port-missing', 'calico-wireguard', nodes, 'error', 'encrypted pods cannot talk'),
  line('ipsec-esp-missing', 'cilium-ipsec', nodes, 'error', 'encrypted pods cannot talk'),
  line('cilium-health-missing', 'cilium-health', nodes, 'info', 'health reports are red, traffic is fine'),
  line('hubble-relay-4244', 'hubble-peer', nodes, 'warning', 'Relay shows no flows'),
  line('hostmetrics-pods-missing', 'hubble-peer', ['pods'], 'warning', 'one agent is always missing in Relay'),
  line('hostmetrics-pods-missing', 'node-exporter', ['nodes', 'pods'], 'warning', 'a scraper misses targets'),
  line('calico-bgp-missing', 'calico-bgp', nodes, 'error', 'nodes learn no routes to pods'),
  line('calico-typha-missing', 'calico-typha', nodes, 'error', 'agents never receive their policy'),
  line('metallb-memberlist-missing', 'metallb-memberlist', nodes, 'warning', 'failover is slow'),
  line('metallb-memberlist-missing', 'metallb-memberlist-udp', nodes, 'warning', 'failover is slow'),
  line('talos-api-pods', 'apid', ['nodes', 'pods'], 'warning', 'pods with access to it cannot use it', {
    on: 'controlplane',
  }),
  line('calico-ebpf-vxlan', 'calico-ebpf-vxlan', nodes, 'warning', 'NodePorts fail across nodes'),
  line('hostport-blocked', 'host-ingress', ['anywhere'], 'warning', 'nobody reaches the ingress'),
  line('hostport-blocked', 'host-ingress-http3', ['anywhere'], 'warning', 'HTTP/3 falls back to TCP'),
  line('hostport-blocked', 'cilium-ingress', ['anywhere'], 'warning', 'nobody reaches the ingress'),
  line('hostport-blocked', 'cilium-gateway', ['anywhere'], 'warning', 'nobody reaches the gateway'),
  ...tunnels.map((id) => line('cni-port-missing', id, nodes, 'error', 'pods on different nodes cannot talk')),
  ...agents.map((id) => line('cni-port-missing', id, nodes, 'error', 'agents of the plugin lose each other')),
  line('wg-port-missing', 'flannel-wireguard', nodes, 'error', 'pods on different nodes cannot talk'),
  line('wg-port-missing', 'antrea-wireguard', nodes, 'error', 'encrypted pods cannot talk'),
  line('ipsec-esp-missing', 'flannel-ipsec', nodes, 'error', 'pods on different nodes cannot talk'),
  line('ipsec-esp-missing', 'flannel-ike', nodes, 'error', 'nodes agree on no keys'),
  ...scraped.map((id) =>
    line('hostmetrics-pods-missing', id, ['nodes', 'pods'], 'warning', 'a scraper misses targets'),
  ),
  line('addon-flow-missing', 'cilium-mutual-auth', nodes, 'error', 'pods that must prove themselves cannot talk'),
  line('addon-flow-missing', 'keepalived-vrrp', nodes, 'error', 'several nodes take the address at once'),
  ...volumes.map((id) => line('addon-flow-missing', id, [...nodes, 'pods'], 'error', 'volumes hang')),
  line('icmpv6-filtered', 'icmpv6-nd', ['anywhere'], 'error', 'IPv6 neighbours are not found'),
  line('icmpv6-filtered', 'icmpv6-pmtu', ['anywhere'], 'error', 'large packets vanish'),
  line('icmp-pmtu-blocked', 'icmp-pmtu', ['anywhere'], 'warning', 'large packets vanish in tunnels'),
]

function line(
  code: string,
  listener: string,
  users: readonly string[],
  severity: Severity,
  breaks: string,
  more: Pick<MissingCode, 'worse' | 'port' | 'on'> = {},
): MissingCode {
  return { code, listener, users, severity, breaks, ...more }
}
