/** Machine configuration patches and pages to work by: what makes a cluster harder to break beyond its packets. */
import { defineTarget } from '../target'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { checklist } from './checklist'
import { compareBy } from './compare-by'
import { type HardeningOptions, hardeningOptions } from './options'
import { render } from './render'

export const hardening = defineTarget<HardeningOptions>({
  id: 'hardening',
  meta: {
    title: 'Hardening',
    summary: 'Machine configuration patches, backups, rotation and runbooks beyond the firewall',
    versions: 'Talos 1.6 to 1.14',
    place: undefined,
    sources: [
      'https://docs.siderolabs.com/talos/v1.13/security/talos-default-hardening-and-cis-compliance',
      'https://github.com/siderolabs/talos/blob/v1.13.9/pkg/kernel/kspp/kspp.go',
    ],
  },
  capabilities,
  options: hardeningOptions,
  render,
  check: checkFiles,
  compareBy,
  checklist,
})
