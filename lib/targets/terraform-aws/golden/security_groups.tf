# Portcullis: security groups of prod-fra, posture standard.
# One group a role, and one for each node or pool that a listener names.

resource "aws_security_group" "control_plane" {
  name        = "${var.environment}-talos-control-plane-sg"
  description = "Talos control planes"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, {
    Name     = "${var.environment}-talos-control-plane-sg"
    NodeType = "control-plane"
  })
}

resource "aws_security_group" "worker" {
  name        = "${var.environment}-talos-worker-sg"
  description = "Talos workers"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, {
    Name     = "${var.environment}-talos-worker-sg"
    NodeType = "worker"
  })
}

resource "aws_security_group" "pool_data" {
  name        = "${var.environment}-talos-pool-data-sg"
  description = "Talos pool data"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, {
    Name     = "${var.environment}-talos-pool-data-sg"
    NodeType = "pool-data"
  })
}

resource "aws_security_group" "pool_general" {
  name        = "${var.environment}-talos-pool-general-sg"
  description = "Talos pool general"
  vpc_id      = var.vpc_id

  tags = merge(var.tags, {
    Name     = "${var.environment}-talos-pool-general-sg"
    NodeType = "pool-general"
  })
}

# apid/controlplane: Admins manage control planes; control planes relay requests to every node.
resource "aws_vpc_security_group_ingress_rule" "control_plane_apid_tcp_50000_from_control_plane" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Talos API from group control_plane"
  from_port                    = 50000
  to_port                      = 50000
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

# trustd/controlplane: A worker without it loses its Talos API within a day.
resource "aws_vpc_security_group_ingress_rule" "control_plane_trustd_tcp_50001_from_worker" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "trustd from group worker"
  from_port                    = 50001
  to_port                      = 50001
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

# kubelet/controlplane: The API server calls it, and scrapers on any node.
resource "aws_vpc_security_group_ingress_rule" "control_plane_kubelet_tcp_10250_from_control_plane" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Kubelet from group control_plane"
  from_port                    = 10250
  to_port                      = 10250
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_kubelet_tcp_10250_from_worker" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Kubelet from group worker"
  from_port                    = 10250
  to_port                      = 10250
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_kubelet_tcp_10250_from_pods" {
  for_each = var.cni_type == "cilium" ? toset([
    "10.244.0.0/16",
  ]) : toset([])

  security_group_id = aws_security_group.control_plane.id
  description       = "Kubelet from pods"
  from_port         = 10250
  to_port           = 10250
  ip_protocol       = "tcp"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_kubelet_tcp_10250_from_pods_ipv6" {
  for_each = var.cni_type == "cilium" ? toset([
    "fc00:db8:10::/56",
  ]) : toset([])

  security_group_id = aws_security_group.control_plane.id
  description       = "Kubelet from pods"
  from_port         = 10250
  to_port           = 10250
  ip_protocol       = "tcp"
  cidr_ipv6         = each.value
}

# kubernetes-api/controlplane: Every node and every admin of Kubernetes calls the API server; so do pods on its own node.
resource "aws_vpc_security_group_ingress_rule" "control_plane_kubernetes_api_tcp_6443_from_control_plane" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Kubernetes API from group control_plane"
  from_port                    = 6443
  to_port                      = 6443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_kubernetes_api_tcp_6443_from_worker" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Kubernetes API from group worker"
  from_port                    = 6443
  to_port                      = 6443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_kubernetes_api_tcp_6443_from_nodes_addresses" {
  for_each = toset([
    "10.40.0.0/20",
    "10.40.16.11/32",
    "10.40.16.50/31",
    "10.40.16.52/32",
    "10.40.32.11/32",
  ])

  security_group_id = aws_security_group.control_plane.id
  description       = "Kubernetes API from nodes"
  from_port         = 6443
  to_port           = 6443
  ip_protocol       = "tcp"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_kubernetes_api_tcp_6443_from_lb_kubernetes_api" {
  for_each = toset([
    "10.40.16.200/32",
    "10.40.32.200/32",
  ])

  security_group_id = aws_security_group.control_plane.id
  description       = "Kubernetes API from lb(kubernetes-api)"
  from_port         = 6443
  to_port           = 6443
  ip_protocol       = "tcp"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_kubernetes_api_tcp_6443_from_pods" {
  for_each = var.cni_type == "cilium" ? toset([
    "10.244.0.0/16",
  ]) : toset([])

  security_group_id = aws_security_group.control_plane.id
  description       = "Kubernetes API from pods"
  from_port         = 6443
  to_port           = 6443
  ip_protocol       = "tcp"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_kubernetes_api_tcp_6443_from_nodes_addresses_ipv6" {
  for_each = toset([
    "2001:db8:40::/64",
    "2001:db8:40:1::/64",
    "2001:db8:40:2::11/128",
  ])

  security_group_id = aws_security_group.control_plane.id
  description       = "Kubernetes API from nodes"
  from_port         = 6443
  to_port           = 6443
  ip_protocol       = "tcp"
  cidr_ipv6         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_kubernetes_api_tcp_6443_from_pods_ipv6" {
  for_each = var.cni_type == "cilium" ? toset([
    "fc00:db8:10::/56",
  ]) : toset([])

  security_group_id = aws_security_group.control_plane.id
  description       = "Kubernetes API from pods"
  from_port         = 6443
  to_port           = 6443
  ip_protocol       = "tcp"
  cidr_ipv6         = each.value
}

