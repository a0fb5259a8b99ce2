/** The vendor's rules against both evaluators: what each lets in, leaves out, and refuses. */
import { describe, expect, test } from 'vitest'
import { boxWith, sectionsOf, verdictOf } from '@/lib/testing/pfsense-box'
import { aliasTexts, cases, refusals } from './rules'

test.each(cases)('$name', ({ rules, aliases, allow = [], deny = [], unknown = [], on }) => {
  const box = boxWith(sectionsOf(rules.map((fields) => `<rule>${fields}</rule>`).join('\n'), aliases ?? aliasTexts))
  expect(box.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const asked = { allow, deny, unknown }
  expect(allow.length + deny.length + unknown.length).toBeGreaterThan(0)
  for (const [want, packets] of Object.entries(asked)) {
    for (const packet of packets) expect(`${packet}: ${verdictOf(box, packet, on)}`).toBe(`${packet}: ${want}`)
  }
})

describe('refused', () => {
  test.each(refusals)('%s', (_, rules, aliases, message) => {
    const box = boxWith(sectionsOf(rules, aliases))
    expect(box.model).toBeUndefined()
    const said = box.problems.filter(({ severity }) => severity === 'error')
    expect(said[0]?.message).toMatch(message)
    expect(said[0]?.at).toMatch(/^(filter|aliases)\.xml:\d+$/)
  })
})
