import { expect, test } from 'vitest'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../../target'
import { pfsense } from '../target'

function guide(base: readonly string[]): string {
  const around = { base: base.map((text, index) => ({ path: `${index}.xml`, text })) }
  const { output } = subjectOf(pfsense as Filter, readExample('seed-000-baremetal'), around)
  return output.files.find(({ path }) => path === 'pfsense/APPLY.md')?.text ?? ''
}

test('bare sections come behind a warning and every way that only adds', () => {
  const text = guide([])
  const order = [
    '[!CAUTION]',
    'deletes every other alias and rule',
    '--merge config.xml',
    'portcullis.php',
    'ansible.yml',
    'A fresh box',
  ]
  const places = order.map((word) => text.indexOf(word))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('a merged backup is restored twice, aliases first, and kept like the secret that it is', () => {
  const text = guide([pfsenseBackup()])
  expect(text).not.toContain('CAUTION')
  expect(text).toMatch(/1\. Restore area \*\*Aliases\*\*, file `config-merged\.xml`/)
  expect(text).toMatch(/2\. Restore area \*\*Firewall Rules\*\*, file `config-merged\.xml`/)
  expect(text).toMatch(/passwords and keys/)
})

test('area backups are each restored into their own area', () => {
  const section = (name: string) =>
    new RegExp(`\t<${name}>[\\s\\S]*\n\t</${name}>`).exec(pfsenseBackup())?.[0].trim() ?? ''
  const text = guide([section('aliases'), section('filter')])
  expect(text).toMatch(/Aliases\*\*, file `aliases\.xml`[\s\S]*Firewall Rules\*\*, file `filter\.xml`/)
  expect(text).not.toMatch(/passwords/)
})

test.each(['seed-000-baremetal', 'dual-stack-onprem'])('%s: says whether machines may send everything', (name) => {
  const { output, design } = subjectOf(pfsense as Filter, readExample(name))
  const text = output.files.find(({ path }) => path === 'pfsense/APPLY.md')?.text ?? ''
  expect(text.includes('Egress is open')).toBe(design.egress === 'open')
  expect(text.includes('Egress is restricted')).toBe(design.egress !== 'open')
})
