/** A person's backup holds secrets: what is written down of a snapshot must hold nothing of it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { readExample } from '@/lib/testing/subject'
import {
  adoptSnapshot,
  currentSnapshot,
  editFile,
  forgetBackup,
  giveBackup,
  openHistory,
  revertFile,
  undo,
} from './design-store'
import { runTask } from './engine-run'
import { requestOf, startHistory } from './history'
import { writeStored } from './stored-design'

const merged = 'pfsense/config-merged.xml'
const given = [{ path: 'config-gate.xml', text: pfsenseBackup() }]
const taker = { id: 'pfsense', title: 'pfSense', summary: 'Rules', options: { interfaces: { kubernetes: 'opt9' } } }
const secret = '$2y$10$notarealhash'

function stored(): string {
  return writeStored({ id: 'one', stamp: 's', parent: undefined, savedAt: 0, snapshot: currentSnapshot() })
}

beforeEach(() => {
  const files = { 'talos/worker.patch.yaml': 'mine\n', 'pfsense/filter.xml': '<filter></filter>\n' }
  openHistory({ kind: 'example' }, startHistory({ design: readExample('seed-000-baremetal'), files }))
})

describe('a given backup', () => {
  beforeEach(() => giveBackup(given, [taker]))

  test('and an edit of what is made from it are asked about, and never written down', () => {
    editFile(merged, `${pfsenseBackup()}\n`, true)
    const request = requestOf(currentSnapshot())
    expect(request.around).toEqual({ base: given })
    expect(request.edits[merged]).toContain(secret)
    expect(stored()).not.toContain(secret)
    expect(stored()).not.toContain('config-gate')
  })

  test('takes the place of edits of the files that it replaces, and of no others', () => {
    expect(requestOf(currentSnapshot()).edits).toEqual({ 'talos/worker.patch.yaml': 'mine\n' })
    undo()
    expect(Object.keys(requestOf(currentSnapshot()).edits)).toContain('pfsense/filter.xml')
    expect(requestOf(currentSnapshot()).around).toBeUndefined()
  })

  test('goes with every edit of its own when it is forgotten, and comes back by undo', () => {
    editFile(merged, 'changed', true)
    forgetBackup()
    expect(JSON.stringify(currentSnapshot())).not.toContain('changed')
    expect(currentSnapshot().backup).toBeUndefined()
    undo()
    expect(requestOf(currentSnapshot()).edits[merged]).toBe('changed')
  })

  test('stays when another tab saves', () => {
    const { design } = currentSnapshot()
    adoptSnapshot({ design: { ...design, name: 'other' }, files: {} }, 'Changes from another tab')
    expect(currentSnapshot()).toMatchObject({ design: { name: 'other' }, files: {}, backup: { given } })
  })

  test('gives its files back one by one', () => {
    editFile(merged, 'changed', true)
    revertFile(merged, true)
    expect(requestOf(currentSnapshot()).edits).toEqual({ 'talos/worker.patch.yaml': 'mine\n' })
  })
})

test.each([
  ['chosen without options', { pfsense: {} }, 'opt9'],
  ['not chosen', {}, 'opt9'],
  ['chosen with options', { pfsense: { interfaces: { kubernetes: 'opt1' } } }, 'opt1'],
])('a target that is %s', (_, targets, key) => {
  openHistory({ kind: 'example' }, startHistory({ design: readExample('seed-000-baremetal', { targets }), files: {} }))
  giveBackup(given, [taker])
  expect(currentSnapshot().design.targets).toEqual({ pfsense: { interfaces: { kubernetes: key } } })
  undo()
  expect(currentSnapshot().design.targets).toEqual(targets)
})

test('the options to begin with are those of the backup', () => {
  const request = { kind: 'takers', files: given, design: readExample('seed-000-baremetal') } as const
  expect(runTask({ id: 1, request })).toMatchObject({
    result: { takers: [{ id: 'pfsense', options: { interfaces: { kubernetes: 'opt1', admin: 'lan' } } }] },
  })
})

test('a late edit of a forgotten backup changes nothing', () => {
  const before = currentSnapshot()
  editFile(merged, pfsenseBackup(), true)
  expect(currentSnapshot()).toBe(before)
})

test.each([
  ['config.xml', pfsenseBackup(), ['pfsense']],
  ['design.yaml', 'version: 1\nname: home\n', []],
  ['opnsense.xml', '<?xml version="1.0"?>\n<opnsense></opnsense>\n', []],
])('%s is known by its content', (path, text, ids) => {
  const answer = runTask({
    id: 1,
    request: { kind: 'takers', files: [{ path, text }], design: readExample('seed-000-baremetal') },
  })
  expect(answer).toMatchObject({ ok: true, result: { kind: 'takers' } })
  expect(answer.ok && answer.result.kind === 'takers' && answer.result.takers.map(({ id }) => id)).toEqual(ids)
})
