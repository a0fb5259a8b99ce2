/**
 * Scalars of YAML 1.2: quoted, plain, and what a plain one means in the core schema.
 * @see https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions
 * @see https://yaml.org/spec/1.2.2/#103-core-schema
 */
import { atMarker, type Cursor, fail, indentOf, isBlank, isBreak, isSpace, skipBlanks } from './cursor'

export type ScalarValue = string | number | boolean | null

const words = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, ScalarValue] => [word, null]),
  ...['true', 'True', 'TRUE'].map((word): [string, ScalarValue] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, ScalarValue] => [word, false]),
])
const decimal = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/
const hexOrOctal = /^0(x[0-9a-fA-F]+|o[0-7]+)$/
const special = /^([-+]?)\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/

/** What a plain scalar means; text unless it has the form of another kind. */
export function resolvePlain(text: string): ScalarValue {
  const word = words.get(text)
  if (word !== undefined) return word
  const first = text.charCodeAt(0)
  // Only digits, signs and the point start a number; most scalars are told apart here.
  if (first > 57 || first < 43) return text
  if (decimal.test(text) || hexOrOctal.test(text)) {
    const value = Number(text)
    return value === 0 ? 0 : value
  }
  const match = special.exec(text)
  if (match === null) return text
  return match[3] !== undefined ? Number.NaN : match[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

/** Joins the lines of a flow scalar: one line's end is a space, each further one a line feed. */
function foldBreak(cursor: Cursor, quote: number): string {
  const { text } = cursor
  let breaks = 0
  while (text[cursor.at] === '\n') {
    cursor.at++
    breaks++
    if (atMarker(cursor)) fail(cursor, quote, 'this quoted text is not closed', 'close the quote')
    skipBlanks(cursor)
  }
  if (indentOf(cursor) < cursor.floor && cursor.at < text.length) {
    fail(cursor, quote, 'this quoted text is not closed', 'close the quote, or indent the lines it goes on in')
  }
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
}

function trimBlanks(text: string): string {
  let end = text.length
  while (end > 0 && isBlank(text[end - 1])) end--
  return text.slice(0, end)
}

export function readSingleQuoted(cursor: Cursor): string {
  const { text } = cursor
  const start = cursor.at++
  let value = ''
  for (;;) {
    const character = text[cursor.at]
    if (character === undefined) fail(cursor, start, 'this quoted text is not closed', 'close the quote')
    if (character === "'") {
      if (text[cursor.at + 1] !== "'") break
      value += "'"
      cursor.at += 2
    } else if (character === '\n') {
      value = trimBlanks(value) + foldBreak(cursor, start)
    } else {
      value += character
      cursor.at++
    }
  }
  cursor.at++
  return value
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}
const escapeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

export function readDoubleQuoted(cursor: Cursor): string {
  const { text } = cursor
  const start = cursor.at++
  let value = ''
  /** Up to here blanks were written by an escape and stay. */
  let kept = 0
  for (;;) {
    const character = text[cursor.at]
    if (character === undefined) fail(cursor, start, 'this quoted text is not closed', 'close the quote')
    if (character === '"') break
    if (character === '\\') {
      value += readEscape(cursor, start)
      kept = value.length
    } else if (character === '\n') {
      value = value.slice(0, kept) + trimBlanks(value.slice(kept)) + foldBreak(cursor, start)
      kept = value.length
    } else {
      value += character
      cursor.at++
    }
  }
  cursor.at++
  return value
}

function readEscape(cursor: Cursor, start: number): string {
  const { text } = cursor
  const at = cursor.at
  const letter = text[at + 1] ?? ''
  cursor.at += 2
  if (letter === '\n') {
    // The line goes on without a break; blank lines after it are kept.
    cursor.at--
    const folded = foldBreak(cursor, start)
    return folded === ' ' ? '' : folded
  }
  const simple = escapes[letter]
  if (simple !== undefined) return simple
  const length = escapeLengths[letter]
  const digits = length === undefined ? '' : text.slice(cursor.at, cursor.at + length)
  if (length === undefined || digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) {
    fail(cursor, at, 'YAML has no such escape', 'write a backslash twice, or use single quotes')
  }
  const code = Number.parseInt(digits, 16)
  if (code > 0x10ffff) fail(cursor, at, 'this escape is past the last character of Unicode', 'write another character')
  cursor.at += length
  return String.fromCodePoint(code)
}

const indicators = new Set([',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', "'", '"', '%', '@', '`'])
const flowIndicators = new Set([',', '[', ']', '{', '}'])

/** Whether a plain scalar may start at the cursor. */
export function startsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const { text, at } = cursor
  const character = text[at]
  if (character === undefined || isSpace(character)) return false
  if (character === '-' || character === '?' || character === ':') {
    const next = text[at + 1]
    return !isSpace(next) && !(inFlow && flowIndicators.has(next ?? ''))
  }
  return !indicators.has(character)
}

/** One line of a plain scalar: ends before `: `, ` #`, the line's end, and in flow before its indicators. */
export function readPlainLine(cursor: Cursor, inFlow: boolean): string {
  const { text } = cursor
  const start = cursor.at
  let at = start
  for (; ; at++) {
    const character = text[at]
    if (isBreak(character)) break
    if (character === ':') {
      const next = text[at + 1]
      if (isSpace(next) || (inFlow && flowIndicators.has(next ?? ''))) break
    } else if (character === '#') {
      if (at > start && isBlank(text[at - 1])) break
    } else if (inFlow && flowIndicators.has(character ?? '')) break
  }
  while (at > start && isBlank(text[at - 1])) at--
  cursor.at = at
  return text.slice(start, at)
}

/**
 * Reads the further lines of a plain scalar, whose first line has been read. `continues` looks at the first content of
 * a line and says whether it belongs.
 */
export function readPlainRest(cursor: Cursor, first: string, inFlow: boolean, continues: () => boolean): string {
  const { text } = cursor
  let value = first
  for (;;) {
    const back = cursor.at
    skipBlanks(cursor)
    let breaks = 0
    while (text[cursor.at] === '\n') {
      cursor.at++
      breaks++
      if (atMarker(cursor)) {
        cursor.at = back
        return value
      }
      skipBlanks(cursor)
    }
    const character = text[cursor.at]
    const ends =
      breaks === 0 || character === undefined || character === '#' || (inFlow && flowIndicators.has(character))
    if (ends || !continues()) {
      cursor.at = back
      return value
    }
    const line = readPlainLine(cursor, inFlow)
    if (line === '') {
      cursor.at = back
      return value
    }
    value += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line
  }
}
