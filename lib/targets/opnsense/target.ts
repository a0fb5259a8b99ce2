/** OPNsense: aliases and rules that its own import merges into what is there, read back as pf gets them. */
import { defineFilter } from '../target'
import { admits, uninterpreted } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { decide } from './decide'
import { install } from './install'
import { lift } from './lift'
import type { OpnModel } from './model'
import { type OpnsenseOptions, opnsenseOptions } from './options'
import { opnsenseAssumptions, opnsensePoints } from './points'
import { opnsenseReaders } from './read'
import { render } from './render'
import { suggestOptions } from './suggest-options'

export const opnsense = defineFilter<OpnsenseOptions, OpnModel>({
  id: 'opnsense',
  meta: {
    title: 'OPNsense',
    summary: 'Aliases and floating rules that the box merges into its own by their ids',
    versions: '25.7 to 26.7',
    place: 'router',
    sources: ['https://docs.opnsense.org/manual/firewall.html', 'https://docs.opnsense.org/manual/aliases.html'],
  },
  capabilities,
  options: opnsenseOptions,
  render,
  check: checkFiles,
  readers: opnsenseReaders,
  points: opnsensePoints,
  variants: () => [{}],
  install,
  applying: (paths, _members, _site, folder) => [
    'System > Configuration > Backups: download the configuration first, and keep it for the way back.',
    `Import ${paths.map((path) => `${folder}/${path}`).join(', then ')}, compare the number of rows with APPLY.md, and apply; or run ${folder}/opnsense/apply.py.`,
  ],
  uninterpreted,
  admits,
  decide,
  lift,
  suggestOptions,
  assumptions: opnsenseAssumptions,
})
