import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileTexts } from '@/lib/testing/arbitrary-text'
import { expressionOf, plain } from '@/lib/testing/hcl-expression'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { convertValue } from './convert'
import { parseHcl } from './parse'
import { plainComment, quoteHcl } from './quote'
import type { HclExpression } from './syntax'
import type { HclValue } from './value'
import { type HclItem, writeHcl } from './write'

describe('a file is refused with its line', () => {
  test.each<[string, number, string]>([
    ['a = 1\nb = \n', 2, 'A value is missing'],
    ['a = 10.0.0.0/16\n', 1, 'text stands in quotes'],
    ['a = "x\n', 1, 'never ends on its line'],
    ['a = 1 b = 2\n', 1, 'not understood'],
    ['a = 1\na = 2\n', 2, '"a" is set twice'],
    ['x "y" {\n  a = 1\n', 3, 'of line 1 never ends'],
    ['}\n', 1, 'This closes nothing'],
    ['a = <<EOF\nx\nEOF\n', 1, 'Text blocks'],
    ['a = "%{ if true }x%{ endif }"\n', 1, 'Directives'],
    [`a = "\${~ var.x }"\n`, 1, 'Stripping'],
    ['a = "\\q"\n', 1, 'is no escape'],
    ['/* a\nb\n', 1, 'The comment never ends'],
    ['a = [1 2]\n', 1, '"]" is missing'],
    ['a = f(1\nb = 2\n', 2, '")" is missing'],
    ['= 1\n', 1, 'Neither an attribute nor a block'],
    ['a = var.\n', 1, 'A name is missing'],
    ['a = { var.x = 1 }\n', 1, 'stands in brackets'],
    [`a = ${'['.repeat(100)}\n`, 1, 'too deeply'],
    [`a = ${'-'.repeat(5000)}1\n`, 1, 'too deeply'],
    [`a = b${'.c'.repeat(50_000)}\n`, 1, 'too deeply'],
    ['a = 1\nb = 9007199254740993\n', 2, 'more digits'],
    ['a = 1e999\n', 1, 'more digits'],
    ['a =\r 1\n', 1, 'A value is missing'],
    [`${'a {\n'.repeat(100)}`, 61, 'too deeply'],
  ])('%j', (text, line, why) => {
    const parsed = parseHcl(text)
    if (parsed.ok) throw new Error('it was read')
    expect(parsed.fault.message).toContain(why)
    expect(parsed.fault.line).toBe(line)
  })

  test('whatever the text, it is read or refused, soon', () => {
    checkProperty(fc.string({ unit: 'binary', maxLength: 200 }), sampleCount(500, 20_000), (text) => {
      const parsed = parseHcl(text)
      expect(parsed.ok || parsed.fault.line > 0).toBe(true)
    })
    expect(parseHcl(`a = "${'${"'.repeat(50_000)}`).ok).toBe(false)
  })
})

test('blocks carry labels, bodies and lines', () => {
  const parsed = parseHcl('# c\nresource "a" b {\n  x = 1\n\n  inner {}\n  one { y = 2 }\n}\n')
  if (!parsed.ok) throw new Error(parsed.fault.message)
  const [block] = parsed.body.blocks
  expect(block).toMatchObject({ type: 'resource', labels: ['a', 'b'], line: 2 })
  expect(block?.body.attributes.map(({ name, line }) => [name, line])).toEqual([['x', 3]])
  expect(block?.body.blocks.map(({ type, line }) => [type, line])).toEqual([
    ['inner', 5],
    ['one', 6],
  ])
})

describe('text that a person chose', () => {
  test.each(hostileTexts.map((text) => [text]))('%s stays text', (text) => {
    expect(expressionOf(quoteHcl(text))).toMatchObject({ kind: 'literal', value: text })
    expect(plainComment(text)).not.toMatch(/[\n\r\p{C}]/u)
  })

  test('whatever it is', () => {
    checkProperty(fc.string({ unit: 'grapheme', maxLength: 60 }), sampleCount(500, 20_000), (text) => {
      const written = quoteHcl(text)
      expect(written).not.toMatch(/[\n\r]/)
      expect(expressionOf(written)).toMatchObject({ kind: 'literal', value: text })
    })
  })
})

test('a variable takes what fits its type, in the form of the type', () => {
  const type = (text: string): HclExpression => expressionOf(text)
  const cases: [HclValue, string, unknown][] = [
    ['true', 'bool', true],
    ['x', 'bool', undefined],
    [5, 'string', '5'],
    ['5', 'number', 5],
    [{ kind: 'list', items: [1, 1] }, 'set(string)', { set: ['1'] }],
    [{ kind: 'list', items: ['x'] }, 'list(number)', undefined],
    [{ kind: 'object', fields: new Map<string, HclValue>([['a', 1]]) }, 'map(string)', { a: '1' }],
    ['x', 'list(string)', undefined],
    ['x', 'any', 'x'],
    [
      {
        kind: 'object',
        fields: new Map<string, HclValue>([
          ['a', 1],
          ['c', 2],
        ]),
      },
      'object({ a = string, b = optional(string) })',
      { a: '1', b: null },
    ],
    [{ kind: 'object', fields: new Map() }, 'object({ a = string })', undefined],
    [{ kind: 'object', fields: new Map() }, 'object({ a = optional(string, "x") })', { a: 'x' }],
    [{ kind: 'object', fields: new Map([['a', null]]) }, 'object({ a = optional(number, "7") })', { a: 7 }],
    [{ kind: 'object', fields: new Map() }, 'object({ a = optional(number, "x") })', undefined],
    [{ kind: 'list', items: ['5', 'x'] }, 'tuple([number, string])', [5, 'x']],
    [{ kind: 'list', items: ['5', 'x'] }, 'tuple([number])', undefined],
    [5, 'optional(number)', undefined],
    [{ kind: 'list', items: ['1', 1] }, 'set(any)', { set: ['1'] }],
    [{ kind: 'list', items: [true, 1] }, 'list(any)', undefined],
  ]
  for (const [value, wanted, want] of cases) expect(plain(convertValue(value, type(wanted))), wanted).toEqual(want)
})

test('lines stand as terraform fmt leaves them', () => {
  const items: HclItem<string>[] = [
    { kind: 'comment', text: 'a\nb  c ' },
    {
      kind: 'block',
      header: 'resource "a" "b"',
      mark: 'm',
      body: [
        { kind: 'set', name: 'count', value: '1' },
        { kind: 'blank' },
        { kind: 'set', name: 'x', value: '1' },
        { kind: 'set', name: 'long_name', value: '"y"' },
        {
          kind: 'open',
          name: 'tags',
          opener: 'merge(var.tags, {',
          body: [{ kind: 'set', name: 'N', value: '1' }],
          closer: '})',
        },
        { kind: 'set', name: 'z', value: '2' },
        { kind: 'open', name: 'list', opener: '[', body: [{ kind: 'element', value: '1', mark: 'e' }], closer: ']' },
        { kind: 'block', header: 'empty', body: [] },
      ],
    },
  ]
  const lines = writeHcl(items)
  expect(lines.map(({ text }) => text)).toEqual([
    '# a b c',
    'resource "a" "b" {',
    '  count = 1',
    '',
    '  x         = 1',
    '  long_name = "y"',
    '  tags = merge(var.tags, {',
    '    N = 1',
    '  })',
    '  z = 2',
    '  list = [',
    '    1,',
    '  ]',
    '  empty {}',
    '}',
  ])
  expect(lines.map(({ mark }) => mark).filter((mark) => mark !== undefined)).toEqual(['m', 'e', 'm'])
})
