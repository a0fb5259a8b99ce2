/**
 * A line reader of the block style that Talos' encoder and our renderer write: two or four spaces, plain values, comments
 * anywhere. It gives what the YAML parser would give, many times faster, or undefined at the first line it does not know.
 */
import { readPrefix } from '@/lib/net/text-cache'
import type { SourceEntry, SourceList } from '../config'
import type { Source } from './document'
import type { Field, SourcesTree } from './rule'
import type { MapTree, ScalarTree, TreeField } from './tree'

/** Any character for which readers of YAML differ, or which only the full reader handles. */
const unusual = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdff]/
const comment = '[ ]*(?:[ ]#.*)?$'
const topLine = new RegExp(
  `^(apiVersion|kind|name|ingress|\\$patch): (?:([A-Za-z][A-Za-z0-9-]*)|"([^"\\\\]*)")${comment}`,
)
const headLine = new RegExp(`^(portSelector|ingress):${comment}`)
const emptyList = new RegExp(`^ingress: \\[\\]${comment}`)
const separator = new RegExp(`^---${comment}`)
const blank = /^ *(?:#.*)?$/
/** Words that are more than text to one reader or another. */
const notText = /^(?:null|true|false|yes|no|on|off|y|n|kind|apiVersion)$/i

interface Cursor {
  readonly lines: readonly string[]
  /** From 0. */
  next: number
}

export function readCanonical(text: string): readonly Source[] | undefined {
  if (unusual.test(text)) return undefined
  const cursor: Cursor = { lines: text.split('\n'), next: 0 }
  const documents: Source[] = []
  let fields: Field[] = []
  const close = (): boolean => {
    const first = fields[0]
    if (first === undefined) return false
    documents.push({ line: first.line, root: { kind: 'map', fields, line: first.line } })
    fields = []
    return true
  }
  while (cursor.next < cursor.lines.length) {
    const line = cursor.lines[cursor.next] ?? ''
    if (blank.test(line)) cursor.next++
    else if (separator.test(line)) {
      // Only the first separator may follow nothing: elsewhere it makes an empty document.
      if (!close() && documents.length > 0) return undefined
      if (documents.length === 0 && hasSeparatorBefore(cursor)) return undefined
      cursor.next++
    } else {
      const field = readField(cursor, line)
      if (field === undefined || fields.some(({ key }) => key === field.key)) return undefined
      fields.push(field)
    }
  }
  return close() ? documents : undefined
}

function hasSeparatorBefore(cursor: Cursor): boolean {
  return cursor.lines.slice(0, cursor.next).some((line) => line.startsWith('---'))
}

function readField(cursor: Cursor, line: string): Field | undefined {
  const number = cursor.next + 1
  const plain = topLine.exec(line)
  if (plain !== null) {
    const key = plain[1] ?? ''
    const text = plain[2] ?? plain[3] ?? ''
    if (notText.test(text)) return undefined
    cursor.next++
    return { key, line: number, value: { kind: 'scalar', text, plain: plain[2] !== undefined, line: number } }
  }
  if (emptyList.test(line)) {
    cursor.next++
    return { key: 'ingress', line: number, value: { kind: 'list', items: [], line: number } }
  }
  const head = headLine.exec(line)?.[1]
  if (head === undefined) return undefined
  cursor.next++
  if (head === 'portSelector') return readSelector(cursor, number)
  const value = readSources(cursor, number)
  return value === undefined ? undefined : { key: head, line: number, value }
}

const selectorLine = new RegExp(`^( {2,4})(?:(ports):|(protocol): ([a-z]+))${comment}`)
const portLine = new RegExp(`^( +)- ((?:0|[1-9][0-9]{0,4})(?:-[0-9]{1,5})?)${comment}`)

function readSelector(cursor: Cursor, line: number): Field | undefined {
  const fields: TreeField[] = []
  let indent = ''
  for (;;) {
    skipBlank(cursor)
    const match = selectorLine.exec(cursor.lines[cursor.next] ?? '')
    if (match === null) break
    const own = match[1] ?? ''
    const key = match[2] ?? match[3] ?? ''
    if ((indent !== '' && own !== indent) || own.length === 3 || fields.some((field) => field.key === key))
      return undefined
    indent = own
    const number = ++cursor.next
    if (match[2] === undefined) {
      const text = match[4] ?? ''
      if (notText.test(text)) return undefined
      fields.push({ key, line: number, value: { kind: 'scalar', text, plain: true, line: number } })
    } else {
      const items = readPortLines(cursor, indent.length)
      if (items === undefined) return undefined
      fields.push({ key, line: number, value: { kind: 'list', items, line: items[0]?.line ?? number } })
    }
  }
  if (fields.length === 0 || (cursor.lines[cursor.next] ?? '').startsWith(' ')) return undefined
  const value: MapTree = { kind: 'map', fields, line: fields[0]?.line ?? line }
  return { key: 'portSelector', line, value }
}

function readPortLines(cursor: Cursor, indent: number): ScalarTree[] | undefined {
  const items: ScalarTree[] = []
  let own = -1
  for (;;) {
    skipBlank(cursor)
    const match = portLine.exec(cursor.lines[cursor.next] ?? '')
    if (match === null) break
    const depth = match[1]?.length ?? 0
    if (depth <= indent || (own >= 0 && depth !== own)) return undefined
    own = depth
    items.push({ kind: 'scalar', text: match[2] ?? '', plain: true, line: ++cursor.next })
  }
  return items.length === 0 ? undefined : items
}

function skipBlank(cursor: Cursor): void {
  while (cursor.next < cursor.lines.length && blank.test(cursor.lines[cursor.next] ?? '')) cursor.next++
}

const subnetLine = /^(?: {2}| {4})- subnet: ([0-9A-Fa-f:./]+)(?: *| +#.*)$/
const exceptLine = /^(?: {4}| {6})except: ([0-9A-Fa-f:./]+)(?: *| +#.*)$/

/** Blocks as they stand in the text, with what they say and how many lines they take: the same few recur for every role. */
const knownBlocks = new Map<string, SourceList>()
const blockLimit = 2_000

function readSources(cursor: Cursor, line: number): SourcesTree | undefined {
  const first = cursor.next
  while (cursor.next < cursor.lines.length && isInside(cursor.lines[cursor.next] ?? '')) cursor.next++
  const block = cursor.lines.slice(first, cursor.next)
  const text = block.join('\n')
  const known = knownBlocks.get(text)
  const list = known ?? readBlock(block)
  if (list === undefined) return undefined
  if (known === undefined) {
    if (knownBlocks.size >= blockLimit) knownBlocks.clear()
    knownBlocks.set(text, list)
  }
  return { kind: 'sources', list, line }
}

function isInside(line: string): boolean {
  return line === '' || line.startsWith(' ') || line.startsWith('#')
}

function readBlock(block: readonly string[]): SourceList | undefined {
  const entries: SourceEntry[] = []
  let indent = -1
  for (const [index, line] of block.entries()) {
    const subnet = subnetLine.exec(line)
    if (subnet !== null) {
      const prefix = readPrefix(subnet[1] ?? '')
      const own = line.indexOf('-')
      if (prefix === undefined || (indent >= 0 && own !== indent)) return undefined
      indent = own
      entries.push({ prefix, except: undefined, line: index + 1, exceptLine: index + 1 })
      continue
    }
    if (blank.test(line)) continue
    const except = readPrefix(exceptLine.exec(line)?.[1] ?? '')
    const last = entries.pop()
    if (except === undefined || last === undefined || last.except !== undefined) return undefined
    if (line.indexOf('e') !== indent + 2) return undefined
    entries.push({ ...last, except, exceptLine: index + 1 })
  }
  return entries.length === 0 ? undefined : { entries }
}
