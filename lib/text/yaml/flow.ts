/** Lists and maps in brackets, and the scalars and anchors that stand in them. */
import { atMarker, type Cursor, enter, fail, indentOf, leave, skipToContent, weigh } from './cursor'
import { collectEntries, listNode, mapNode, scalarNode, type YamlNode } from './node'
import { readDoubleQuoted, readPlainLine, readPlainRest, readSingleQuoted, resolvePlain, startsPlain } from './scalar'

const anchorName = /[^\s,[\]{}]+/y

function readName(cursor: Cursor): string {
  const start = cursor.at
  anchorName.lastIndex = start + 1
  const name = anchorName.exec(cursor.text)?.[0]
  if (name === undefined) fail(cursor, start, 'a name is missing after this mark', 'put the text in quotes')
  cursor.at = start + 1 + name.length
  return name
}

/** `&name` before a value: returns the name. */
export function readAnchor(cursor: Cursor): string {
  return readName(cursor)
}

/** Lets later aliases stand for the node. */
export function keepAnchor(cursor: Cursor, name: string, node: YamlNode): YamlNode {
  cursor.anchors.set(name, node)
  return node
}

/** `*name`: the very node of its anchor. */
export function readAlias(cursor: Cursor): YamlNode {
  const start = cursor.at
  const name = readName(cursor)
  const node = cursor.anchors.get(name) as YamlNode | undefined
  if (node === undefined) {
    fail(cursor, start, `no anchor &${name} stands before this alias`, 'put the text in quotes, or write the value out')
  }
  weigh(cursor, start, node.weight)
  return node
}

/** Refuses what the next character starts, when we do not read it. */
export function refuseStart(cursor: Cursor): never {
  const { text, at } = cursor
  const character = text[at]
  switch (character) {
    case '!':
      return fail(cursor, at, 'a tag stands here, which we do not read', 'leave the tag out, or quote the text')
    case '@':
    case '`':
    case '%':
      return fail(cursor, at, `no plain text starts with ${character}`, 'put the text in quotes')
    case '?':
      return fail(cursor, at, 'a key marked with ? stands here, which we do not read', 'write key: value')
    case undefined:
      return fail(cursor, at, 'the file ends where a value belongs', 'write the value')
    default:
      return fail(cursor, at, `${character} stands where a value belongs`, 'put text that starts so in quotes')
  }
}

/** To the next content within brackets. */
function skipInFlow(cursor: Cursor): void {
  if (!skipToContent(cursor)) return
  if (atMarker(cursor)) fail(cursor, cursor.at, 'a document ends within brackets', 'close the bracket')
  const character = cursor.text[cursor.at]
  const closes = character === ']' || character === '}'
  if (character !== undefined && indentOf(cursor) < cursor.floor - (closes ? 1 : 0)) {
    fail(cursor, cursor.at, 'this line within brackets is not indented', 'indent it deeper than its key')
  }
}

/** Reads `[…]` or `{…}` at the cursor. */
export function readFlow(cursor: Cursor): YamlNode {
  return cursor.text[cursor.at] === '[' ? readFlowList(cursor) : readFlowMap(cursor)
}

function readFlowList(cursor: Cursor): YamlNode {
  const { text } = cursor
  const start = cursor.at++
  enter(cursor, start)
  const items: YamlNode[] = []
  for (;;) {
    skipInFlow(cursor)
    if (text[cursor.at] === ']') break
    closedOr(cursor, start, ']')
    items.push(readFlowValue(cursor))
    skipInFlow(cursor)
    const character = text[cursor.at]
    if (character === ':')
      fail(cursor, cursor.at, 'a key stands in a list', 'put braces around it, like [{ key: value }]')
    separate(cursor, start, ']')
  }
  cursor.at++
  leave(cursor)
  return listNode(cursor, start, items)
}

function readFlowMap(cursor: Cursor): YamlNode {
  const { text } = cursor
  const start = cursor.at++
  enter(cursor, start)
  const { entries, add } = collectEntries(cursor)
  for (;;) {
    skipInFlow(cursor)
    if (text[cursor.at] === '}') break
    closedOr(cursor, start, '}')
    const keyStart = cursor.at
    const key = readFlowKey(cursor)
    skipInFlow(cursor)
    if (text[cursor.at] === ':') {
      cursor.at++
      skipInFlow(cursor)
      const next = text[cursor.at]
      add(
        key,
        keyStart,
        next === ',' || next === '}' ? scalarNode(cursor, cursor.at, null, '', true) : readFlowValue(cursor),
      )
    } else add(key, keyStart, scalarNode(cursor, cursor.at, null, '', true))
    separate(cursor, start, '}')
  }
  cursor.at++
  leave(cursor)
  return mapNode(cursor, start, entries)
}

/** After an entry: a comma, or the bracket that closes. */
function separate(cursor: Cursor, start: number, close: ']' | '}'): void {
  skipInFlow(cursor)
  const character = cursor.text[cursor.at]
  if (character === ',') cursor.at++
  else if (character !== close) {
    closedOr(cursor, start, close)
    fail(cursor, cursor.at, `neither a comma nor ${close} follows the entry before`, `write , or ${close}`)
  }
}

function closedOr(cursor: Cursor, start: number, close: ']' | '}'): void {
  if (cursor.at >= cursor.text.length) fail(cursor, start, `this bracket is never closed`, `write ${close} at its end`)
}

function readFlowKey(cursor: Cursor): string {
  const { text } = cursor
  const character = text[cursor.at]
  if (character === '"') return readDoubleQuoted(cursor)
  if (character === "'") return readSingleQuoted(cursor)
  if (!startsPlain(cursor, true)) refuseStart(cursor)
  return readPlainLine(cursor, true)
}

function readFlowValue(cursor: Cursor): YamlNode {
  const { text } = cursor
  const start = cursor.at
  switch (text[start]) {
    case '[':
    case '{':
      return readFlow(cursor)
    case '"': {
      const value = readDoubleQuoted(cursor)
      return scalarNode(cursor, start, value, value, false)
    }
    case "'": {
      const value = readSingleQuoted(cursor)
      return scalarNode(cursor, start, value, value, false)
    }
    case '*':
      return readAlias(cursor)
    case '&': {
      const name = readAnchor(cursor)
      skipInFlow(cursor)
      return keepAnchor(cursor, name, readFlowValue(cursor))
    }
    default: {
      if (!startsPlain(cursor, true)) refuseStart(cursor)
      const value = readPlainRest(cursor, readPlainLine(cursor, true), true, () => {
        if (indentOf(cursor) < cursor.floor) return false
        return text[cursor.at] !== ':'
      })
      return scalarNode(cursor, start, resolvePlain(value), value, true)
    }
  }
}
