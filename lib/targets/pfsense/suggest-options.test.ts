import { expect, test } from 'vitest'
import { buildSite } from '@/lib/site/build-site'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { readExample } from '@/lib/testing/subject'
import { suggestOptions } from './suggest-options'

const baremetal = buildSite(readExample('seed-000-baremetal'))
const backup = (text = pfsenseBackup()) => [{ path: 'config.xml', text }]

test('one after the other, where there is no backup', () => {
  expect(suggestOptions(baremetal).interfaces).toEqual({ admin: 'opt1', kubernetes: 'opt2' })
})

test('by the networks of the backup', () => {
  expect(suggestOptions(baremetal, backup()).interfaces).toEqual({ kubernetes: 'opt1', admin: 'lan' })
})

test('the narrowest network around it', () => {
  const wide = pfsenseBackup().replace(/(192\.168\.40\.1<\/ipaddr>\s*<subnet>)24/, '$116')
  expect(suggestOptions(baremetal, backup(wide)).interfaces).toEqual({ kubernetes: 'opt1', admin: 'lan' })
  const only = wide.replace(/<opt1>[\s\S]*?<\/opt1>/, '')
  expect(suggestOptions(baremetal, backup(only)).interfaces).toEqual({ kubernetes: 'opt2', admin: 'lan' })
})

test('none of a network that the box does not have, and nothing from one section', () => {
  expect(suggestOptions(buildSite(readExample('dual-stack-onprem')), backup()).interfaces).toEqual({})
  const section = [{ path: 'filter.xml', text: '<filter></filter>' }]
  expect(suggestOptions(baremetal, section).interfaces).toEqual({ admin: 'opt1', kubernetes: 'opt2' })
})
