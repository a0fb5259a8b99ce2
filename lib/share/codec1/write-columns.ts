/**
 * A JSON value as columns: the entries of a list are written key by key, because the names of machines are alike, and so
 * are their addresses. Frozen with codec 1.
 *
 * - number: base 128, lowest first, the top bit says that more follows; signed ones zigzag
 * - column of n values: kind (1), then by kind
 *   - nulls: nothing; flags: n bits; whole numbers: differences to the one before; other numbers: as texts
 *   - texts: 0 and the differences of its numbers for a text that is otherwise like the one before; even, its place in
 *     the list of words and the differences to that word's numbers; odd, its length and UTF-8
 *   - lists: n lengths, then one column of all their values
 *   - maps: number of keys; each a text, then 0 for "in all" or 1 and n bits, then the column of its values
 *   - mixed: n columns of one
 */
import { patternOf, splitText, type TextParts } from './text-parts'
import { words } from './words'

export const kinds = ['nulls', 'flags', 'whole', 'other', 'texts', 'lists', 'maps', 'mixed'] as const
export type Kind = (typeof kinds)[number]

const known = new Map(
  words.map((word, index) => {
    const parts = splitText(word)
    return [patternOf(parts), { tag: 2 * (index + 1), numbers: parts.numbers }]
  }),
)
const utf8 = new TextEncoder()
/** Differences of such numbers, and those of fifteen digits, stay exact. */
const mostWhole = 2 ** 50

/** The value has no `undefined` in it; keys of maps are written in the order in which they are first met. */
export function writeColumns(value: unknown): Uint8Array {
  const bytes: number[] = []
  writeColumn(bytes, [value])
  return Uint8Array.from(bytes)
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'nulls'
  if (typeof value === 'boolean') return 'flags'
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) <= mostWhole ? 'whole' : 'other'
  if (typeof value === 'string') return 'texts'
  return Array.isArray(value) ? 'lists' : 'maps'
}

function writeColumn(bytes: number[], values: readonly unknown[]): void {
  if (values.length === 0) return
  const found = new Set(values.map(kindOf))
  const [only = 'mixed'] = found
  const kind: Kind = found.size === 1 ? only : 'mixed'
  bytes.push(kinds.indexOf(kind))
  switch (kind) {
    case 'nulls':
      return
    case 'flags':
      writeBits(bytes, values as boolean[])
      return
    case 'whole':
      writeWhole(bytes, values as number[])
      return
    case 'other':
      writeTexts(bytes, values.map(String))
      return
    case 'texts':
      writeTexts(bytes, values as string[])
      return
    case 'lists':
      writeLists(bytes, values as unknown[][])
      return
    case 'maps':
      writeMaps(bytes, values as Record<string, unknown>[])
      return
    case 'mixed':
      for (const value of values) writeColumn(bytes, [value])
  }
}

function writeLists(bytes: number[], lists: readonly (readonly unknown[])[]): void {
  for (const list of lists) writeNumber(bytes, list.length)
  writeColumn(bytes, lists.flat(1))
}

function writeMaps(bytes: number[], maps: readonly Readonly<Record<string, unknown>>[]): void {
  const keys = [...new Set(maps.flatMap((map) => Object.keys(map)))]
  writeNumber(bytes, keys.length)
  let before: TextParts | undefined
  for (const key of keys) {
    before = writeText(bytes, key, before)
    const has = maps.map((map) => Object.hasOwn(map, key))
    const isInAll = has.every(Boolean)
    bytes.push(isInAll ? 0 : 1)
    if (!isInAll) writeBits(bytes, has)
    writeColumn(
      bytes,
      maps.filter((_, index) => has[index] === true).map((map) => map[key]),
    )
  }
}

function writeBits(bytes: number[], bits: readonly boolean[]): void {
  for (let at = 0; at < bits.length; at += 8) {
    bytes.push(bits.slice(at, at + 8).reduce((byte, bit, index) => byte | (bit ? 1 << index : 0), 0))
  }
}

function writeWhole(bytes: number[], values: readonly number[]): void {
  let before = 0
  for (const value of values) {
    writeSigned(bytes, value - before)
    before = value
  }
}

function writeTexts(bytes: number[], texts: readonly string[]): void {
  let before: TextParts | undefined
  for (const text of texts) before = writeText(bytes, text, before)
}

function writeText(bytes: number[], text: string, before: TextParts | undefined): TextParts {
  const parts = splitText(text)
  const like = findLike(parts, before)
  if (like === undefined) {
    const encoded = utf8.encode(text)
    writeNumber(bytes, 2 * encoded.length + 1)
    for (const byte of encoded) bytes.push(byte)
  } else {
    writeNumber(bytes, like.tag)
    for (const [index, number] of parts.numbers.entries()) writeSigned(bytes, number - (like.numbers[index] ?? 0))
  }
  return parts
}

function findLike(parts: TextParts, before: TextParts | undefined) {
  const pattern = patternOf(parts)
  if (before !== undefined && pattern === patternOf(before)) return { tag: 0, numbers: before.numbers }
  return known.get(pattern)
}

function writeSigned(bytes: number[], value: number): void {
  writeNumber(bytes, value < 0 ? -2 * value - 1 : 2 * value)
}

/** Whole, not below zero. */
function writeNumber(bytes: number[], value: number): void {
  let left = value
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128)
  bytes.push(left)
}
