/** Where the parser stands in a text, and the first thing it did not understand. */
export interface HclFault {
  readonly line: number
  readonly message: string
  /** Whether Terraform fails here too, and not this reader alone. */
  readonly isSure?: true
}

export interface Cursor {
  readonly text: string
  at: number
  /** Where a line break does not end what is being read: inside brackets. */
  joined: boolean
  depth: number
  fault: HclFault | undefined
}

export function cursorOn(text: string): Cursor {
  return { text, at: 0, joined: false, depth: 0, fault: undefined }
}

export function isAtEnd(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length
}

interface Lines {
  readonly starts: readonly number[]
  /** Where the last one asked for was found: the next is mostly the same or close behind it. */
  last: number
}

const linesOf = new WeakMap<Cursor, Lines>()

/** The line of the place, from 1. */
export function lineOf(cursor: Cursor, at = cursor.at): number {
  let lines = linesOf.get(cursor)
  if (lines === undefined) {
    lines = { starts: [0, ...[...cursor.text.matchAll(/\n/g)].map((match) => match.index + 1)], last: 0 }
    linesOf.set(cursor, lines)
  }
  const { starts } = lines
  const isPast = (line: number): boolean => (starts[line] ?? Number.POSITIVE_INFINITY) > at
  if (!isPast(lines.last)) {
    if (isPast(lines.last + 1)) return lines.last + 1
    if (isPast(lines.last + 2)) return ++lines.last + 1
  }
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (isPast(middle)) high = middle - 1
    else low = middle
  }
  lines.last = low
  return low + 1
}

/** Keeps the first fault and moves to the end, so that every loop of the parser stops. */
export function stop(cursor: Cursor, message: string, at = cursor.at): void {
  cursor.fault ??= { line: lineOf(cursor, Math.min(at, cursor.text.length)), message }
  cursor.at = cursor.text.length
}

function matchAt(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at
  return pattern.exec(cursor.text)?.[0]
}

/** Takes what the pattern, which must be sticky, matches here. */
export function take(cursor: Cursor, pattern: RegExp): string | undefined {
  const found = matchAt(cursor, pattern)
  if (found !== undefined) cursor.at += found.length
  return found
}

export function looksAt(cursor: Cursor, text: string): boolean {
  return cursor.text.startsWith(text, cursor.at)
}

/** Skips blanks and comments, and line breaks too where they mean nothing. */
export function skip(cursor: Cursor, overLines = cursor.joined): void {
  const { text } = cursor
  for (;;) {
    const next = text[cursor.at]
    const isLineEnd = next === '\n' || (next === '\r' && text[cursor.at + 1] === '\n')
    if (next === ' ' || next === '\t' || (isLineEnd && (overLines || next === '\r'))) cursor.at++
    else if (next === '#' || (next === '/' && text[cursor.at + 1] === '/')) {
      const end = text.indexOf('\n', cursor.at)
      cursor.at = end < 0 ? text.length : end
    } else if (next === '/' && text[cursor.at + 1] === '*') {
      const end = text.indexOf('*/', cursor.at + 2)
      if (end < 0) stop(cursor, 'The comment never ends.')
      else cursor.at = end + 2
    } else return
  }
}

/** Takes the sign if it comes next. */
export function takeSign(cursor: Cursor, sign: string): boolean {
  skip(cursor)
  if (!looksAt(cursor, sign)) return false
  cursor.at += sign.length
  return true
}

export function expectSign(cursor: Cursor, sign: string): void {
  if (!takeSign(cursor, sign)) stop(cursor, `"${sign}" is missing here.`)
}

const identifier = /[\p{L}_][\p{L}\p{N}_-]*/uy

export function takeIdentifier(cursor: Cursor): string | undefined {
  skip(cursor)
  return take(cursor, identifier)
}

/** How deeply blocks and expressions may be nested together; whoever reads on is deeper in a stack of ours. */
const deepest = 60

/** Reads what is inside of something. */
export function below<T>(cursor: Cursor, read: () => T): T {
  if (++cursor.depth > deepest) stop(cursor, 'This is nested too deeply.')
  const value = read()
  cursor.depth--
  return value
}

/** Reads something while line breaks mean nothing, or while they do. */
export function within<T>(cursor: Cursor, joined: boolean, read: () => T): T {
  const outer = cursor.joined
  cursor.joined = joined
  const value = read()
  cursor.joined = outer
  return value
}
