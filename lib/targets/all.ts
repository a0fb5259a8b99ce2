/** The registry: one line a target. */
import { hardening } from './hardening/target'
import { kubernetes } from './kubernetes/target'
import { nftables } from './nftables/target'
import { opnsense } from './opnsense/target'
import { pfsense } from './pfsense/target'
import { proxmox } from './proxmox/target'
import { switchAcl } from './switch-acl/target'
import { talos } from './talos/target'
import type { Target } from './target'
import { terraformAws } from './terraform-aws/target'
import { terraformHetzner } from './terraform-hetzner/target'
import { unifi } from './unifi/target'

export const targets: readonly Target[] = [
  talos as Target,
  nftables as Target,
  terraformAws as Target,
  terraformHetzner as Target,
  pfsense as Target,
  opnsense as Target,
  unifi as Target,
  proxmox as Target,
  switchAcl as Target,
  kubernetes as Target,
  hardening as Target,
]

export const targetIds: readonly string[] = targets.map((target) => target.id)

export function findTarget(id: string): Target | undefined {
  return targets.find((target) => target.id === id)
}
