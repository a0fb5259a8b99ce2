# Portcullis: firewalls of rented at Hetzner, posture strict.
# What the module needs.

terraform {
  required_version = ">= 1.5.0"

  required_providers {
    hcloud = {
      source  = "hetznercloud/hcloud"
      version = ">= 1.38.0, < 2.0.0"
    }
  }
}
