/** What the page says of the last bundle's networks: no file and no script takes them out of the zone. */
import { expect, test } from 'vitest'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { unifi } from './target'

function pageOf(before: object, after: object): string {
  const [old, now] = [before, after].map((options) =>
    readExample('dual-stack-onprem', { targets: { unifi: options as Record<string, string> } }),
  )
  if (old === undefined || now === undefined) throw new Error('two designs')
  const previous = subjectOf(unifi as Filter, old).files
  const { files } = subjectOf(unifi as Filter, now, { previous }).output
  return files.find(({ path }) => path.endsWith('APPLY.md'))?.text ?? ''
}

const both = { networks: { control: 'Servers', workers: 'Work' } }

test('a network that holds no machines any more is to be moved, and a zone of another name to be deleted', () => {
  const page = pageOf(both, { networks: { control: 'Servers' }, zone: 'Cluster' })
  expect(page).toContain('- move `Work` into the zone that it belongs to')
  expect(page).toContain('- delete the zone `Talos`, once no network is in it')
  expect(page).not.toContain('move `Servers`')
})

test('where all of them stay, nothing is said', () => {
  expect(pageOf(both, both)).not.toContain('hold no machines any more')
})