# etcd/controlplane: Only control planes are members; the API server uses loopback.
resource "aws_vpc_security_group_ingress_rule" "control_plane_etcd_tcp_2379_2380_from_control_plane" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "etcd from group control_plane"
  from_port                    = 2379
  to_port                      = 2380
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

# cilium-health/controlplane: Cilium checks health between agents by default.
resource "aws_vpc_security_group_ingress_rule" "control_plane_cilium_health_tcp_4240_from_control_plane" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "Cilium health from group control_plane"
  from_port                    = 4240
  to_port                      = 4240
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_cilium_health_tcp_4240_from_worker" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "Cilium health from group worker"
  from_port                    = 4240
  to_port                      = 4240
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

# hubble-peer/controlplane: Relay is a pod: on its own node it arrives with its pod address.
resource "aws_vpc_security_group_ingress_rule" "control_plane_hubble_peer_tcp_4244_from_control_plane" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "Hubble from group control_plane"
  from_port                    = 4244
  to_port                      = 4244
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_hubble_peer_tcp_4244_from_worker" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "Hubble from group worker"
  from_port                    = 4244
  to_port                      = 4244
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_hubble_peer_tcp_4244_from_pods" {
  for_each = var.cni_type == "cilium" ? toset([
    "10.244.0.0/16",
  ]) : toset([])

  security_group_id = aws_security_group.control_plane.id
  description       = "Hubble from pods"
  from_port         = 4244
  to_port           = 4244
  ip_protocol       = "tcp"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_hubble_peer_tcp_4244_from_pods_ipv6" {
  for_each = var.cni_type == "cilium" ? toset([
    "fc00:db8:10::/56",
  ]) : toset([])

  security_group_id = aws_security_group.control_plane.id
  description       = "Hubble from pods"
  from_port         = 4244
  to_port           = 4244
  ip_protocol       = "tcp"
  cidr_ipv6         = each.value
}

# icmp-echo/controlplane: Health checks between nodes and admins use ping.
resource "aws_vpc_security_group_ingress_rule" "control_plane_icmp_echo_type_8_from_control_plane" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Ping from group control_plane"
  from_port                    = 8
  to_port                      = -1
  ip_protocol                  = "icmp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_icmp_echo_type_8_from_worker" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Ping from group worker"
  from_port                    = 8
  to_port                      = -1
  ip_protocol                  = "icmp"
  referenced_security_group_id = aws_security_group.worker.id
}

# icmpv6-echo/controlplane: Health checks between nodes and admins use ping.
resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_echo_type_128_from_control_plane" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Ping (IPv6) from group control_plane"
  from_port                    = 128
  to_port                      = -1
  ip_protocol                  = "icmpv6"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_echo_type_128_from_worker" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Ping (IPv6) from group worker"
  from_port                    = 128
  to_port                      = -1
  ip_protocol                  = "icmpv6"
  referenced_security_group_id = aws_security_group.worker.id
}

# icmp-pmtu/controlplane: Without it, large packets vanish in tunnels.
resource "aws_vpc_security_group_ingress_rule" "control_plane_icmp_pmtu_type_3_from_anywhere" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Path MTU discovery from anywhere"
  from_port         = 3
  to_port           = -1
  ip_protocol       = "icmp"
  cidr_ipv4         = "0.0.0.0/0"
}

# icmpv6-pmtu/controlplane: Without it, large packets vanish in tunnels.
resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_pmtu_type_1_from_anywhere_ipv6" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Path MTU discovery (IPv6) from anywhere"
  from_port         = 1
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_pmtu_type_2_from_anywhere_ipv6" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Path MTU discovery (IPv6) from anywhere"
  from_port         = 2
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_pmtu_type_3_from_anywhere_ipv6" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Path MTU discovery (IPv6) from anywhere"
  from_port         = 3
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_pmtu_type_4_from_anywhere_ipv6" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Path MTU discovery (IPv6) from anywhere"
  from_port         = 4
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

