import { describe, expect, it } from 'vitest'
import { exampleDesign } from '@/components/state/example'
import type { Answer } from '@/lib/query/answer'
import { gatesOf } from './gates'

const targets = [
  { id: 'inner', place: 'guest' },
  { id: 'cards', place: 'nic' },
  { id: 'edge', place: 'router' },
] as const
const design = { ...exampleDesign, targets: { cards: { subnets: ['control'] } } }

function answered(place: 'guest' | 'nic' | 'router', verdict: 'allow' | 'deny', points: readonly string[]): Answer {
  const question = { source: { members: ['worker-1'] }, destination: { members: ['cp-1'] } }
  return { question, layers: [{ place, verdict, points }] } as unknown as Answer
}

describe('gatesOf', () => {
  it('stands only where a product filters, and only before the networks it is for', () => {
    const { stateAt } = gatesOf(targets, design, undefined)
    expect(stateAt('guest', 'workers', 'worker-1')).toBe('idle')
    expect(stateAt('nic', 'control', 'cp-1')).toBe('idle')
    expect(stateAt('nic', 'workers', 'worker-1')).toBeUndefined()
    expect(gatesOf([], design, undefined).stateAt('router', 'control')).toBeUndefined()
  })

  it.each([
    ['guest', 'allow', ['node/cp-1'], 'raised'],
    ['nic', 'deny', ['nic/cp-1'], 'fallen'],
    ['router', 'deny', ['interface/opt1'], 'fallen'],
  ] as const)('at the %s an answer of %s moves the gate on the way and no other', (place, verdict, points, want) => {
    const { stateAt, sources } = gatesOf(targets, design, answered(place, verdict, points))
    expect(stateAt(place, 'control', 'cp-1')).toBe(want)
    if (place === 'router') expect(stateAt(place, 'workers')).toBe('idle')
    else expect(stateAt(place, 'control', 'cp-2')).toBe('idle')
    expect(sources.has('node:worker-1')).toBe(true)
  })
})
