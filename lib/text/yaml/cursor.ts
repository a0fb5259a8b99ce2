/** A place in a YAML text that moves forward, and what ends the reading of it. */

/** Where something stands, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface Cursor {
  readonly text: string
  /** Offset of the next character. */
  at: number
  /** Offsets at which lines start. */
  readonly lines: readonly number[]
  /** Open collections around this place. */
  depth: number
  /** Values read so far, each alias counted with all it stands for. */
  weight: number
  /** Least column of the further lines of a quoted text or bracket. */
  floor: number
  readonly anchors: Map<string, unknown>
}

/** Deeper files are mistakes or attacks; a machine configuration needs twelve. */
const deepest = 64
/** Aliases may not unfold to more values than a large file would hold. */
const heaviest = 500_000

export function startCursor(text: string): Cursor {
  const lines = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1)
  return { text, at: text.startsWith('\uFEFF') ? 1 : 0, lines, depth: 0, weight: 0, floor: 0, anchors: new Map() }
}

function lineIndex(cursor: Cursor, offset: number): number {
  let low = 0
  let high = cursor.lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((cursor.lines[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

export function positionAt(cursor: Cursor, offset: number): Position {
  const index = lineIndex(cursor, offset)
  return { line: index + 1, column: offset - (cursor.lines[index] ?? 0) + 1 }
}

/** Spaces before the cursor's character, counted from the start of its line. */
export function columnOf(cursor: Cursor): number {
  return cursor.at - (cursor.text.lastIndexOf('\n', cursor.at - 1) + 1)
}

/** Spaces at the start of the cursor's line: a tab does not indent. */
export function indentOf(cursor: Cursor): number {
  const start = cursor.text.lastIndexOf('\n', cursor.at - 1) + 1
  let at = start
  while (cursor.text[at] === ' ') at++
  return at - start
}

const faultMark = Symbol('yaml fault')
export interface YamlFault {
  readonly mark: typeof faultMark
  readonly message: string
  readonly suggestion: string
  readonly at: Position
}

/** Ends the reading; `readYaml` turns it into a problem at its place. */
export function fail(cursor: Cursor, offset: number, message: string, suggestion: string): never {
  const fault: YamlFault = { mark: faultMark, message, suggestion, at: positionAt(cursor, offset) }
  throw Object.assign(new Error(message), fault)
}

export function isYamlFault(thrown: unknown): thrown is YamlFault {
  return typeof thrown === 'object' && thrown !== null && 'mark' in thrown && thrown.mark === faultMark
}

/** Counts a value towards the limit. */
export function weigh(cursor: Cursor, offset: number, weight: number): void {
  cursor.weight += weight
  if (cursor.weight > heaviest) {
    fail(cursor, offset, 'the aliases of this file unfold to too many values', 'write the values out')
  }
}

export function enter(cursor: Cursor, offset: number): void {
  cursor.depth++
  if (cursor.depth > deepest) fail(cursor, offset, `nested more than ${deepest} levels deep`, 'flatten the file')
}

export function leave(cursor: Cursor): void {
  cursor.depth--
}

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

/** At a line's end or the text's. */
export function isBreak(character: string | undefined): boolean {
  return character === undefined || character === '\n'
}

export function isSpace(character: string | undefined): boolean {
  return isBlank(character) || isBreak(character)
}

/** Whether `---` or `...` stands alone at the start of the cursor's line. */
export function atMarker(cursor: Cursor): boolean {
  const { text, at } = cursor
  if (at > 0 && text[at - 1] !== '\n') return false
  if (!text.startsWith('---', at) && !text.startsWith('...', at)) return false
  return isSpace(text[at + 3])
}

/** Skips blanks within the line. */
export function skipBlanks(cursor: Cursor): void {
  while (isBlank(cursor.text[cursor.at])) cursor.at++
}

/**
 * Skips blanks and a comment to the line's end, then blank and comment lines, up to the next content.
 * A comment must be set off from what stands before it. Returns whether a line's end was crossed.
 */
export function skipToContent(cursor: Cursor): boolean {
  const { text } = cursor
  let crossed = false
  for (;;) {
    const from = cursor.at
    skipBlanks(cursor)
    const character = text[cursor.at]
    if (character === '#' && (cursor.at > from || from === 0 || text[from - 1] === '\n' || isBlank(text[from - 1]))) {
      const end = text.indexOf('\n', cursor.at)
      cursor.at = end < 0 ? text.length : end
    }
    if (cursor.at >= text.length) return crossed
    if (text[cursor.at] !== '\n') return crossed
    cursor.at++
    crossed = true
  }
}

/** After `skipToContent` crossed a line's end: the indentation must be spaces. */
export function checkIndent(cursor: Cursor): void {
  const start = cursor.text.lastIndexOf('\n', cursor.at - 1) + 1
  const tab = cursor.text.slice(start, cursor.at).indexOf('\t')
  if (tab >= 0) fail(cursor, start + tab, 'a tab indents this line', 'indent with spaces')
}
