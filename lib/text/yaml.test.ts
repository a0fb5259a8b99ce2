import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAllDocuments, stringify } from 'yaml'
import { sampleCount } from '@/lib/testing/samples'
import { readYaml, yamlPositionAt, yamlValue } from './yaml'

function valuesOf(text: string): unknown {
  const reading = readYaml(text)
  return reading.ok ? reading.documents.map(yamlValue) : { fault: reading.message, line: reading.at.line }
}

test.each<[string, string, unknown[]]>([
  ['nothing', '', []],
  ['comments alone', '# a\n\n  # b\n', []],
  ['a scalar', 'hello world # bye', ['hello world']],
  ['a map', 'a: 1\nb: two\nc:\nd: ~\n', [{ a: 1, b: 'two', c: null, d: null }]],
  ['a list at the column of its key', 'a:\n- 1\n- 2\nb: 3', [{ a: [1, 2], b: 3 }]],
  ['an indented list', 'a:\n  - 1\n  -\n  - x: 1\n    y: 2\n', [{ a: [1, null, { x: 1, y: 2 }] }]],
  ['lists in lists', '- - 1\n  - 2\n-\n  - 3', [[[1, 2], [3]]]],
  ['flow over lines', 'a: [1,\n  { b: c, d },\n  "e", ]\n', [{ a: [1, { b: 'c', d: null }, 'e'] }]],
  [
    'IPv6 and colons',
    'a: 2001:db8::1\nb: [fe80::1, "::/0"]\nc: http://x:1/y',
    [{ a: '2001:db8::1', b: ['fe80::1', '::/0'], c: 'http://x:1/y' }],
  ],
  ['JSON', '{"a":[1,2.5e3,true,null],"b":{"c":"\\u00e9\\n"}}', [{ a: [1, 2500, true, null], b: { c: 'é\n' } }]],
  ['JSON with tabs', '{\n\t"a": [\n\t\t1\n\t]\n}\n', [{ a: [1] }]],
  [
    'words of the core schema',
    '[yes, no, on, True, NULL, 0o17, 0x1f, 010, 1_000, +1, .5, 1e3, -.inf, 1.10]',
    [['yes', 'no', 'on', true, null, 15, 31, 10, '1_000', 1, 0.5, 1000, Number.NEGATIVE_INFINITY, 1.1]],
  ],
  ['dates stay text', 'until: 2027-06-30', [{ until: '2027-06-30' }]],
  ['quotes', `a: 'it''s'\nb: "x\\ty"\n"c d": e # f\ng: h#i`, [{ a: "it's", b: 'x\ty', 'c d': 'e', g: 'h#i' }]],
  ['plain over lines', 'a: one\n  two\n\n  three\nb: 1', [{ a: 'one two\nthree', b: 1 }]],
  [
    'literal text',
    'a: |\n  one\n    two\n\n  three\n\nb: |-\n  x\nc: |+\n  y\n\n',
    [{ a: 'one\n  two\n\nthree\n', b: 'x', c: 'y\n\n' }],
  ],
  ['folded text', 'a: >\n  one\n  two\n\n  three\n   four\n  five\n', [{ a: 'one two\nthree\n four\nfive\n' }]],
  ['documents', '---\na: 1\n---\nb: 2\n...\n# end\n---\n', [{ a: 1 }, { b: 2 }, null]],
  ['an alias', 'a: &x [1, 2]\nb: *x\nc:\n  - &y z\n  - *y', [{ a: [1, 2], b: [1, 2], c: ['z', 'z'] }]],
  ['an anchor before a map', 'a: &x\n  b: 1\nc: *x', [{ a: { b: 1 }, c: { b: 1 } }]],
  ['line ends of Windows', 'a: 1\r\nb:\r\n  - 2\r\n', [{ a: 1, b: [2] }]],
  ['a byte order mark', '\uFEFFa: 1', [{ a: 1 }]],
])('reads %s', (_, text, want) => {
  expect(valuesOf(text)).toEqual(want)
})

test.each<[string, string, { fault: string; line: number }]>([
  ['a tab', 'a:\n\tb: 1', { fault: 'a tab indents this line', line: 2 }],
  ['the same key twice', 'a: 1\nb: 2\na: 3', { fault: 'the key "a" is written twice, first on line 1', line: 3 }],
  [
    'the same key twice in braces',
    '{ "a": 1, a: 2 }',
    { fault: 'the key "a" is written twice, first on line 1', line: 1 },
  ],
  ['an open bracket', 'a: 1\nb: [1, 2\n', { fault: 'this bracket is never closed', line: 2 }],
  ['an open quote', 'a: "x\nb: 1\n', { fault: 'this quoted text is not closed', line: 1 }],
  ['a tag', 'a: !!binary abc', { fault: 'a tag stands here, which we do not read', line: 1 }],
  ['a directive', '%YAML 1.1\n---\na: yes', { fault: 'a directive stands here, which we do not read', line: 1 }],
  ['an unknown alias', 'a: *x', { fault: 'no anchor &x stands before this alias', line: 1 }],
  ['an alias to itself', 'a: &x [*x]', { fault: 'no anchor &x stands before this alias', line: 1 }],
  ['two keys on a line', 'a: b: c', { fault: 'a second key stands on one line', line: 1 }],
  ['a missing colon', 'a: 1\nb\nc: 2', { fault: 'a colon is missing after this key', line: 2 }],
  ['wrong indentation', 'a:\n  b: 1\n    c: 2', { fault: 'a key runs over several lines', line: 3 }],
  [
    'shallow indentation',
    'a:\n    b: 1\n  c: 2',
    { fault: 'this line is indented deeper than its neighbours', line: 3 },
  ],
  ['a line separator', 'a: 1 # \u2028b: 2', { fault: 'the character U+2028 may not stand in YAML', line: 1 }],
  ['a control character', 'a: \u0007', { fault: 'the character U+0007 may not stand in YAML', line: 1 }],
  ['a key that is a list', '[a]: 1', { fault: 'a list or map stands as a key', line: 1 }],
  ['a marked key', '? a\n: b', { fault: 'a key marked with ? stands here, which we do not read', line: 1 }],
  ['deep brackets', '['.repeat(100_000), { fault: 'nested more than 64 levels deep', line: 1 }],
  ['deep dashes', `${'- '.repeat(50_000)}a`, { fault: 'nested more than 64 levels deep', line: 1 }],
  ['deep maps', '{a: '.repeat(50_000), { fault: 'nested more than 64 levels deep', line: 1 }],
])('refuses %s', (_, text, want) => {
  expect(valuesOf(text)).toEqual(want)
})

