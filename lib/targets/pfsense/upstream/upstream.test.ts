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

describe('of what a rule does with it nothing is known, so nothing is said', () => {
  const lan = '<interface>lan</interface><ipprotocol>inet</ipprotocol><type>pass</type>'
  const ends = '<source><any/></source><destination><any/></destination>'
  const within = '<source><any/></source><destination><address>10.0.0.0/8</address><within>1</within></destination>'
  const limits = ['max', 'max-src-nodes', 'max-src-states', 'max-src-conn', 'max-src-conn-rate']

  test.each([
    ...limits.map((limit) => `${lan}<${limit}>100</${limit}>${ends}`),
    `${lan}<stranger>1</stranger>${ends}`,
    `${lan}<nottagged/>${ends}`,
    `${lan}<statetype>none</statetype>${ends}`,
    `${lan}${within}`,
  ])('%s', (fields) => {
    const box = boxWith(sectionsOf(`<rule>${fields}</rule>`, aliasTexts))
    expect(verdictOf(box, '192.168.10.5 -> 10.1.1.1 tcp/80')).toBe('unknown')
  })
})
