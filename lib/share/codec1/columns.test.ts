import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sortKeys } from '@/lib/design/minimal'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { crc32 } from '../crc32'
import { defaults, leaveOut, putBack } from './defaults'
import { readColumns } from './read-columns'
import { patternOf, splitText } from './text-parts'
import { words } from './words'
import { writeColumns } from './write-columns'

test('any JSON value comes back', () => {
  checkProperty(fc.jsonValue({ maxDepth: 6 }), sampleCount(500, 20_000), (value) => {
    const plain: unknown = JSON.parse(JSON.stringify(value))
    expect(readColumns(writeColumns(plain))).toEqual(plain)
  })
})

test.each<[string, unknown]>([
  ['numbers up and down', ['cp-1', 'cp-10', 'cp-9', 'cp-9', 'cp-0']],
  ['leading zeros and long numbers', ['a01', 'a1', 'a001', 'a1234567890123456', 'a123456789012345', 'a0']],
  ['zero bytes', ['a\0b', 'a1b', '\0', '0', 'a\0b', '\0\0']],
  ['words, and texts like words', ['worker', 'worker-1', 'worker-77', '10.3.255.9', 'workers', 'worke']],
  ['keys like words', { worker: 1, 'worker-3': 2, __proto: 3, '': 4 }],
  ['whole and broken numbers', [0, -1, 2 ** 50, -(2 ** 50), 2 ** 53, 1.5, 1e300, -1e-7]],
  ['lists in lists', [[], [[]], [[1], [2, 3]], [[[]]]]],
  ['maps with keys of their own', [{ a: 1 }, { b: 2 }, { a: 3, b: null }, {}]],
  ['a mixture', ['a', 1, null, true, ['b'], { c: 'd' }]],
  ['both families', ['fd00::1', 'fd00::a', '10.0.0.1', 'fd00::2']],
  ['beyond ASCII', ['Büro 1', 'Büro 2', '事務所']],
])('%s', (_, value) => {
  expect(readColumns(writeColumns(value))).toEqual(value)
})

test('a key that names a prototype stays a key', () => {
  const value: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":2}')
  const read = readColumns(writeColumns(value)) as object
  expect(Object.keys(read)).toEqual(['__proto__', 'constructor'])
  expect(({} as Record<string, unknown>).a).toBeUndefined()
})

test('a link says all of a design: no default of the schema is needed to read it', () => {
  checkProperty(arbitraryDesign(), sampleCount(150, 5_000), (design) => {
    const whole = sortKeys(design)
    expect(sortKeys(putBack(leaveOut(whole)))).toEqual(whole)
  })
})

describe('frozen', () => {
  const text = new TextEncoder()

  // A change of either number changes the meaning of links that people keep: make codec 2 instead.
  test('the words', () => {
    expect([words.length, crc32(text.encode(words.join(' ')))]).toEqual([219, 1850972770])
  })

  test('the defaults', () => {
    expect(crc32(text.encode(JSON.stringify(sortKeys(defaults))))).toBe(3587613702)
  })

  test('no word is there twice', () => {
    const patterns = words.map((word) => patternOf(splitText(word)))
    expect(patterns.filter((pattern, index) => patterns.indexOf(pattern) !== index)).toEqual([])
  })
})

const kinds = { nulls: 0, flags: 1, whole: 2, texts: 4, lists: 5, maps: 6, mixed: 7 }
/** 2^28 − 1, and more than a number may be. */
const [many, endless] = [[255, 255, 255, 127], Array.from({ length: 12 }, () => 255)]

test.each<[string, readonly number[]]>([
  ['nothing', []],
  ['a kind that there is not', [8]],
  ['more than a value', [kinds.nulls, 0]],
  ['a list of millions of nothing', [kinds.lists, ...many, kinds.nulls]],
  ['a number without end', [kinds.lists, ...endless]],
  ['lists in lists without end', Array.from({ length: 300 }, () => [kinds.lists, 1]).flat()],
  ['half a million copies of a long text', longText()],
  ['letters that are not there', [kinds.texts, 2 * 40 + 1, 65]],
  ['bytes that are no text', [kinds.texts, 2 * 2 + 1, 0xff, 0xfe]],
  ['like a text before the first', [kinds.texts, 0]],
  ['a word that there is not', [kinds.texts, 254, 127]],
  ['bits that are not there', [kinds.lists, 9, kinds.flags, 255]],
])('refuses %s', (_, bytes) => {
  expect(readColumns(Uint8Array.from(bytes))).toBeUndefined()
})

/** A text of 10,000 letters, then as good as no byte for each of its copies. */
function longText(): number[] {
  const letters = Array.from({ length: 10_000 }, () => 97)
  return [
    kinds.lists,
    0xa0,
    0xc2,
    0x1e,
    kinds.texts,
    0xa1,
    0x9c,
    0x01,
    ...letters,
    ...new Array<number>(499_999).fill(0),
  ]
}

test('any bytes are read or refused, and never throw', () => {
  const scrambled = fc
    .tuple(arbitraryDesign(), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 5 }))
    .map(([design, changes]) => {
      const bytes = writeColumns(leaveOut(sortKeys(design)))
      for (const [at, to] of changes) bytes[at % bytes.length] = to
      return bytes
    })
  checkProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), scrambled), sampleCount(1_000, 100_000), (bytes) => {
    putBack(readColumns(bytes))
  })
})
