/** The vendor's rules against both evaluators: what each lets in and out, leaves open, and refuses. */
import { describe, expect, test } from 'vitest'
import { verdictOf } from '@/lib/testing/proxmox-box'
import { filesOf, guestWith } from '@/lib/testing/proxmox-guest'
import { cases, refusals } from './rules'

test.each(cases)('$name', ({ cluster, options = [], before = '', rules = [], direction, cards, ...want }) => {
  const guest = ['[OPTIONS]', 'enable: 1', ...options, before, '[RULES]', ...rules].join('\n')
  const held = guestWith(filesOf(cluster, guest))
  expect(held.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const asked = { allow: want.allow ?? [], deny: want.deny ?? [], unknown: want.unknown ?? [] }
  expect(Object.values(asked).flat().length).toBeGreaterThan(0)
  for (const [verdict, packets] of Object.entries(asked)) {
    for (const packet of packets) {
      expect(`${packet}: ${verdictOf(held, packet, direction, cards)}`).toBe(`${packet}: ${verdict}`)
    }
  }
})

describe('refused', () => {
  test.each(refusals)('%s', (_, cluster, guest, message) => {
    const held = guestWith(filesOf(cluster, guest))
    expect(held.model).toBeUndefined()
    const said = held.problems.filter(({ severity }) => severity === 'error')
    expect(said[0]?.message).toMatch(message)
    expect(said[0]?.at).toMatch(/^(cluster|100)\.fw:\d+$/)
  })
})
