# The cards of the machines of homelab, for the provider bpg/proxmox.
# The firewall of the cards is off: Talos filters in the machines, and the router before them,
# whose rules must be there first. A VLAN keeps other guests of the same hosts apart.
#
#   dynamic "network_device" {
#     for_each = local.talos_network_devices[each.key]
#     content {
#       bridge   = var.network_bridge
#       model    = "virtio"
#       vlan_id  = network_device.value.vlan_id
#       firewall = network_device.value.firewall
#     }
#   }
#
# A pool stands under its own name: every machine of it has the same.
locals {
  talos_network_devices = {
    "cp-1" = [
      { vlan_id = 30, firewall = false }, # kubernetes
    ]
    "cp-2" = [
      { vlan_id = 30, firewall = false }, # kubernetes
    ]
    "cp-3" = [
      { vlan_id = 30, firewall = false }, # kubernetes
    ]
    "worker-1" = [
      { vlan_id = 30, firewall = false }, # kubernetes
    ]
    "worker-2" = [
      { vlan_id = 30, firewall = false }, # kubernetes
    ]
  }
}
