import { expect, test } from 'vitest'
import { readMarkedYaml, readYaml } from './yaml'

const advice = 'fill it in first'

/** What people really get wrong: the place, what stands there and what to do. */
test.each<[string, string, string]>([
  ['a tab before a key', 'a: x\n\tb: 1', '2:1 a tab indents this line | indent with spaces'],
  ['a tab behind a dash', '-\ta: 1', '1:2 a tab follows the dash | write a space'],
  ['a value in braces', 'a: 1\nb: {{ x }}', `2:5 a list or map stands as a key | ${advice}`],
  ['text behind braces', 'a: {{ x }}-b', `1:11 something follows a value on its line | ${advice}`],
  ['dollars in a list', 'a: [ ${' + 'x} ]', `1:7 neither a comma nor a closing bracket follows | ${advice}`],
  ['a loop in front', '%{ for x in y }\na: 1', `1:1 a directive stands here, which we do not read | ${advice}`],
  ['a loop between', 'a: 1\n%{ for x in y }\nb: 1', `2:1 a key runs over several lines | ${advice}`],
  ['an apostrophe', "a: 'it's'", '1:8 something follows a value on its line | put it on its own line, or quote'],
  ['an open quote', 'a:\n  b: "x\nc: 1', '2:6 this quoted text is not closed | close the quote'],
  ['a quote that an escape leaves open', 'a: "x\\"', '1:4 this quoted text is not closed | close the quote'],
  ['a quote that a quote leaves open', "a: 'x''", '1:4 this quoted text is not closed | close the quote'],
  [
    'an open bracket',
    'a: [1,\n  2\nb: 3',
    '1:4 this bracket is not closed before a line | write ] at its end, or indent',
  ],
  ['a bracket too many', 'a: [b]]', '1:7 a bracket closes that none opens | remove it'],
  ['a comma too many', 'a: [1,,2]', '1:7 a comma stands where a value belongs | remove it'],
  ['no space behind a colon', 'a:1\nb: 2', '1:1 a space is missing after the colon | write key: value'],
  ['an entry among keys', 'a: 1\n- b', '2:1 a list entry stands among keys | indent it below its key'],
  ['a key among entries', '- a\nb: 1', '2:1 this stands where neither a key nor a value may | check the indentation'],
  ['a list behind its key', 'a: - b', '1:4 a list starts on the line of its key | start it on the next line'],
  ['entries out of line', 'a:\n  - b\n - c', '3:2 this list entry does not line up with its neighbours | line it up'],
  ['two marks', 'a: &x &y 1', '1:7 two marks stand before one value | keep one'],
  ['a key without a name', ': b', '1:1 a colon stands without a key | write key: value'],
  ['an escape of JSON nobody knows', '{"a": "\\q"}', '1:8 YAML has no such escape | write a backslash twice'],
  ['line ends of an old Macintosh', 'a: 1\rb: 2', '1:5 the character U.000D may not stand in YAML | end each line'],
])('explains %s', (_, text, want) => {
  const reading = readYaml(text)
  if (reading.ok) throw new Error('it was read')
  const [place, cure = ''] = want.split(' | ')
  expect(`${reading.at.line}:${reading.at.column} ${reading.message}`).toMatch(
    new RegExp(`^${place?.replace(/[[\]+]/g, '.')}`),
  )
  expect(reading.suggestion).toContain(cure)
})

test.each([
  ...['- ', '[', '{a: ', '? ', ': ', 'a: ', '[- ', '&a ', '! ', '[,', ',', ']', '"', "'", '"\\', '%', '*a ', '- a\n'],
  ...['---\n', '...\n', '%a\n', '- b\n', 'a\n', 'a, ', '{{ a }}\n', 'a:\n  ', '"" ', '&a\n', 'a #'],
])(
  'does not overflow on a flood of %j',
  (piece) => {
    for (const start of ['', '[', 'a: ', 'a: "', 'a: |\n  ']) {
      const text = start + piece.repeat(10_000 / piece.length)
      for (const read of [readYaml, readMarkedYaml]) expect(read(text)).toHaveProperty('ok')
    }
  },
  60_000,
)

test.each([
  '- a\nb: 1\n',
  'a\nb: 1\n',
  'a: {b}: c\n',
  'a: b: c\n',
  '\ta: 1\n',
  'a: @b\n',
  'a: [b]]\n',
  'a: "b" c\n',
  'a: &x &y 1\n',
])('says of a flood of %j what it says of its first lines, and reads no further', (piece) => {
  const head = `first: 1\n${piece.repeat(20)}`
  for (const read of [readYaml, readMarkedYaml]) {
    const short = read(head)
    expect(short).toMatchObject({ ok: false })
    // What stands behind the head is read by nobody: neither a thousand faults more, nor a sound remainder.
    for (const rest of [piece.repeat(4_000), 'last: 1\nvery: last\n'.repeat(2_000)]) {
      expect(read(`${head}${piece.repeat(1_000)}${rest}`)).toEqual(short)
    }
  }
})

test.each(['"', "'", '[', '{', 'a: |\n  ', 'a:\n  - "'])('reads on where %j may close far below', (open) => {
  const close = { '"': '"', "'": "'", '[': ']', '{': '}' }[open.slice(-1)] ?? ''
  const lines = open === '{' ? 'word: 1,\n' : open === '[' ? 'word,\n' : open.length > 1 ? 'word\n      ' : 'word\n'
  expect(readYaml(`${open}${lines.repeat(4_000)}${close}`)).toMatchObject({ ok: open !== '{' })
})

test('refuses what is too large before it reads it', () => {
  expect(readYaml(' '.repeat(4_000_001))).toMatchObject({ ok: false, at: { line: 1, column: 1 } })
  expect(readYaml('\n'.repeat(200_001))).toMatchObject({ ok: false })
  const keys = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1\n`).join('')
  expect(readYaml(keys)).toMatchObject({ ok: true })
  expect(readYaml(`${keys}k39999: 2\n`)).toMatchObject({ ok: false, at: { line: 40_001, column: 1 } })
})

test('takes a byte order mark only before everything else, empty lines among it', () => {
  expect(readYaml('\ufeffa: 1\n')).toMatchObject({ ok: true })
  expect(readYaml('\n\ufeffa: 1\n')).toMatchObject({ ok: false })
  expect(readYaml('\n\n\n\ufeffa: 1\n')).toMatchObject({ ok: false, at: { line: 4 } })
})

test('marks what changes the meaning, for whoever asks', () => {
  const text = 'a: &x 1\nb: *x\nc: !t 2\nd: [:e, "f"]\n? g\n: 1.10\n'
  const reading = readMarkedYaml(text)
  expect(reading).toMatchObject({
    ok: true,
    documents: [
      {
        fields: [
          { key: 'a', value: { kind: 'opaque', why: '&x marks a place to be repeated' } },
          {
            key: 'b',
            line: 2,
            value: { kind: 'opaque', why: '*x repeats another place of the file', line: 2, column: 4 },
          },
          { key: 'c', value: { kind: 'opaque', why: 'the tag !t changes the type' } },
          { key: 'd', value: { items: [{ kind: 'opaque' }, { kind: 'scalar', text: 'f', plain: false }] } },
          { key: 'g', line: 5, column: 3, value: { kind: 'scalar', text: '1.10', plain: true, line: 6 } },
        ],
      },
    ],
  })
  expect(readMarkedYaml('[a]: 1')).toMatchObject({ documents: [{ kind: 'opaque', why: 'a key is not plain text' }] })
})
