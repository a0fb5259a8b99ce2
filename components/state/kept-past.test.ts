import { expect, test } from 'vitest'
import { templateById } from '@/lib/design/templates/templates'
import { recordStep, startHistory } from './history'
import { pastOf } from './kept-past'

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
