/**
 * Reads YAML 1.2 as people and machines write configuration: every document as a tree with the place of each part.
 * Refused, because products read them in different ways or because nobody writes them by hand: tags, directives,
 * keys that are no text, the same key twice, control characters, and the line separators of Unicode, which older
 * readers take for line ends. JSON is YAML.
 */
import { readBlock } from './yaml/block'
import {
  atMarker,
  type Cursor,
  checkIndent,
  columnOf,
  fail,
  isYamlFault,
  type Position,
  skipToContent,
  startCursor,
} from './yaml/cursor'
import { scalarNode, type YamlNode } from './yaml/node'

export type YamlReading =
  | { readonly ok: true; readonly documents: readonly YamlNode[] }
  | { readonly ok: false; readonly message: string; readonly suggestion: string; readonly at: Position }

/** All documents of a text, none of an empty one. Never throws, whatever the text. */
export function readYaml(given: string): YamlReading {
  const cursor = startCursor(given.includes('\r') ? given.replaceAll(/\r\n?/g, '\n') : given)
  try {
    refuseInvisible(cursor)
    return { ok: true, documents: readDocuments(cursor) }
  } catch (thrown) {
    if (!isYamlFault(thrown)) throw thrown
    return { ok: false, message: thrown.message, suggestion: thrown.suggestion, at: thrown.at }
  }
}

const invisible = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\uFEFF\uFFFE\uFFFF]/gu

function refuseInvisible(cursor: Cursor): void {
  invisible.lastIndex = cursor.at
  const match = invisible.exec(cursor.text)
  if (match === null) return
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  fail(
    cursor,
    match.index,
    `the character U+${code} may not stand in YAML`,
    'remove it, or write it as an escape in quotes',
  )
}

function readDocuments(cursor: Cursor): YamlNode[] {
  const { text } = cursor
  const documents: YamlNode[] = []
  let mayStart = true
  for (;;) {
    skipToContent(cursor)
    if (cursor.at >= text.length) return documents
    cursor.anchors.clear()
    if (atMarker(cursor)) {
      const starts = text[cursor.at] === '-'
      cursor.at += 3
      if (starts) documents.push(readMarked(cursor))
      else endMarker(cursor)
      mayStart = !starts
      continue
    }
    if (!mayStart)
      fail(cursor, cursor.at, 'this stands behind the end of the document', 'check the indentation of this line')
    if (text[cursor.at] === '%' && columnOf(cursor) === 0) {
      fail(cursor, cursor.at, 'a directive stands here, which we do not read', 'leave the line out')
    }
    checkIndent(cursor)
    documents.push(readBlock(cursor, -1, false))
    mayStart = false
  }
}

function endMarker(cursor: Cursor): void {
  const start = cursor.at
  const crossed = skipToContent(cursor)
  if (!crossed && cursor.at < cursor.text.length)
    fail(cursor, start, 'something follows the end mark', 'start a new line')
}

/** The document behind `---`. */
function readMarked(cursor: Cursor): YamlNode {
  const start = cursor.at
  const crossed = skipToContent(cursor)
  if (cursor.at >= cursor.text.length || atMarker(cursor)) return scalarNode(cursor, start, null, '', true)
  if (crossed) checkIndent(cursor)
  return readBlock(cursor, -1, !crossed)
}

/** The tree as plain values. */
export function yamlValue(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value
    case 'list':
      return node.items.map(yamlValue)
    case 'map': {
      const value: Record<string, unknown> = {}
      for (const entry of node.entries) {
        // An ordinary assignment to this key would set the prototype.
        if (entry.key === '__proto__') {
          Object.defineProperty(value, entry.key, { value: yamlValue(entry.value), enumerable: true })
        } else value[entry.key] = yamlValue(entry.value)
      }
      return value
    }
  }
}

/** The part at a path of keys and indices, or the deepest one on the way to it. */
export function yamlPositionAt(root: YamlNode, path: readonly (string | number)[], part: 'key' | 'value'): Position {
  let node = root
  let at = root.at
  for (const [depth, step] of path.entries()) {
    if (node.kind === 'list') {
      const item = typeof step === 'number' ? node.items[step] : undefined
      if (item === undefined) return at
      node = item
      at = item.at
    } else if (node.kind === 'map') {
      const entry = node.entries.find(({ key }) => key === String(step))
      if (entry === undefined) return at
      node = entry.value
      at = part === 'key' && depth === path.length - 1 ? entry.keyAt : node.at
    } else return at
  }
  return at
}
