/** Why faults live: those that were looked into. */
import type { Mutant } from './instrument'
import type { Entry, Reason } from './reason'
import { cloudReasons } from './survivors-clouds'
import { hardeningReasons } from './survivors-hardening'
import { kubernetesReasons } from './survivors-kubernetes'
import { nftReasons } from './survivors-nft'
import { opnsenseReasons } from './survivors-opnsense'
import { policyReasons } from './survivors-policy'
import { proxmoxReasons } from './survivors-proxmox'
import { switchReasons } from './survivors-switch'
import { talosReasons } from './survivors-talos'
import { terraformReasons } from './survivors-terraform'
import { textReasons } from './survivors-text'

const entries: readonly Entry[] = [
  ...talosReasons,
  ...nftReasons,
  ...terraformReasons,
  ...cloudReasons,
  ...hardeningReasons,
  ...kubernetesReasons,
  ...policyReasons,
  ...proxmoxReasons,
  ...switchReasons,
  ...opnsenseReasons,
  ...textReasons,
]

export function reasonFor({ file, inside, before, after, nth }: Mutant & { readonly nth: number }): Reason | undefined {
  return entries.find(
    (entry) =>
      file.endsWith(entry.file) &&
      (entry.inside === undefined || entry.inside === inside) &&
      (entry.before === undefined || before.includes(entry.before)) &&
      (entry.after === undefined || after.includes(entry.after)) &&
      (entry.nth === undefined || entry.nth === nth),
  )
}
