/** Reads a file of blocks and attributes. Whatever is not in the subset is a fault with its line, never a guess. */

import { rememberTexts } from '../remember'
import {
  below,
  type Cursor,
  cursorOn,
  expectSign,
  type HclFault,
  isAtEnd,
  lineOf,
  looksAt,
  skip,
  stop,
  takeIdentifier,
  takeSign,
  within,
} from './cursor'
import { parseExpression, parsePlainString } from './parse-expression'
import type { HclAttribute, HclBlock, HclBody } from './syntax'

export type HclParsed = { readonly ok: true; readonly body: HclBody } | { readonly ok: false; readonly fault: HclFault }

const longest = 4_000_000

export function parseHcl(text: string): HclParsed {
  if (text.length > longest) return { ok: false, fault: { line: 1, message: 'The file is too large to be read.' } }
  const cursor = cursorOn(text.replace(/^\uFEFF/, ''))
  const body = parseBody(cursor)
  if (cursor.fault === undefined && !isAtEnd(cursor)) stop(cursor, 'This closes nothing.')
  return cursor.fault === undefined ? { ok: true, body } : { ok: false, fault: cursor.fault }
}

/** The same for the same text: of the files of a module an edit changes some. */
export const parseOnce = rememberTexts(parseHcl, 1_000_000)

function parseBody(cursor: Cursor): HclBody {
  const attributes: HclAttribute[] = []
  const blocks: HclBlock[] = []
  const names = new Set<string>()
  for (;;) {
    skip(cursor, true)
    if (isAtEnd(cursor) || looksAt(cursor, '}')) break
    const start = cursor.at
    const line = lineOf(cursor)
    const name = takeIdentifier(cursor)
    if (name === undefined) {
      stop(cursor, 'Neither an attribute nor a block begins here.')
      break
    }
    skip(cursor)
    if (looksAt(cursor, '=') && !looksAt(cursor, '==')) {
      cursor.at++
      if (names.has(name)) stop(cursor, `"${name}" is set twice.`, start)
      names.add(name)
      attributes.push({ name, value: parseExpression(cursor), line })
    } else {
      const block = parseBlock(cursor, name, line)
      if (block !== undefined) blocks.push(block)
    }
    endOfLine(cursor)
  }
  return { attributes, blocks }
}

function parseBlock(cursor: Cursor, type: string, line: number): HclBlock | undefined {
  const labels: string[] = []
  for (;;) {
    skip(cursor)
    if (looksAt(cursor, '{')) break
    const label = looksAt(cursor, '"') ? parsePlainString(cursor) : takeIdentifier(cursor)
    if (label === undefined) {
      stop(cursor, `"${type}" is followed neither by "=" nor by a block.`)
      return undefined
    }
    labels.push(label)
  }
  expectSign(cursor, '{')
  const body = below(cursor, () => within(cursor, false, () => parseBody(cursor)))
  if (!takeSign(cursor, '}')) stop(cursor, `The block "${type}" of line ${line} never ends.`)
  return { type, labels, body, line }
}

/** An attribute or a block ends with its line, or before the brace of a block on one line. */
function endOfLine(cursor: Cursor): void {
  skip(cursor)
  if (!isAtEnd(cursor) && !looksAt(cursor, '\n') && !looksAt(cursor, '}')) {
    stop(cursor, 'Something follows here that was not understood.')
  }
}
