# Portcullis: security groups of prod-fra, posture standard.
# What the module takes; the defaults are those of the design.

variable "allowed_admin_cidrs" {
  description = "Networks whose admins reach the Kubernetes API and the Talos API"
  type        = list(string)
  default = [
    "203.0.113.64/27",
  ]

  validation {
    condition     = alltrue([for c in var.allowed_admin_cidrs : try(cidrsubnet(c, 0, 0) == c, false)])
    error_message = "Each entry is a CIDR without bits behind its length, like 203.0.113.0/24."
  }
}

variable "cni_type" {
  description = "The network plugin; another one than in the design comes with its default transport"
  type        = string
  default     = "cilium"

  validation {
    condition     = contains(["calico", "cilium", "flannel", "none"], var.cni_type)
    error_message = "The network plugin is one of calico, cilium, flannel, none."
  }
}

variable "enable_nodeport" {
  description = "Opens the NodePorts"
  type        = bool
  default     = false
}

variable "environment" {
  description = "Begins the names of the groups"
  type        = string
  default     = "prod"
}

variable "tags" {
  description = "Tags of every group"
  type        = map(string)
  default     = {}
}

variable "vpc_cidr" {
  description = "The network of the cluster"
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = try(cidrsubnet(var.vpc_cidr, 0, 0) == var.vpc_cidr, false)
    error_message = "A CIDR without bits behind its length, like 10.0.0.0/16."
  }
}

variable "vpc_id" {
  description = "The VPC that the groups belong to"
  type        = string
}
