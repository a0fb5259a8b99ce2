/** Access lists of a routing switch: what leaves to the networks of the machines, on request what they send, both families. */
import { defineFilter } from '../target'
import { admits, uninterpreted } from './admits'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { decide } from './decide'
import { install } from './install'
import { lift } from './lift'
import type { SwitchModel } from './model'
import { type SwitchOptions, switchOptions } from './options'
import { switchAssumptions, switchPoints } from './points'
import { switchReaders } from './read'
import { render } from './render'
import { standing } from './standing'
import { suggestOptions } from './suggest-options'

export const switchAcl = defineFilter<SwitchOptions, SwitchModel>({
  id: 'switch-acl',
  meta: {
    title: 'Switch access lists',
    summary:
      'Extended access lists for Cisco IOS XE and Arista EOS, where packets leave to the networks of the machines',
    versions: 'IOS XE 16 and 17; EOS 4.2x',
    place: 'router',
    sources: [
      'https://www.cisco.com/en/US/docs/ios-xml/ios/sec_data_acl/configuration/15-2mt/sec-access-list-ov.html',
      'https://www.arista.com/en/um-eos/eos-acls-and-route-maps',
    ],
  },
  capabilities,
  options: switchOptions,
  render,
  check: checkFiles,
  readers: switchReaders,
  points: switchPoints,
  variants: () => [{}],
  install,
  standing,
  applying: (paths, _members, _site, folder) => [
    '# on the switch: keep and save what runs, and set a way back (reload in 15; on EOS: configure session, commit timer 00:15:00)',
    'copy running-config flash:before-portcullis.cfg',
    ...paths.map((path) => `# in configuration mode, paste ${folder}/${path}`),
    '# look as APPLY.md says, then take the reload back (reload cancel) and save',
  ],
  uninterpreted,
  admits,
  decide,
  lift,
  suggestOptions,
  assumptions: switchAssumptions,
})
