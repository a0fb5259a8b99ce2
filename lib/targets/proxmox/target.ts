/** The firewall of Proxmox VE: what passes the cards of virtual machines, in the form that both of its programs take. */
import { quoteShell } from '@/lib/text/shell'
import { defineFilter } from '../target'
import { admits, uninterpreted } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { decide } from './decide'
import { install } from './install'
import type { ProxmoxModel } from './model'
import { type ProxmoxOptions, proxmoxOptions, unionOptions } from './options'
import { proxmoxAssumptions, proxmoxPoints } from './points'
import { fileKind, proxmoxReaders } from './read'
import { render } from './render'
import { suggestOptions } from './suggest-options'

export const proxmox = defineFilter<ProxmoxOptions, ProxmoxModel>({
  id: 'proxmox',
  meta: {
    title: 'Proxmox VE',
    summary: 'Security groups that the hosts enforce at the card of every virtual machine',
    versions: 'Proxmox VE 8 and 9, both firewalls',
    place: 'nic',
    sources: [
      'https://pve.proxmox.com/pve-docs/chapter-pve-firewall.html',
      'https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm',
    ],
  },
  capabilities,
  options: proxmoxOptions,
  render,
  merges: (base) => base.some((file) => fileKind(file) !== undefined),
  check: checkFiles,
  readers: proxmoxReaders,
  points: proxmoxPoints,
  unionOptions,
  variants: () => [{}],
  install,
  applying: (_paths, _members, _site, folder) => [
    '# on one of the hosts, with the folder of the bundle at hand',
    `perl ${quoteShell(`${folder}/proxmox/apply.pl`)}`,
  ],
  uninterpreted,
  admits,
  decide,
  suggestOptions,
  assumptions: proxmoxAssumptions,
})
