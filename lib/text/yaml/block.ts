/** Lists and maps by indentation. */

import { readBlockScalar } from './block-scalar'
import {
  atMarker,
  type Cursor,
  checkIndent,
  columnOf,
  enter,
  fail,
  isBlank,
  isBreak,
  isSpace,
  leave,
  skipBlanks,
  skipToContent,
} from './cursor'
import { keepAnchor, readAlias, readAnchor, readFlow, refuseStart } from './flow'
import { collectEntries, listNode, mapNode, scalarNode, type YamlNode } from './node'
import { readDoubleQuoted, readPlainLine, readPlainRest, readSingleQuoted, resolvePlain, startsPlain } from './scalar'

function atDash(cursor: Cursor): boolean {
  return cursor.text[cursor.at] === '-' && isSpace(cursor.text[cursor.at + 1])
}

/** After a scalar: whether it was a key. */
function atColon(cursor: Cursor): boolean {
  return cursor.text[cursor.at] === ':' && isSpace(cursor.text[cursor.at + 1])
}

/** Nothing but a comment may follow a value on its line. */
function endLine(cursor: Cursor): void {
  const before = cursor.at
  skipBlanks(cursor)
  const character = cursor.text[cursor.at]
  const comment = character === '#' && (cursor.at > before || isBlank(cursor.text[before - 1]))
  if (isBreak(character) || comment) return
  fail(cursor, cursor.at, 'something follows a value on its line', 'put it on its own line, or quote the whole text')
}

/**
 * Reads the value at the cursor, which stands at content. It belongs to a parent at column `parent` (-1: none).
 * `inline`: it stands behind `key:` or `---`, where no block collection may start.
 */
export function readBlock(cursor: Cursor, parent: number, inline: boolean): YamlNode {
  const { text } = cursor
  const start = cursor.at
  const column = columnOf(cursor)
  cursor.floor = parent + 1
  if (atDash(cursor)) {
    if (inline) fail(cursor, start, 'a list starts on the line of its key', 'start it on the next line')
    return readList(cursor, column)
  }
  switch (text[start]) {
    case '|':
    case '>': {
      const value = readBlockScalar(cursor, parent)
      return scalarNode(cursor, start, value, value, false)
    }
    case '&':
      return readAnchored(cursor, parent, inline)
    case '*': {
      const node = readAlias(cursor)
      skipBlanks(cursor)
      if (atColon(cursor)) fail(cursor, start, 'an alias stands as a key, which we do not read', 'write the key out')
      endLine(cursor)
      return node
    }
    case '[':
    case '{': {
      const node = readFlow(cursor)
      skipBlanks(cursor)
      if (text[cursor.at] === ':') fail(cursor, start, 'a list or map stands as a key', 'use text as the key')
      endLine(cursor)
      return node
    }
    default:
      return readKeyOrScalar(cursor, parent, column, inline)
  }
}

function readAnchored(cursor: Cursor, parent: number, inline: boolean): YamlNode {
  const start = cursor.at
  const name = readAnchor(cursor)
  const crossed = skipToContent(cursor)
  if (!crossed) {
    if (cursor.at >= cursor.text.length) return keepAnchor(cursor, name, nullNode(cursor))
    const next = cursor.text[cursor.at]
    if (next === '&' || next === '*') fail(cursor, cursor.at, 'two marks stand before one value', 'keep one')
    const node = readBlock(cursor, parent, true)
    return keepAnchor(cursor, name, node)
  }
  checkIndent(cursor)
  const column = columnOf(cursor)
  if (cursor.text[cursor.at] === '&') fail(cursor, cursor.at, 'two marks stand before one value', 'keep one')
  if (cursor.at >= cursor.text.length || atMarker(cursor) || column <= parent) {
    if (inline && column === parent && atDash(cursor)) return keepAnchor(cursor, name, readList(cursor, column))
    return keepAnchor(cursor, name, nullNode(cursor))
  }
  if (!inline && column < columnAt(cursor, start)) return keepAnchor(cursor, name, nullNode(cursor))
  return keepAnchor(cursor, name, readBlock(cursor, parent, false))
}

function columnAt(cursor: Cursor, offset: number): number {
  return offset - (cursor.text.lastIndexOf('\n', offset - 1) + 1)
}

function nullNode(cursor: Cursor): YamlNode {
  return scalarNode(cursor, cursor.at, null, '', true)
}

interface Scalar {
  readonly text: string
  readonly plain: boolean
}

