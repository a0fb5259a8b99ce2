import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileTexts } from '@/lib/testing/arbitrary-text'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { convertValue } from './convert'
import { evaluate, type HclScope } from './evaluate'
import { parseHcl } from './parse'
import { plainComment, quoteHcl } from './quote'
import type { HclExpression } from './syntax'
import type { HclValue } from './value'
import { type HclItem, writeHcl } from './write'

/** The value of `x` in `x = …`. */
function expressionOf(text: string): HclExpression {
  const parsed = parseHcl(`x = ${text}\n`)
  if (!parsed.ok) throw new Error(`line ${parsed.fault.line}: ${parsed.fault.message}`)
  const [attribute] = parsed.body.attributes
  if (attribute === undefined) throw new Error('no attribute')
  return attribute.value
}

const known: Readonly<Record<string, HclValue>> = {
  'var.plugin': 'cilium',
  'var.on': true,
  'var.port': 30000,
  'var.cidrs': { kind: 'list', items: ['10.0.0.0/8', '2001:db8::/32', '10.0.0.0/8'] },
  'var.tags': { kind: 'object', fields: new Map([['a', 'b']]) },
  'group.x': { kind: 'pending', path: 'group.x' },
}

function scope(): HclScope {
  return { resolve: (path) => known[path.join('.')], faults: [] }
}

/** Plain data, sets as `{ set: [...] }`, what is pending as `<path>`. */
function plain(value: HclValue | undefined): unknown {
  if (value === undefined || value === null || typeof value !== 'object') return value
  switch (value.kind) {
    case 'list':
      return value.items.map(plain)
    case 'set':
      return { set: value.items.map(plain) }
    case 'object':
      return Object.fromEntries([...value.fields].map(([key, item]) => [key, plain(item)]))
    case 'pending':
      return `<${value.path}>`
  }
}

describe('an expression comes to', () => {
  test.each<[string, unknown]>([
    ['"a"', 'a'],
    ['"a\\"b\\\\ \\u00e9 \\n"', 'a"b\\ é \n'],
    ['"$${x} %%{y} $ % {"', `\${x} %{y} $ % {`],
    // Two signs before the brace are one sign and an escape.
    [`"$$\${x}"`, `$\${x}`],
    [`"\${var.plugin}-\${var.port}"`, 'cilium-30000'],
    [`"\${var.on}"`, true],
    ['-1', -1],
    ['1.5e1', 15],
    ['null', null],
    ['[1, "b",]', [1, 'b']],
    ['[\n  1, # one\n  2 // two\n]', [1, 2]],
    ['{ a = 1, "b.c" : var.on }', { a: 1, 'b.c': true }],
    ['{\n  a = 1\n  (var.plugin) = 2\n}', { a: 1, cilium: 2 }],
    ['[for x in ["a"] : { (x) = 5, x = 6 }]', [{ a: 5, x: 6 }]],
    ['var.plugin == "cilium" ? 1 : 0', 1],
    ['var.plugin != "cilium" ? 1 : 0', 0],
    ['var.port == "30000"', false],
    ['!var.on || 2 > 1 && 3 <= 3', true],
    ['1 + 2 * 3 - 4 / 2 % 3', 5],
    ['(1 + 2) * 3', 9],
    ['contains(["calico", "cilium"], var.plugin)', true],
    ['toset(var.cidrs)', { set: ['10.0.0.0/8', '2001:db8::/32'] }],
    ['setsubtract(toset(var.cidrs), ["10.0.0.0/8"])', { set: ['2001:db8::/32'] }],
    ['var.on ? toset(["b", "a"]) : toset([])', { set: ['a', 'b'] }],
    ['strcontains(var.cidrs[1], ":")', true],
    ['merge(var.tags, { c = "d" })', { a: 'b', c: 'd' }],
    ['[for c in var.cidrs : c if strcontains(c, ":")]', ['2001:db8::/32']],
    ['{ for i, c in var.cidrs : i => c if i > 0 }', { '1': '2001:db8::/32', '2': '10.0.0.0/8' }],
    ['alltrue([for c in var.cidrs : try(unheard(c), true)])', true],
    ['length(var.cidrs) + length("é")', 4],
    ['group.x.id', '<group.x.id>'],
    [`"\${group.x.id}/a"`, '<group.x.id>'],
    ['var.tags.a', 'b'],
    ['var.tags["a"]', 'b'],
    ['concat(var.cidrs, [])[0]', '10.0.0.0/8'],
    ['coalesce(null, "", "x")', 'x'],
    // Terraform goes through maps in the order of their keys, and gives lists and sets one type.
    ['[for k, v in { b = 1, a = 2 } : v]', [2, 1]],
    // And through sets by number, false before true, and what is null last.
    ['[for x in toset([10, 9, 1]) : x]', [1, 9, 10]],
    ['tolist(toset([true, null, false]))', [false, true, null]],
    ['flatten([toset([2, 1]), [[0]]])', [1, 2, 0]],
    ['distinct([1, "1", true])', ['1', 'true']],
    ['setintersection(["1", "2"], [1])', { set: ['1'] }],
    ['var.tags == "x"', false],
    ['anytrue([null, "true"])', true],
    ['lower("ÄB")', 'äb'],
    ['{ (var.plugin) = 1 }.cilium', 1],
  ])('%s', (text, want) => {
    const at = scope()
    expect(plain(evaluate(expressionOf(text), at))).toEqual(want)
    expect(at.faults).toEqual([])
  })
})

describe('an expression has no value, and the line says why', () => {
  test.each<[string, string]>([
    ['var.missing', '"var.missing" is not known here'],
    ['unheard(1)', 'The function "unheard" is not read here'],
    ['group.x.id == "a"', 'known only after it is applied'],
    ['length(group.x)', 'known only after it is applied'],
    ['var.port ? 1 : 0', 'neither true nor false'],
    ['"a" + 1', 'wants two numbers'],
    ['1 / 0', 'divides by zero'],
    [`"\${var.cidrs}-"`, 'fit into a string'],
    ['contains(["a"])', '"contains" is given 1 values'],
    ['toset("a")', '"toset" cannot take these values'],
    ['[for x in toset([["b"], ["a"]]) : x]', 'gone through'],
    ['flatten([toset([["b"], ["a"]])])', '"flatten" cannot take these values'],
    ['concat(toset(["a"]), ["b"])', '"concat" cannot take these values'],
    ['toset(var.cidrs)[0]', 'is not there'],
    ['[for c in var.plugin : c]', 'Only a list, a set or a map'],
    ['["a"] == tolist(["a"])', 'of one type'],
    ['group.x["id"]', 'known only after it is applied'],
    ['contains([group.x.id], "a")', 'known only after it is applied'],
    ['contains([null], null)', 'is given nothing (null)'],
    ['anytrue(["x"])', 'cannot take these values'],
    ['can(1, 2)', '"can" is given 2 values'],
    ['upper("ß")', 'cannot take these values'],
    [`"x\${0.1 + 0.2}"`, 'fit into a string'],
    ['tolist([1, true])', 'cannot take these values'],
  ])('%s', (text, why) => {
    const at = scope()
    expect(evaluate(expressionOf(text), at)).toBeUndefined()
    expect(at.faults[0]?.message).toContain(why)
    expect(at.faults[0]?.line).toBe(1)
  })
})

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