# icmpv6-nd/controlplane: IPv6 does not work without it.
resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_nd_type_133_from_anywhere_ipv6" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Neighbour discovery from anywhere"
  from_port         = 133
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_nd_type_134_from_anywhere_ipv6" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Neighbour discovery from anywhere"
  from_port         = 134
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_nd_type_135_from_anywhere_ipv6" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Neighbour discovery from anywhere"
  from_port         = 135
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_nd_type_136_from_anywhere_ipv6" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Neighbour discovery from anywhere"
  from_port         = 136
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

# pod-network/nodes: The transport routes pod addresses through the network.
resource "aws_vpc_security_group_ingress_rule" "control_plane_pod_network_from_control_plane" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "Pod network from group control_plane"
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_pod_network_from_worker" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "Pod network from group worker"
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.worker.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_pod_network_from_pods" {
  for_each = var.cni_type == "cilium" ? toset([
    "10.244.0.0/16",
  ]) : toset([])

  security_group_id = aws_security_group.control_plane.id
  description       = "Pod network from pods"
  ip_protocol       = "-1"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_pod_network_from_pods_ipv6" {
  for_each = var.cni_type == "cilium" ? toset([
    "fc00:db8:10::/56",
  ]) : toset([])

  security_group_id = aws_security_group.control_plane.id
  description       = "Pod network from pods"
  ip_protocol       = "-1"
  cidr_ipv6         = each.value
}