/** A scalar as far as it can be a key: quoted, or plain on one line. */
function readFirst(cursor: Cursor): Scalar {
  const character = cursor.text[cursor.at]
  if (character === '"') return { text: readDoubleQuoted(cursor), plain: false }
  if (character === "'") return { text: readSingleQuoted(cursor), plain: false }
  if (!startsPlain(cursor, false)) refuseStart(cursor)
  return { text: readPlainLine(cursor, false), plain: true }
}

function readKeyOrScalar(cursor: Cursor, parent: number, column: number, inline: boolean): YamlNode {
  const start = cursor.at
  const first = readFirst(cursor)
  const end = cursor.at
  skipBlanks(cursor)
  if (atColon(cursor)) {
    if (inline) fail(cursor, start, 'a second key stands on one line', 'put the value in quotes, or on the next line')
    if (cursor.text.lastIndexOf('\n', end - 1) >= start)
      fail(cursor, start, 'a key runs over two lines', 'write it on one')
    cursor.at = start
    return readMap(cursor, column)
  }
  cursor.at = end
  if (!first.plain) {
    endLine(cursor)
    return scalarNode(cursor, start, first.text, first.text, false)
  }
  const text = readPlainRest(cursor, first.text, false, () => {
    if (columnOf(cursor) <= parent) return false
    checkIndent(cursor)
    return true
  })
  skipBlanks(cursor)
  if (atColon(cursor)) fail(cursor, cursor.at, 'a key runs over several lines', 'check the indentation of this line')
  endLine(cursor)
  return scalarNode(cursor, start, resolvePlain(text), text, true)
}

/** Moves to the next entry of a collection at `column`; false at its end. */
function nextEntry(cursor: Cursor, column: number): boolean {
  // A block of text ends at a line's start; every other value before one.
  skipToContent(cursor)
  if (cursor.at >= cursor.text.length || atMarker(cursor)) return false
  checkIndent(cursor)
  const here = columnOf(cursor)
  if (here > column) {
    fail(cursor, cursor.at, 'this line is indented deeper than its neighbours', 'line it up with the entries above')
  }
  return here === column
}

function readList(cursor: Cursor, column: number): YamlNode {
  const start = cursor.at
  enter(cursor, start)
  const items: YamlNode[] = []
  do {
    if (!atDash(cursor)) break
    cursor.at++
    items.push(readEntryValue(cursor, column, false))
  } while (nextEntry(cursor, column))
  leave(cursor)
  return listNode(cursor, start, items)
}

function readMap(cursor: Cursor, column: number): YamlNode {
  const start = cursor.at
  enter(cursor, start)
  const { entries, add } = collectEntries(cursor)
  do {
    const keyStart = cursor.at
    if (atDash(cursor)) fail(cursor, keyStart, 'a list entry stands among keys', 'indent it below its key')
    const { text } = readFirst(cursor)
    if (cursor.text.lastIndexOf('\n', cursor.at - 1) >= keyStart)
      fail(cursor, keyStart, 'a key runs over two lines', 'write it on one')
    skipBlanks(cursor)
    if (!atColon(cursor)) fail(cursor, keyStart, 'a colon is missing after this key', 'write key: value')
    cursor.at++
    add(text, keyStart, readEntryValue(cursor, column, true))
  } while (nextEntry(cursor, column))
  leave(cursor)
  return mapNode(cursor, start, entries)
}

/** What follows `-` or `key:` of a collection at `column`. */
function readEntryValue(cursor: Cursor, column: number, afterKey: boolean): YamlNode {
  const after = cursor.at
  if (!skipToContent(cursor)) {
    if (cursor.at >= cursor.text.length) return nullNode(cursor)
    const tab = afterKey ? -1 : cursor.text.slice(after, cursor.at).indexOf('\t')
    if (tab >= 0) fail(cursor, after + tab, 'a tab follows the dash', 'write a space')
    return readBlock(cursor, column, afterKey)
  }
  if (cursor.at >= cursor.text.length || atMarker(cursor)) return placeholder(cursor, after)
  checkIndent(cursor)
  const here = columnOf(cursor)
  if (here > column) return readBlock(cursor, column, false)
  // A list may stand at the column of its key.
  if (afterKey && here === column && atDash(cursor)) return readList(cursor, column)
  return placeholder(cursor, after)
}

/** The empty value right behind its key. */
function placeholder(cursor: Cursor, after: number): YamlNode {
  return scalarNode(cursor, after, null, '', true)
}
