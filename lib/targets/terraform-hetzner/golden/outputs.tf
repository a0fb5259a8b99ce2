# Portcullis: firewalls of rented at Hetzner, posture strict.
# The number of each firewall.

output "control_plane_firewall_id" {
  description = "The firewall of servers with cluster=rented,role=control-plane"
  value       = hcloud_firewall.control_plane.id
}

output "worker_firewall_id" {
  description = "The firewall of servers with cluster=rented,role=worker"
  value       = hcloud_firewall.worker.id
}
