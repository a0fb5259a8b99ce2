import { afterEach, expect, test, vi } from 'vitest'
import { templateById } from '@/lib/design/templates/templates'
import { edit, openHistory } from './design-store'
import { recordStep, startHistory } from './history'
import { pastOf, startKeepingPast } from './kept-past'

test('the kept past names no backup and holds nothing of one', () => {
  const design = templateById('three-node-ha')?.design()
  if (design === undefined) throw new Error('no such template')
  const backup = { given: [{ path: 'secret.xml', text: 'hunter2' }], edits: { 'a/b.xml': 'hunter2, edited' } }
  const files = {}
  const plain = { design, files }
  const posture = { design: { ...design, posture: 'strict' as const }, files }
  const now = 1
  const merged = recordStep(
    recordStep(startHistory(plain), posture, 'Use the strict posture', { now }),
    { ...posture, backup },
    'Merge into secret.xml',
    { now },
  )
  const edited = recordStep(merged, { ...posture, backup: { ...backup, edits: {} } }, 'Edit a/b.xml', { now })
  const withTarget = recordStep(
    edited,
    { design: { ...posture.design, targets: {} }, files, backup },
    'Merge into secret.xml again',
    { now },
  )
  const named = recordStep(withTarget, { ...withTarget.present, design: { ...design, name: 'other' } }, 'Rename', {
    now,
  })
  expect(pastOf(named).steps.map(({ label }) => label)).toEqual([
    'Use the strict posture',
    'Work with a backup',
    'Rename',
  ])
  expect(JSON.stringify(pastOf(named))).not.toMatch(/hunter2|secret\.xml|a\/b\.xml|"backup"/)
})

test('fifty steps are kept, the newest', () => {
  const design = templateById('blank')?.design()
  if (design === undefined) throw new Error('no such template')
  let history = startHistory({ design, files: {} })
  for (let step = 0; step < 60; step++) {
    history = recordStep(history, { design: { ...design, name: `n${step}` }, files: {} }, `Step ${step}`, { now: step })
  }
  const { steps } = pastOf(history)
  expect([steps.length, steps[0]?.label, steps.at(-1)?.label]).toEqual([50, 'Step 10', 'Step 59'])
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** As much of the browser's database as is asked for. */
function stubDatabase(kept: Map<string, unknown>): void {
  const done = <T>(result: T) => {
    const request: { result: T; onsuccess?: () => void } = { result }
    queueMicrotask(() => request.onsuccess?.())
    return request
  }
  const store = {
    put: (value: unknown, id: string) => done(kept.set(id, value)),
    get: (id: string) => done(kept.get(id)),
  }
  const database = { transaction: () => ({ objectStore: () => store }), close: () => {} }
  vi.stubGlobal('indexedDB', { open: () => done(database) })
}

test('the steps of a design that is left at once are kept as its own, and those of the next stay', async () => {
  vi.useFakeTimers()
  const kept = new Map<string, unknown>([['second', 'its own']])
  stubDatabase(kept)
  vi.stubGlobal('window', new EventTarget())
  const design = templateById('blank')?.design()
  if (design === undefined) throw new Error('no such template')
  openHistory({ kind: 'slot', id: 'first' }, startHistory({ design, files: {} }))
  const stop = startKeepingPast()
  edit('Rename', (one) => ({ ...one, name: 'other' }))
  openHistory({ kind: 'slot', id: 'second' }, startHistory({ design, files: {} }))
  await vi.advanceTimersByTimeAsync(5_000)
  stop()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(kept.get('second')).toBe('its own')
  expect(kept.get('first')).toMatchObject({ steps: [{ label: 'Rename' }] })
})
