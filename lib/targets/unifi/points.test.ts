import { expect, test } from 'vitest'
import { buildSite } from '@/lib/site/build-site'
import { smallDesign } from '@/lib/testing/talos-files'
import { unifiOptions } from './options'
import { zoneKeys } from './points'

const subnets = ['net', 'constructor', 'office', 'far'].map((name, index) => ({ name, cidrs: [`10.${index}.0.0/16`] }))
const site = buildSite(smallDesign({ subnets }))

test.each<[string, Parameters<typeof unifiOptions.parse>[0], Record<string, string>]>([
  ['nothing is joined', {}, {}],
  ['machines are in the zone that is made', { networks: { net: 'LAN' }, zone: 'K8s' }, { net: 'K8s' }],
  [
    'others are in Internal, or where the options say',
    { networks: { net: 'LAN', constructor: 'x', office: 'y' }, zones: { office: 'Vpn', far: 'Dmz' } },
    { net: 'Talos', constructor: 'Internal', office: 'Vpn' },
  ],
])('%s', (_, options, want) => {
  expect({ ...zoneKeys(site, unifiOptions.parse(options)) }).toEqual(want)
})
