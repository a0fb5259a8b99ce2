# Portcullis: firewalls of rented at Hetzner, posture strict.
# One firewall a role, and one for each node or pool that a listener names. Public interfaces alone.

resource "hcloud_firewall" "control_plane" {
  name = "rented-talos-control-plane"

  apply_to {
    label_selector = "cluster=rented,role=control-plane"
  }

  # apid/controlplane: Admins manage control planes; control planes relay requests to every node.
  rule {
    direction   = "in"
    description = "Talos API"
    protocol    = "tcp"
    port        = "50000"
    source_ips = [
      "192.0.2.128/27",
      "198.51.100.77/32",
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
    ]
  }

  # trustd/controlplane: A worker without it loses its Talos API within a day.
  rule {
    direction   = "in"
    description = "trustd"
    protocol    = "tcp"
    port        = "50001"
    source_ips = [
      "203.0.113.21/32",
      "203.0.113.22/32",
    ]
  }

  # kubespan/controlplane: KubeSpan is on; the port is fixed.
  rule {
    direction   = "in"
    description = "KubeSpan"
    protocol    = "udp"
    port        = "51820"
    source_ips = [
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
      "203.0.113.21/32",
      "203.0.113.22/32",
    ]
  }

  # kubelet/controlplane: The API server calls it, and no add-on scrapes it.
  rule {
    direction   = "in"
    description = "Kubelet"
    protocol    = "tcp"
    port        = "10250"
    source_ips = [
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
    ]
  }

  # kubernetes-api/controlplane: Every node and every admin of Kubernetes calls the API server; so do pods on its own node.
  rule {
    direction   = "in"
    description = "Kubernetes API"
    protocol    = "tcp"
    port        = "6443"
    source_ips = [
      "192.0.2.128/27",
      "198.51.100.77/32",
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
      "203.0.113.21/32",
      "203.0.113.22/32",
    ]
  }

  # etcd/controlplane: Only control planes are members; the API server uses loopback.
  rule {
    direction   = "in"
    description = "etcd"
    protocol    = "tcp"
    port        = "2379-2380"
    source_ips = [
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
    ]
  }

  # cni-vxlan/controlplane: Flannel as Talos installs it carries pods in VXLAN.
  rule {
    direction   = "in"
    description = "VXLAN overlay"
    protocol    = "udp"
    port        = "4789"
    source_ips = [
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
      "203.0.113.21/32",
      "203.0.113.22/32",
    ]
  }

  # No rule for what is sent: everything may leave.
}

resource "hcloud_firewall" "worker" {
  name = "rented-talos-worker"

  apply_to {
    label_selector = "cluster=rented,role=worker"
  }

  # apid/worker: Admins manage control planes; control planes relay requests to every node.
  rule {
    direction   = "in"
    description = "Talos API"
    protocol    = "tcp"
    port        = "50000"
    source_ips = [
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
    ]
  }

  # kubespan/worker: KubeSpan is on; the port is fixed.
  rule {
    direction   = "in"
    description = "KubeSpan"
    protocol    = "udp"
    port        = "51820"
    source_ips = [
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
      "203.0.113.21/32",
      "203.0.113.22/32",
    ]
  }

  # kubelet/worker: The API server calls it, and no add-on scrapes it.
  rule {
    direction   = "in"
    description = "Kubelet"
    protocol    = "tcp"
    port        = "10250"
    source_ips = [
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
    ]
  }

  # cni-vxlan/worker: Flannel as Talos installs it carries pods in VXLAN.
  rule {
    direction   = "in"
    description = "VXLAN overlay"
    protocol    = "udp"
    port        = "4789"
    source_ips = [
      "203.0.113.11/32",
      "203.0.113.12/32",
      "203.0.113.13/32",
      "203.0.113.21/32",
      "203.0.113.22/32",
    ]
  }

  # ingress/worker: It is drawn in the design.
  rule {
    direction   = "in"
    description = "ingress"
    protocol    = "tcp"
    port        = "80"
    source_ips = [
      "0.0.0.0/0",
    ]
  }

  # ingress/worker: It is drawn in the design.
  rule {
    direction   = "in"
    description = "ingress"
    protocol    = "tcp"
    port        = "443"
    source_ips = [
      "0.0.0.0/0",
    ]
  }

  # No rule for what is sent: everything may leave.
}
