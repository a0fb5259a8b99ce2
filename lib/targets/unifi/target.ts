/** UniFi gateways: a zone for the machines, with lists and policies for the local API, and the same to click. */
import { defineFilter } from '../target'
import { admits } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { decide } from './decide'
import { install } from './install'
import type { UnifiModel } from './model'
import { type UnifiOptions, unifiOptions } from './options'
import { unifiAssumptions, unifiPoints } from './points'
import { unifiReaders } from './read'
import { render } from './render'
import { suggestOptions } from './suggest-options'

export const unifi = defineFilter<UnifiOptions, UnifiModel>({
  id: 'unifi',
  meta: {
    title: 'UniFi',
    summary: 'A zone for the machines and the policies around it, for the local API of the gateway or to click',
    versions: 'Network 10.1 and later, with zone-based firewall',
    place: 'router',
    sources: [
      'https://developer.ui.com/network/v10.1.68/createfirewallpolicy',
      'https://help.ui.com/hc/en-us/articles/115003173168-Zone-Based-Firewalls-in-UniFi',
    ],
  },
  capabilities,
  options: unifiOptions,
  render,
  check: checkFiles,
  readers: unifiReaders,
  points: unifiPoints,
  variants: () => [{}],
  install,
  applying: (_paths, _members, _site, folder) => [
    'Settings > Control Plane > Backups: download one first, and keep it for the way back.',
    `Run ${folder}/unifi/apply.py, or follow ${folder}/unifi/APPLY.md; the networks move into the zone last.`,
  ],
  admits,
  decide,
  suggestOptions,
  assumptions: unifiAssumptions,
})
