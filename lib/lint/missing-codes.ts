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
