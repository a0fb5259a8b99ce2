/**
 * From the bytes of `write-columns` to the value. What is read comes from a stranger: values and characters are counted,
 * because a few bytes can ask for many, and whatever does not fit ends the reading.
 */
import { joinText, splitText, type TextParts } from './text-parts'
import { words } from './words'
import { type Kind, kinds } from './write-columns'

interface Reading {
  readonly bytes: Uint8Array
  at: number
  values: number
  characters: number
}

/** As many as a design may hold, see `read-design`. */
const mostValues = 500_000
const mostCharacters = 2_000_000
const mostLevels = 32
/** Of the numbers that are written; one made up by a stranger becomes no longer than twice that. */
const mostDigits = 15

const known = words.map(splitText)

/** Ends the reading; caught where it began. */
const unreadable = Symbol('unreadable')

/** Undefined where the bytes are no value, or one that is too large. Never throws. */
export function readColumns(bytes: Uint8Array): unknown {
  const reading: Reading = { bytes, at: 0, values: mostValues, characters: mostCharacters }
  try {
    const [value] = readColumn(reading, 1, mostLevels)
    return reading.at === bytes.length ? value : undefined
  } catch (error) {
    if (error === unreadable) return undefined
    throw error
  }
}

function stop(): never {
  throw unreadable
}

function readColumn(reading: Reading, count: number, levels: number): unknown[] {
  if (count === 0) return []
  reading.values -= count
  if (reading.values < 0 || levels === 0) stop()
  const kind: Kind = kinds[readByte(reading)] ?? stop()
  switch (kind) {
    case 'nulls':
      return Array.from({ length: count }, () => null)
    case 'flags':
      return readBits(reading, count)
    case 'whole':
      return readWhole(reading, count)
    case 'other':
      return readTexts(reading, count).map(Number)
    case 'texts':
      return readTexts(reading, count)
    case 'lists':
      return readLists(reading, count, levels - 1)
    case 'maps':
      return readMaps(reading, count, levels - 1)
    case 'mixed':
      return Array.from({ length: count }, () => readColumn(reading, 1, levels - 1)[0])
  }
}

function readLists(reading: Reading, count: number, levels: number): unknown[][] {
  const lengths = Array.from({ length: count }, () => readNumber(reading))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  if (total > mostValues) stop()
  const values = readColumn(reading, total, levels)
  let at = 0
  return lengths.map((length) => {
    at += length
    return values.slice(at - length, at)
  })
}

function readMaps(reading: Reading, count: number, levels: number): Record<string, unknown>[] {
  const maps = Array.from({ length: count }, (): Record<string, unknown> => Object.create(null))
  let before: TextParts | undefined
  for (let left = readNumber(reading); left > 0; left--) {
    before = readText(reading, before)
    const key = joinText(before)
    const isInAll = readByte(reading) === 0
    const has = isInAll ? undefined : readBits(reading, count)
    const owners = maps.filter((_, index) => has?.[index] !== false)
    const column = readColumn(reading, owners.length, levels)
    for (const [index, owner] of owners.entries()) owner[key] = column[index]
  }
  return maps
}

function readBits(reading: Reading, count: number): boolean[] {
  const bytes = Array.from({ length: Math.ceil(count / 8) }, () => readByte(reading))
  return Array.from({ length: count }, (_, index) => (((bytes[index >> 3] ?? 0) >> (index & 7)) & 1) === 1)
}

function readWhole(reading: Reading, count: number): number[] {
  let before = 0
  return Array.from({ length: count }, () => {
    before += readSigned(reading)
    return before
  })
}

function readTexts(reading: Reading, count: number): string[] {
  let before: TextParts | undefined
  return Array.from({ length: count }, () => {
    before = readText(reading, before)
    return joinText(before)
  })
}

function readText(reading: Reading, before: TextParts | undefined): TextParts {
  const tag = readNumber(reading)
  const like = tag % 2 === 1 ? undefined : tag === 0 ? (before ?? stop()) : (known[tag / 2 - 1] ?? stop())
  const parts =
    like === undefined
      ? splitText(readLetters(reading, (tag - 1) / 2))
      : { ...like, numbers: like.numbers.map((number) => number + readSigned(reading)) }
  reading.characters -= lengthOf(parts)
  if (reading.characters < 0) stop()
  return parts
}

function lengthOf({ pieces, numbers }: TextParts): number {
  return pieces.reduce((sum, piece) => sum + piece.length, mostDigits * numbers.length)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readLetters(reading: Reading, length: number): string {
  const end = reading.at + length
  if (end > reading.bytes.length) stop()
  const letters = reading.bytes.subarray(reading.at, end)
  reading.at = end
  try {
    return utf8.decode(letters)
  } catch {
    return stop()
  }
}

function readSigned(reading: Reading): number {
  const value = readNumber(reading)
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2
}

/** At most 2^53; what is larger was never written. */
function readNumber(reading: Reading): number {
  let value = 0
  for (let factor = 1; ; factor *= 128) {
    const byte = readByte(reading)
    value += (byte & 127) * factor
    if (value > Number.MAX_SAFE_INTEGER) stop()
    if (byte < 128) return value
  }
}

function readByte(reading: Reading): number {
  return reading.bytes[reading.at++] ?? stop()
}
