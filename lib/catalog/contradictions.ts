/** Where the three documents that this began with disagree with each other, and what is true. */
import type { SourceKey } from './source'

export interface Contradiction {
  readonly topic: string
  /** What each document says; a dash where it is silent. */
  readonly says: readonly [guide: string, manual: string, hardening: string]
  readonly verdict: string
  readonly source: SourceKey
}

/** The deployment guide for clouds and own machines, the manual of Talos, and the hardening guide. */
export const seedDocuments = ['Deployment guide', 'Talos manual', 'Hardening guide'] as const

export const contradictions: readonly Contradiction[] = [
  {
    topic: 'Tunnel of Cilium',
    says: ['udp 6081', 'udp 8472', '–'],
    verdict: '8472 with VXLAN, the default; 6081 only with Geneve; a tunnelPort of one’s own replaces both.',
    source: 'cilium-routing',
  },
  {
    topic: 'Health of Cilium',
    says: ['tcp 4240', '–', 'tcp 4244'],
    verdict: '4240, and recommended rather than required. 4244 is Hubble.',
    source: 'cilium-ports',
  },
  {
    topic: 'Hubble 4244',
    says: ['–', '–', 'called health'],
    verdict: 'Needed where Relay reads the agents: from nodes, and from pods inside the node.',
    source: 'cilium-values',
  },
  {
    topic: 'Kubelet 10250',
    says: ['nodes and the whole network', 'the cluster subnet', 'control planes only'],
    verdict:
      'All nodes, and pods inside the node: control planes alone break every scraper, the whole network is wider than needed.',
    source: 'metrics-server',
  },
  {
    topic: 'Talos API on control planes',
    says: ['all nodes and admins', 'anywhere', 'admins only'],
    verdict: 'Control planes and admins: workers never call it, and control planes pass requests on to each other.',
    source: 'talos-apid',
  },
  {
    topic: 'Talos API on workers',
    says: ['control planes, and admins from the network', 'the cluster subnet', 'admins only'],
    verdict: 'Control planes: they relay what talosctl asks. Admins reach workers directly in maintenance mode only.',
    source: 'talos-apid',
  },
  {
    topic: 'trustd 50001',
    says: ['workers', 'the cluster subnet', '–'],
    verdict: 'Workers: without it they never get a certificate.',
    source: 'talos-trustd',
  },
  {
    topic: 'etcd 2379-2380',
    says: ['control planes', 'control planes', 'control planes'],
    verdict: 'Right; from Talos 1.14 on 2383 serves metrics too and needs the same care.',
    source: 'talos-etcd',
  },
  {
    topic: 'Controller manager and scheduler',
    says: ['between control planes', '–', '–'],
    verdict: 'Both listen on loopback, so a rule does nothing unless a bind address is set.',
    source: 'talos-static-pods',
  },
  {
    topic: 'Tunnel of Flannel',
    says: ['–', 'udp 4789', '–'],
    verdict: '4789 as Talos installs it; 8472 by Flannel’s own manifest.',
    source: 'talos-flannel',
  },
  {
    topic: 'ICMP',
    says: ['the whole network', 'by itself, five a second', '–'],
    verdict: 'The firewall of Talos admits it by itself at five packets a second; every other box needs a rule.',
    source: 'talos-firewall',
  },
  {
    topic: 'NodePorts and the firewall of Talos',
    says: ['–', 'they pass it', '–'],
    verdict: 'Filtered with kube-proxy since Talos 1.10; still passed by where Cilium replaces kube-proxy.',
    source: 'talos-firewall',
  },
  {
    topic: 'iptables',
    says: ['not supported', 'nftables instead', '–'],
    verdict: 'The firewall of Talos itself is nftables; network plugins may still use iptables beside it.',
    source: 'talos-firewall',
  },
  {
    topic: 'Everything between nodes',
    says: ['recommended', '–', '–'],
    verdict: 'Works, and lets one machine taken reach etcd and the Talos API: the relaxed posture, with a warning.',
    source: 'talos-connectivity',
  },
  {
    topic: 'KubeSpan 51820',
    says: ['–', 'its interface is trusted', 'all nodes'],
    verdict: 'Right port; peers behind address translation arrive from addresses nobody knows, so from anywhere then.',
    source: 'kubespan',
  },
]
