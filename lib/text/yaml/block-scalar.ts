/**
 * Literal (`|`) and folded (`>`) text.
 * @see https://yaml.org/spec/1.2.2/#81-block-scalar-styles
 */
import { atMarker, type Cursor, fail, isBlank, isBreak, skipBlanks } from './cursor'

interface Header {
  readonly folded: boolean
  readonly chomp: 'clip' | 'strip' | 'keep'
  /** Spaces beyond the parent's, when written out. */
  readonly indent: number | undefined
}

function readHeader(cursor: Cursor): Header {
  const { text } = cursor
  const start = cursor.at
  const folded = text[cursor.at++] === '>'
  const marks = /^(?:([-+])([1-9])?|([1-9])([-+])?)?/.exec(text.slice(cursor.at, cursor.at + 2))
  const chomping = marks?.[1] ?? marks?.[4]
  const digit = marks?.[2] ?? marks?.[3]
  cursor.at += marks?.[0].length ?? 0
  const blankBefore = isBlank(text[cursor.at])
  skipBlanks(cursor)
  if (text[cursor.at] === '#' && blankBefore) {
    const end = text.indexOf('\n', cursor.at)
    cursor.at = end < 0 ? text.length : end
  }
  if (!isBreak(text[cursor.at]))
    fail(cursor, start, 'text follows the mark of a block of text', 'start it on the next line')
  cursor.at = Math.min(cursor.at + 1, text.length)
  return {
    folded,
    chomp: chomping === '-' ? 'strip' : chomping === '+' ? 'keep' : 'clip',
    indent: digit === undefined ? undefined : Number(digit),
  }
}

/** Spaces at the start of a line. */
function countSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at++
  return at - from
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** Indentation of the first line with content; blank lines before it may not be deeper. */
function detectIndent(cursor: Cursor, parent: number): number {
  const { text } = cursor
  let deepestBlank = 0
  for (let from = cursor.at; from < text.length; from = lineEnd(text, from) + 1) {
    const spaces = countSpaces(text, from)
    if (from + spaces >= text.length || text[from + spaces] === '\n') {
      deepestBlank = Math.max(deepestBlank, spaces)
      continue
    }
    const indent = Math.max(spaces, parent + 1)
    if (spaces > parent && deepestBlank > spaces) {
      fail(cursor, from, 'a blank line above is indented deeper than this text', 'remove the spaces of the blank line')
    }
    return indent
  }
  return Math.max(parent + 1, deepestBlank)
}

/** Reads the block whose mark is at the cursor; it belongs to a parent at column `parent`. Ends at a line's start. */
export function readBlockScalar(cursor: Cursor, parent: number): string {
  const { text } = cursor
  const header = readHeader(cursor)
  const indent = header.indent === undefined ? detectIndent(cursor, parent) : Math.max(parent, 0) + header.indent
  const lines: string[] = []
  while (cursor.at < text.length && !atMarker(cursor)) {
    const spaces = countSpaces(text, cursor.at)
    const end = lineEnd(text, cursor.at)
    const empty = cursor.at + spaces === end
    if (text[cursor.at + spaces] === '\t' && spaces < indent) {
      fail(cursor, cursor.at + spaces, 'a tab indents this line', 'indent with spaces')
    }
    if (!empty && spaces < indent) break
    if (empty && end === text.length) refuseTrailing(cursor)
    lines.push(empty && spaces <= indent ? '' : text.slice(cursor.at + indent, end))
    cursor.at = Math.min(end + 1, text.length)
  }
  if (/^ +$/.test(lines.findLast((line) => line !== '') ?? '')) refuseTrailing(cursor)
  return chompLines(header.folded ? foldLines(lines) : literalLines(lines), header)
}

/** Readers disagree about what such a line is worth. */
function refuseTrailing(cursor: Cursor): never {
  return fail(cursor, Math.max(0, cursor.at - 1), 'a block of text ends in a line of spaces', 'remove the spaces')
}

interface Block {
  readonly body: string
  /** Line feeds after the last line with content. */
  readonly trailing: number
}

function splitTrailing(lines: readonly string[]): { readonly kept: readonly string[]; readonly trailing: number } {
  let last = lines.length
  while (last > 0 && lines[last - 1] === '') last--
  return { kept: lines.slice(0, last), trailing: lines.length - last }
}

function literalLines(lines: readonly string[]): Block {
  const { kept, trailing } = splitTrailing(lines)
  return { body: kept.join('\n'), trailing }
}

/** A single line's end between two lines of text becomes a space; lines that start with a blank stay apart. */
function foldLines(lines: readonly string[]): Block {
  const { kept, trailing } = splitTrailing(lines)
  let body = ''
  let pending = 0
  let previous: string | undefined
  for (const line of kept) {
    if (line === '') {
      pending++
      continue
    }
    if (previous === undefined) body += '\n'.repeat(pending)
    else if (isBlank(previous[0]) || isBlank(line[0])) body += '\n'.repeat(pending + 1)
    else body += pending === 0 ? ' ' : '\n'.repeat(pending)
    body += line
    previous = line
    pending = 0
  }
  return { body, trailing }
}

function chompLines({ body, trailing }: Block, { chomp }: Header): string {
  if (chomp === 'strip') return body
  if (chomp === 'keep') return body === '' ? '\n'.repeat(trailing) : `${body}${'\n'.repeat(trailing + 1)}`
  return body === '' ? '' : `${body}\n`
}
