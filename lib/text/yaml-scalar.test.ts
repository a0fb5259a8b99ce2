import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { quoteComment, quoteYaml } from './yaml-scalar'

test.each([
  ['kubelet-ingress', 'kubelet-ingress'],
  ['a.b_c/d', 'a.b_c/d'],
  ['no', '"no"'],
  ['True', '"True"'],
  ['2024-01-01', '"2024-01-01"'],
  ['12', '"12"'],
  ['0x1f', '"0x1f"'],
  ['', '""'],
  ['my listener-ingress', '"my listener-ingress"'],
  ['a: b', '"a: b"'],
  ['- a', '"- a"'],
  ['say "hi" \\ there', '"say \\"hi\\" \\\\ there"'],
  ['$' + '{HOME}', '"\\x24\\x7bHOME\\x7d"'],
  ['a #b', '"a \\x23b"'],
  ['`id`', '"\\x60id\\x60"'],
  ['line\nkind: x', '"line\\x0akind: x"'],
  ['a\u202eb', '"a\\u202eb"'],
  ['a\u00a0b', '"a\\xa0b"'],
])('%j is written as %s', (text, want) => {
  expect(quoteYaml(text)).toBe(want)
  expect(parse(quoteYaml(text))).toBe(text)
})

test('any text comes back as it was, on one line, without anything to expand', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = quoteYaml(text)
      expect(parse(written)).toBe(text)
      expect(written).not.toMatch(/[\n\r\u0085\u2028\u2029$#{}`]/)
    }),
  )
})

test('a comment stays a comment', () => {
  expect(quoteComment('R&D\nkind: NetworkRuleConfig')).toBe('R&D\\x0akind: NetworkRuleConfig')
})
