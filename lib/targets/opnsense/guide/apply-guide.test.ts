import { expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../../target'
import { opnsense } from '../target'

const filter = opnsense as Filter

function guideOf({ output }: Subject): string {
  return output.files.find(({ path }) => path === 'opnsense/APPLY.md')?.text ?? ''
}

function subject(version: string, change: Partial<DesignInput> = {}, previous?: Subject): Subject {
  const design = readExample('dual-stack-onprem', {
    targets: { opnsense: { interfaces: { control: 'opt2', workers: 'opt3' }, version } },
    ...change,
  })
  return subjectOf(filter, design, previous === undefined ? {} : { previous: previous.files })
}

test('names how many rows must be taken, leftovers included', () => {
  const old = subject('26.1')
  const over = subject('26.1', { listeners: [], addons: [] }, old)
  const rows = (over.files.find(({ path }) => path.endsWith('.csv'))?.text ?? '').trimEnd().split('\n').length - 1
  const text = guideOf(over)
  expect(text).toContain(`**Inserted and updated together must be ${rows}.**`)
  const ours = over.output.files.find(({ path }) => path.endsWith('.csv'))?.owns?.length ?? 0
  expect(ours).toBeLessThan(rows)
  expect(text).toContain(`${rows - ours} rows of these switch off what the last bundle left`)
  expect(text).toMatch(/Delete afterwards what ends with `\(left over: delete\)`/)
  expect(guideOf(old)).not.toMatch(/left over/)
})

test('aliases before rules, and their Apply before that of the rules', () => {
  const text = guideOf(subject('26.1'))
  const order = ['`aliases.json`', '`rules.csv`', 'Nothing of it is active yet', 'Aliases > Apply** first']
  const places = order.map((word) => text.indexOf(word))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test.each([
  ['25.7', 'Firewall > Automation > Filter lists', false],
  ['26.1', 'Firewall > Rules [new] lists', true],
  ['26.7', 'Firewall > Rules lists', true],
])('%s: names the page, and whether it imports', (version, page, imports) => {
  const text = guideOf(subject(version))
  expect(text).toContain(page)
  expect(text.includes('Import csv')).toBe(imports)
  expect(text).toContain('apply.py')
  expect(text.includes('takes the rules back after a minute')).toBe(version !== '26.7')
})

test.each(['open', 'restricted'] as const)('says whether machines may send everything: %s', (egress) => {
  const text = guideOf(subject('26.1', { egress }))
  expect(text.includes('Egress is open')).toBe(egress === 'open')
  expect(text.includes('Egress is restricted')).toBe(egress !== 'open')
})

test('the files are the same for every release', () => {
  const files = ['25.7', '26.1', '26.7'].map((version) => JSON.stringify(subject(version).files))
  expect(new Set(files).size).toBe(1)
})
