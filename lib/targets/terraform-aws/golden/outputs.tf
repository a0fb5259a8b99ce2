# Portcullis: security groups of prod-fra, posture standard.
# What the machines are to carry.

output "control_plane_security_group_id" {
  description = "Talos control planes: the id to attach"
  value       = aws_security_group.control_plane.id
}

output "pool_data_security_group_id" {
  description = "Talos pool data: the id to attach"
  value       = aws_security_group.pool_data.id
}

output "pool_general_security_group_id" {
  description = "Talos pool general: the id to attach"
  value       = aws_security_group.pool_general.id
}

output "worker_security_group_id" {
  description = "Talos workers: the id to attach"
  value       = aws_security_group.worker.id
}
