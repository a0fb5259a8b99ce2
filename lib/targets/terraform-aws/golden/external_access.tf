# Portcullis: security groups of prod-fra, posture standard.
# Who comes from outside the cluster to manage it.

# apid/controlplane: Admins manage control planes; control planes relay requests to every node.
resource "aws_vpc_security_group_ingress_rule" "control_plane_apid_tcp_50000_from_admin" {
  for_each = toset(var.allowed_admin_cidrs)

  security_group_id = aws_security_group.control_plane.id
  description       = "Talos API from admin ${each.value}"
  from_port         = 50000
  to_port           = 50000
  ip_protocol       = "tcp"
  cidr_ipv4         = strcontains(each.value, ":") ? null : each.value
  cidr_ipv6         = strcontains(each.value, ":") ? each.value : null
}

# kubernetes-api/controlplane: Every node and every admin of Kubernetes calls the API server; so do pods on its own node.
resource "aws_vpc_security_group_ingress_rule" "control_plane_kubernetes_api_tcp_6443_from_admin" {
  for_each = setsubtract(toset(var.allowed_admin_cidrs), ["10.40.0.0/20", "10.40.16.11/32", "10.40.16.50/31", "10.40.16.52/32", "10.40.16.200/32", "10.40.32.11/32", "10.40.32.200/32", "2001:db8:40::/64", "2001:db8:40:1::/64", "2001:db8:40:2::11/128"])

  security_group_id = aws_security_group.control_plane.id
  description       = "Kubernetes API from admin ${each.value}"
  from_port         = 6443
  to_port           = 6443
  ip_protocol       = "tcp"
  cidr_ipv4         = strcontains(each.value, ":") ? null : each.value
  cidr_ipv6         = strcontains(each.value, ":") ? each.value : null
}

# icmp-echo/controlplane: Health checks between nodes and admins use ping.
resource "aws_vpc_security_group_ingress_rule" "control_plane_icmp_echo_type_8_from_admin" {
  for_each = toset(var.allowed_admin_cidrs)

  security_group_id = aws_security_group.control_plane.id
  description       = "Ping from admin ${each.value}"
  from_port         = 8
  to_port           = -1
  ip_protocol       = "icmp"
  cidr_ipv4         = strcontains(each.value, ":") ? null : each.value
  cidr_ipv6         = strcontains(each.value, ":") ? each.value : null
}

# icmpv6-echo/controlplane: Health checks between nodes and admins use ping.
resource "aws_vpc_security_group_ingress_rule" "control_plane_icmpv6_echo_type_128_from_admin" {
  for_each = toset(var.allowed_admin_cidrs)

  security_group_id = aws_security_group.control_plane.id
  description       = "Ping (IPv6) from admin ${each.value}"
  from_port         = 128
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv4         = strcontains(each.value, ":") ? null : each.value
  cidr_ipv6         = strcontains(each.value, ":") ? each.value : null
}

# icmp-echo/worker: Health checks between nodes and admins use ping.
resource "aws_vpc_security_group_ingress_rule" "worker_icmp_echo_type_8_from_admin" {
  for_each = toset(var.allowed_admin_cidrs)

  security_group_id = aws_security_group.worker.id
  description       = "Ping from admin ${each.value}"
  from_port         = 8
  to_port           = -1
  ip_protocol       = "icmp"
  cidr_ipv4         = strcontains(each.value, ":") ? null : each.value
  cidr_ipv6         = strcontains(each.value, ":") ? each.value : null
}

# icmpv6-echo/worker: Health checks between nodes and admins use ping.
resource "aws_vpc_security_group_ingress_rule" "worker_icmpv6_echo_type_128_from_admin" {
  for_each = toset(var.allowed_admin_cidrs)

  security_group_id = aws_security_group.worker.id
  description       = "Ping (IPv6) from admin ${each.value}"
  from_port         = 128
  to_port           = -1
  ip_protocol       = "icmpv6"
  cidr_ipv4         = strcontains(each.value, ":") ? null : each.value
  cidr_ipv6         = strcontains(each.value, ":") ? each.value : null
}
