import { expect, test } from 'vitest'
import { designSchema } from '@/lib/design/design'
import { type History, recordStep, redoStep, startHistory, undoStep } from './history'

const design = designSchema.parse({
  version: 1,
  name: 'a',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [{ name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] }],
})
const named = (name: string) => ({ design: { ...design, name }, files: {} })
const name = (history: History) => history.present.design.name

test('undo and redo walk the same path back and forth', () => {
  let history = startHistory(named('a'))
  history = recordStep(history, named('b'), 'to b', { now: 0 })
  history = recordStep(history, named('c'), 'to c', { now: 1 })
  history = undoStep(history)
  expect(name(history)).toBe('b')
  expect(history.future[0]?.label).toBe('to c')
  history = undoStep(undoStep(history))
  expect(name(history)).toBe('a')
  history = redoStep(redoStep(redoStep(history)))
  expect(name(history)).toBe('c')
  expect(history.future).toEqual([])
})

test('a change after undo forgets what could be done again', () => {
  let history = recordStep(startHistory(named('a')), named('b'), 'to b', { now: 0 })
  history = recordStep(undoStep(history), named('x'), 'to x', { now: 1 })
  expect(redoStep(history)).toBe(history)
  expect(name(undoStep(history))).toBe('a')
})

test('typing into one field is one step, until a pause or another field', () => {
  const type = (history: History, to: string, field: string, now: number) =>
    recordStep(history, named(to), `type ${to}`, { coalesce: field, now })
  let history = startHistory(named('a'))
  history = type(history, 'b', 'name', 0)
  history = type(history, 'bc', 'name', 1000)
  history = type(history, 'bcd', 'name', 2000)
  expect(history.past).toHaveLength(1)
  history = type(history, 'bcde', 'name', 9000)
  expect(history.past).toHaveLength(2)
  history = type(history, 'other', 'another field', 9100)
  expect(history.past).toHaveLength(3)
  history = undoStep(undoStep(undoStep(history)))
  expect(name(history)).toBe('a')
})

test('typing on after an undo does not swallow the step before it', () => {
  let history = recordStep(startHistory(named('a')), named('b'), 'type', { coalesce: 'name', now: 0 })
  history = recordStep(history, named('c'), 'other', { now: 10 })
  history = undoStep(history)
  history = recordStep(history, named('bb'), 'type', { coalesce: 'name', now: 20 })
  expect(name(undoStep(history))).toBe('b')
})