# cni-vxlan/controlplane: Calico carries pods in VXLAN.
resource "aws_vpc_security_group_ingress_rule" "control_plane_cni_vxlan_udp_4789_from_control_plane" {
  count = contains(["calico", "flannel"], var.cni_type) ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "VXLAN overlay from group control_plane"
  from_port                    = 4789
  to_port                      = 4789
  ip_protocol                  = "udp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_cni_vxlan_udp_4789_from_worker" {
  count = contains(["calico", "flannel"], var.cni_type) ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "VXLAN overlay from group worker"
  from_port                    = 4789
  to_port                      = 4789
  ip_protocol                  = "udp"
  referenced_security_group_id = aws_security_group.worker.id
}

# calico-typha/controlplane: The operator always installs Typha, on any node.
resource "aws_vpc_security_group_ingress_rule" "control_plane_calico_typha_tcp_5473_from_control_plane" {
  count = var.cni_type == "calico" ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "Calico Typha from group control_plane"
  from_port                    = 5473
  to_port                      = 5473
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "control_plane_calico_typha_tcp_5473_from_worker" {
  count = var.cni_type == "calico" ? 1 : 0

  security_group_id            = aws_security_group.control_plane.id
  description                  = "Calico Typha from group worker"
  from_port                    = 5473
  to_port                      = 5473
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

# egress:all/controlplane: Egress is open.
resource "aws_vpc_security_group_egress_rule" "control_plane_egress_all_to_anywhere" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Everything to anywhere"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "control_plane_egress_all_to_anywhere_ipv6" {
  security_group_id = aws_security_group.control_plane.id
  description       = "Everything to anywhere"
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"
}

# apid/worker: Admins manage control planes; control planes relay requests to every node.
resource "aws_vpc_security_group_ingress_rule" "worker_apid_tcp_50000_from_control_plane" {
  security_group_id            = aws_security_group.worker.id
  description                  = "Talos API from group control_plane"
  from_port                    = 50000
  to_port                      = 50000
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

# kubelet/worker: The API server calls it, and scrapers on any node.
resource "aws_vpc_security_group_ingress_rule" "worker_kubelet_tcp_10250_from_control_plane" {
  security_group_id            = aws_security_group.worker.id
  description                  = "Kubelet from group control_plane"
  from_port                    = 10250
  to_port                      = 10250
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_kubelet_tcp_10250_from_worker" {
  security_group_id            = aws_security_group.worker.id
  description                  = "Kubelet from group worker"
  from_port                    = 10250
  to_port                      = 10250
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_kubelet_tcp_10250_from_pods" {
  for_each = var.cni_type == "cilium" ? toset([
    "10.244.0.0/16",
  ]) : toset([])

  security_group_id = aws_security_group.worker.id
  description       = "Kubelet from pods"
  from_port         = 10250
  to_port           = 10250
  ip_protocol       = "tcp"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "worker_kubelet_tcp_10250_from_pods_ipv6" {
  for_each = var.cni_type == "cilium" ? toset([
    "fc00:db8:10::/56",
  ]) : toset([])

  security_group_id = aws_security_group.worker.id
  description       = "Kubelet from pods"
  from_port         = 10250
  to_port           = 10250
  ip_protocol       = "tcp"
  cidr_ipv6         = each.value
}

# cilium-health/worker: Cilium checks health between agents by default.
resource "aws_vpc_security_group_ingress_rule" "worker_cilium_health_tcp_4240_from_control_plane" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "Cilium health from group control_plane"
  from_port                    = 4240
  to_port                      = 4240
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_cilium_health_tcp_4240_from_worker" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "Cilium health from group worker"
  from_port                    = 4240
  to_port                      = 4240
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

# hubble-peer/worker: Relay is a pod: on its own node it arrives with its pod address.
resource "aws_vpc_security_group_ingress_rule" "worker_hubble_peer_tcp_4244_from_control_plane" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "Hubble from group control_plane"
  from_port                    = 4244
  to_port                      = 4244
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_hubble_peer_tcp_4244_from_worker" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "Hubble from group worker"
  from_port                    = 4244
  to_port                      = 4244
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_hubble_peer_tcp_4244_from_pods" {
  for_each = var.cni_type == "cilium" ? toset([
    "10.244.0.0/16",
  ]) : toset([])

  security_group_id = aws_security_group.worker.id
  description       = "Hubble from pods"
  from_port         = 4244
  to_port           = 4244
  ip_protocol       = "tcp"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "worker_hubble_peer_tcp_4244_from_pods_ipv6" {
  for_each = var.cni_type == "cilium" ? toset([
    "fc00:db8:10::/56",
  ]) : toset([])

  security_group_id = aws_security_group.worker.id
  description       = "Hubble from pods"
  from_port         = 4244
  to_port           = 4244
  ip_protocol       = "tcp"
  cidr_ipv6         = each.value
}

# icmp-echo/worker: Health checks between nodes and admins use ping.
resource "aws_vpc_security_group_ingress_rule" "worker_icmp_echo_type_8_from_control_plane" {
  security_group_id            = aws_security_group.worker.id
  description                  = "Ping from group control_plane"
  from_port                    = 8
  to_port                      = -1
  ip_protocol                  = "icmp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_icmp_echo_type_8_from_worker" {
  security_group_id            = aws_security_group.worker.id
  description                  = "Ping from group worker"
  from_port                    = 8
  to_port                      = -1
  ip_protocol                  = "icmp"
  referenced_security_group_id = aws_security_group.worker.id
}

# icmpv6-echo/worker: Health checks between nodes and admins use ping.
resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_echo_type_128_from_control_plane" {
  security_group_id            = aws_security_group.worker.id
  description                  = "Ping (IPv6) from group control_plane"
  from_port                    = 128
  to_port                      = -1
  ip_protocol                  = "icmpv6"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_echo_type_128_from_worker" {
  security_group_id            = aws_security_group.worker.id
  description                  = "Ping (IPv6) from group worker"
  from_port                    = 128
  to_port                      = -1
  ip_protocol                  = "icmpv6"
  referenced_security_group_id = aws_security_group.worker.id
}

# icmp-pmtu/worker: Without it, large packets vanish in tunnels.
resource "aws_vpc_security_group_ingress_rule" "worker_icmp_pmtu_type_3_from_anywhere" {
  security_group_id = aws_security_group.worker.id
  description       = "Path MTU discovery from anywhere"
  from_port         = 3
  to_port           = -1
  ip_protocol       = "icmp"
  cidr_ipv4         = "0.0.0.0/0"
}

# icmpv6-pmtu/worker: Without it, large packets vanish in tunnels.
resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_pmtu_type_1_from_anywhere_ipv6" {
  security_group_id = aws_security_group.worker.id
  description       = "Path MTU discovery (IPv6) from anywhere"
  from_port         = 1
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_pmtu_type_2_from_anywhere_ipv6" {
  security_group_id = aws_security_group.worker.id
  description       = "Path MTU discovery (IPv6) from anywhere"
  from_port         = 2
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_pmtu_type_3_from_anywhere_ipv6" {
  security_group_id = aws_security_group.worker.id
  description       = "Path MTU discovery (IPv6) from anywhere"
  from_port         = 3
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_pmtu_type_4_from_anywhere_ipv6" {
  security_group_id = aws_security_group.worker.id
  description       = "Path MTU discovery (IPv6) from anywhere"
  from_port         = 4
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

# icmpv6-nd/worker: IPv6 does not work without it.
resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_nd_type_133_from_anywhere_ipv6" {
  security_group_id = aws_security_group.worker.id
  description       = "Neighbour discovery from anywhere"
  from_port         = 133
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_nd_type_134_from_anywhere_ipv6" {
  security_group_id = aws_security_group.worker.id
  description       = "Neighbour discovery from anywhere"
  from_port         = 134
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_nd_type_135_from_anywhere_ipv6" {
  security_group_id = aws_security_group.worker.id
  description       = "Neighbour discovery from anywhere"
  from_port         = 135
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_nd_type_136_from_anywhere_ipv6" {
  security_group_id = aws_security_group.worker.id
  description       = "Neighbour discovery from anywhere"
  from_port         = 136
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv6         = "::/0"
}

# pod-network/nodes: The transport routes pod addresses through the network.
resource "aws_vpc_security_group_ingress_rule" "worker_pod_network_from_control_plane" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "Pod network from group control_plane"
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_pod_network_from_worker" {
  count = var.cni_type == "cilium" ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "Pod network from group worker"
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.worker.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_pod_network_from_pods" {
  for_each = var.cni_type == "cilium" ? toset([
    "10.244.0.0/16",
  ]) : toset([])

  security_group_id = aws_security_group.worker.id
  description       = "Pod network from pods"
  ip_protocol       = "-1"
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "worker_pod_network_from_pods_ipv6" {
  for_each = var.cni_type == "cilium" ? toset([
    "fc00:db8:10::/56",
  ]) : toset([])

  security_group_id = aws_security_group.worker.id
  description       = "Pod network from pods"
  ip_protocol       = "-1"
  cidr_ipv6         = each.value
}

# cni-vxlan/worker: Calico carries pods in VXLAN.
resource "aws_vpc_security_group_ingress_rule" "worker_cni_vxlan_udp_4789_from_control_plane" {
  count = contains(["calico", "flannel"], var.cni_type) ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "VXLAN overlay from group control_plane"
  from_port                    = 4789
  to_port                      = 4789
  ip_protocol                  = "udp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_cni_vxlan_udp_4789_from_worker" {
  count = contains(["calico", "flannel"], var.cni_type) ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "VXLAN overlay from group worker"
  from_port                    = 4789
  to_port                      = 4789
  ip_protocol                  = "udp"
  referenced_security_group_id = aws_security_group.worker.id
}

# calico-typha/worker: The operator always installs Typha, on any node.
resource "aws_vpc_security_group_ingress_rule" "worker_calico_typha_tcp_5473_from_control_plane" {
  count = var.cni_type == "calico" ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "Calico Typha from group control_plane"
  from_port                    = 5473
  to_port                      = 5473
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.control_plane.id
}

resource "aws_vpc_security_group_ingress_rule" "worker_calico_typha_tcp_5473_from_worker" {
  count = var.cni_type == "calico" ? 1 : 0

  security_group_id            = aws_security_group.worker.id
  description                  = "Calico Typha from group worker"
  from_port                    = 5473
  to_port                      = 5473
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
}

# nodeport-tcp/worker: NodePorts are enabled.
resource "aws_vpc_security_group_ingress_rule" "worker_nodeport_tcp_tcp_30000_32767_from_anywhere" {
  count = var.enable_nodeport ? 1 : 0

  security_group_id = aws_security_group.worker.id
  description       = "NodePorts from anywhere"
  from_port         = 30000
  to_port           = 32767
  ip_protocol       = "tcp"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "worker_nodeport_tcp_tcp_30000_32767_from_anywhere_ipv6" {
  count = var.enable_nodeport ? 1 : 0

  security_group_id = aws_security_group.worker.id
  description       = "NodePorts from anywhere"
  from_port         = 30000
  to_port           = 32767
  ip_protocol       = "tcp"
  cidr_ipv6         = "::/0"
}

# egress:all/worker: Egress is open.
resource "aws_vpc_security_group_egress_rule" "worker_egress_all_to_anywhere" {
  security_group_id = aws_security_group.worker.id
  description       = "Everything to anywhere"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "worker_egress_all_to_anywhere_ipv6" {
  security_group_id = aws_security_group.worker.id
  description       = "Everything to anywhere"
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"
}

# postgres/pool:data: It is drawn in the design.
resource "aws_vpc_security_group_ingress_rule" "pool_data_postgres_tcp_5432_from_pool_general" {
  security_group_id            = aws_security_group.pool_data.id
  description                  = "postgres from group pool_general"
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.pool_general.id
}
