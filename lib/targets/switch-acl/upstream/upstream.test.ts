/** What lists of stated meaning let through, by the set engine and by the interpreter. */
import { describe, expect, test } from 'vitest'
import { outOf, switchWith, verdictAt } from '@/lib/testing/switch-box'
import { examples } from './lists'

describe.each(Object.entries(examples))('%s', (_, { texts, allows, denies, unknown = [] }) => {
  const model = switchWith(texts)
  const asked = [
    ...allows.map((packet) => [packet, 'allow'] as const),
    ...denies.map((packet) => [packet, 'deny'] as const),
    ...unknown.map((packet) => [packet, 'unknown'] as const),
  ]
  test.each(asked)('%s: %s', (packet, want) => {
    if (typeof model === 'string') throw new Error(model)
    expect(verdictAt(model, outOf('vlan 9'), packet)).toBe(want)
  })
})
