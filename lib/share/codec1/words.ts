/**
 * Words that codec 1 writes as a number: their place in this list. One with numbers in it stands for every text that
 * differs in its numbers alone. **Frozen**: links that people keep name these places, so no word is ever moved, changed,
 * taken out, put in between or added: what is not here is written in letters.
 */
const lists = [
  // The first 63 take one byte.
  'name role subnet addresses controlplane worker nics publicAddresses cidrs subnets nodes version talos kubernetes cni admin',
  'posture plugin cidr may targets pools count loadBalancers loadBalancerIPs for from ports protocol listeners on listener',
  'addons egress overrides accepted code reason until owner expectations ask want allow deny standard strict relaxed',
  'anywhere cluster tcp lb udp cilium calico transport management nodePorts enabled defaultAction accept add at',
  // These take two.
  'id mode discovery talosctl talhelper omni capi podCIDRs serviceCIDRs apiPort endpoint vip kubeProxy tunnelPort encryption',
  'none flannel vxlan wireguard host-gw geneve native ipip bgp ipsec clusterCIDRs vlan min max healthFrom preservesSource',
  'kubernetes-api talos-api trustd nodeports range protocols open restricted dns ntp https also to guest nic router checklist',
  'icmp icmpv6 sctp gre esp vrrp block interfaces options environment vmids namespaces pods subnet:control admin:office cidr:10.0.0.0/8',
  'kubespan talos-api-access talos-bgp dhcp6 disk-kms platform metrics-server prometheus node-exporter control-plane-metrics',
  'kube-proxy-metrics etcd-metrics ingress metallb kube-vip keepalived rook-ceph mayastor linstor nfs iscsi smb ceph-client',
  'hubble cilium-metrics cilium-mutual-auth clustermesh cilium-bgp cilium-vtep cilium-ingress cilium-gateway',
  'cilium-kpr-healthz cilium-host-firewall calico-ebpf calico-metrics calico-bgp-peers flannel-manifest antrea kube-ovn',
  'kube-router longhorn openebs cert-manager argocd flux nat peers servers interface port etcd kubelet apid cni-vxlan',
  'terraform-aws pfsense opnsense proxmox nftables switch-acl hardening terraform-hetzner unifi mikrotik vyos',
  'control workers storage office vpn home bastion monitoring lan wan prod staging home-lab api node pool',
  'cp-1 worker-1 control-1 node-1 web-1 gpu-1 10.0.0.1 10.0.0.0/24 192.168.1.10-192.168.1.20 30000-32767 opt1',
] as const
export const words: readonly string[] = lists.flatMap((list) => list.split(' '))