test('refuses aliases that unfold to a flood', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let i = 1; i < 12; i++) lines.push(`a${i}: &a${i} [${new Array(10).fill(`*a${i - 1}`).join(', ')}]`)
  expect(valuesOf(lines.join('\n'))).toEqual({ fault: 'the aliases of this file unfold to too many values', line: 6 })
})

test('names the place of keys and values', () => {
  const reading = readYaml('a: 1\nlist:\n  - x: 1\n    y: [1, "two"]\n')
  if (!reading.ok) throw new Error(reading.message)
  const [root] = reading.documents
  if (root === undefined) throw new Error('no document')
  expect(yamlPositionAt(root, ['a'], 'value')).toEqual({ line: 1, column: 4 })
  expect(yamlPositionAt(root, ['list', 0, 'y'], 'key')).toEqual({ line: 4, column: 5 })
  expect(yamlPositionAt(root, ['list', 0, 'y', 1], 'value')).toEqual({ line: 4, column: 12 })
  expect(yamlPositionAt(root, ['list', 0, 'missing'], 'key')).toEqual({ line: 3, column: 5 })
  expect(yamlPositionAt(root, [], 'value')).toEqual({ line: 1, column: 1 })
})

// The reader everyone uses is the referee: whatever we accept, it accepts, and reads the same.
function refereed(text: string): unknown {
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: true, logLevel: 'silent' })
  if (!Array.isArray(documents)) return []
  const faults = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])
  // It takes a line of nothing but a tab for an indented one.
  if (faults.length > 0 && /^ *\t[ \t]*$/m.test(text)) return 'undecided'
  if (faults.length > 0) return 'refused'
  try {
    return documents.map((document) => document.toJS({ maxAliasCount: -1 })).filter((value) => value !== null)
  } catch {
    return 'refused'
  }
}

/** Empty documents are not compared: the referee sees one in a lone end mark. */
function contentsOf(text: string): unknown {
  const values = valuesOf(text)
  return Array.isArray(values) ? values.filter((value) => value !== null) : values
}

const scalars = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '1.10',
    '0x1f',
    ' a ',
    'a: b',
    '- x',
    '# y',
    '[z',
    'a\nb\n',
    '\n\n x\n',
    'ends:',
    "it's",
    '10.0.0.0/24',
    '2001:db8::/64',
    '',
    '---',
    '... x',
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.boolean(),
  fc.constant(null),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    scalars,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.string({ minLength: 1, maxLength: 8 }), fc.constantFrom('a', 'no', '12', 'x y')),
      tie('tree'),
      { maxKeys: 4 },
    ),
  ),
}))
const styles = fc.record({
  version: fc.constantFrom('1.1', '1.2'),
  lineWidth: fc.constantFrom(0, 20, 80),
  indentSeq: fc.boolean(),
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
  indent: fc.constantFrom(2, 4),
})

test('reads what the common writer writes', () => {
  fc.assert(
    fc.property(tree, styles, (value, style) => {
      const text = stringify(value, { ...style, aliasDuplicateObjects: false })
      if (/[^\n\P{Cc}]|[\p{Zl}\p{Zp}\uFEFF\uFFFE\uFFFF]/u.test(text)) return
      const want = refereed(text)
      // A writer may slip: what it cannot read itself proves nothing.
      if (want === 'refused') return
      expect({ text, values: contentsOf(text) }).toEqual({ text, values: want })
    }),
    { numRuns: sampleCount(2_000, 50_000) },
  )
})

const pieces = [
  'a',
  'b: ',
  '- ',
  ': ',
  '\n',
  '\n  ',
  '\n    ',
  '\n',
  ' ',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '#',
  ' # c',
  '|',
  '>',
  '|-',
  '>+2',
  '&x ',
  '*x',
  '---',
  '\n---\n',
  '...',
  '?',
  '1.5',
  'true',
  '\\n',
  'x:y',
  '\t',
  '!',
  '%',
  'key',
  'two words',
]

test('accepts nothing that the common reader refuses or reads otherwise', () => {
  let accepted = 0
  let refusedAlone = 0
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
      const text = parts.join('')
      const want = refereed(text)
      if (want === 'undecided') return
      const values = contentsOf(text)
      if (!Array.isArray(values)) {
        if (want !== 'refused') refusedAlone++
        return
      }
      accepted++
      expect({ text, values }).toEqual({ text, values: want })
    }),
    { numRuns: sampleCount(15_000, 500_000) },
  )
  console.log(`YAML soup: ${accepted} read by both alike, ${refusedAlone} refused by us alone`)
  expect(accepted).toBeGreaterThan(1_000)
})
