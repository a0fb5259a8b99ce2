import { describe, expect, test } from 'vitest'
import { designSchema } from '@/lib/design/design'
import { readSource } from './read-source'
import { readStored } from './read-stored'
import { readEnvelope, type StoredDesign, stampsOf, summarise, writeStored } from './stored-design'

const design = designSchema.parse({
  version: 1,
  name: 'prod',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [{ name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] }],
  pools: [{ name: 'web', role: 'worker', subnet: 'control', count: { min: 2, max: 50 } }],
})
const stored: StoredDesign = {
  id: 'one',
  stamp: 's2',
  parent: 's1',
  savedAt: 1_700_000_000_000,
  snapshot: { design, files: { 'talos/worker.patch.yaml': 'edited\n' } },
}

const readValue = async (value: unknown) => readSource({ kind: 'kept', value })

test('what is written reads back the same', async () => {
  const text = writeStored(stored)
  expect(await readStored('one', text, readValue)).toEqual({ ok: true, stored })
  expect(stampsOf(text)).toEqual({ stamp: 's2', parent: 's1' })
  const read = readEnvelope(text)
  expect(read.ok && summarise('one', read.envelope)).toEqual({
    id: 'one',
    name: 'prod',
    savedAt: stored.savedAt,
    machines: 51,
  })
})

describe('a record that cannot be trusted is refused with its place', () => {
  const record = JSON.parse(writeStored(stored))
  const cases: readonly [string, string, string][] = [
    ['cut off', writeStored(stored).slice(0, 100), ''],
    ['a list', '[]', ''],
    ['null', 'null', ''],
    ['of a later format', JSON.stringify({ ...record, format: 2 }), 'format'],
    ['without a stamp', JSON.stringify({ ...record, stamp: undefined }), 'savedAt'],
    ['a design of another version', JSON.stringify({ ...record, design: { ...design, version: 2 } }), 'design/version'],
    [
      'a node with a bad address',
      JSON.stringify({ ...record, design: { ...design, nodes: [{ ...design.nodes[0], addresses: ['10.0.0.300'] }] } }),
      'design/nodes/0/addresses/0',
    ],
    ['files that are no texts', JSON.stringify({ ...record, files: { a: 1 } }), 'files'],
  ]
  test.each(cases)('%s', async (_, text, where) => {
    const read = await readStored('one', text, readValue)
    expect(read).toMatchObject({ ok: false, where })
    expect(read.ok === false && read.message.length > 5).toBe(true)
  })
})
