/** pfSense: floating rules before all others, merged into the box's own configuration, read back as pf gets them. */
import { defineFilter } from '../target'
import { admits, uninterpreted } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { decide } from './decide'
import { install } from './install'
import { lift } from './lift'
import type { PfModel } from './model'
import { type PfsenseOptions, pfsenseOptions } from './options'
import { pfsenseAssumptions, pfsensePoints } from './points'
import { pfsenseReaders } from './read'
import { render } from './render'
import { isBackup } from './render/base'
import { suggestOptions } from './suggest-options'

export const pfsense = defineFilter<PfsenseOptions, PfModel>({
  id: 'pfsense',
  meta: {
    title: 'pfSense',
    summary: 'Floating rules and aliases, merged into the backup of your own box',
    versions: 'CE 2.7 to 2.8, Plus',
    place: 'router',
    sources: [
      'https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc',
      'https://docs.netgate.com/pfsense/en/latest/firewall/floating-rules.html',
    ],
  },
  capabilities,
  options: pfsenseOptions,
  render,
  merges: (base) => base.some(isBackup),
  check: checkFiles,
  readers: pfsenseReaders,
  points: pfsensePoints,
  variants: () => [{}],
  install,
  applying: (paths, _members, _site, folder) => [
    'Diagnostics > Backup & Restore: download the configuration first, and keep it for the way back.',
    `Merge into that backup (portcullis render --merge) or restore, in this order: ${paths.map((path) => `${folder}/${path}`).join(', ')}`,
  ],
  uninterpreted,
  admits,
  decide,
  lift,
  suggestOptions,
  assumptions: pfsenseAssumptions,
})
