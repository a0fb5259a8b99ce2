/**
 * YAML as a plain tree in which everything knows its line. Scalars stay text, as the product decides what they mean; what
 * products read in different ways (aliases, tags, directives, odd line breaks) is marked or refused, never guessed.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseAllDocuments } from 'yaml'

export type Tree = ScalarTree | ListTree | MapTree | OpaqueTree

export interface ScalarTree {
  readonly kind: 'scalar'
  readonly text: string
  /** Neither quoted nor a block: only such text may be a number or null. */
  readonly plain: boolean
  readonly line: number
}
interface ListTree {
  readonly kind: 'list'
  readonly items: readonly Tree[]
  readonly line: number
}
export interface MapTree {
  readonly kind: 'map'
  readonly fields: readonly TreeField[]
  readonly line: number
}
export interface TreeField {
  readonly key: string
  readonly line: number
  readonly value: Tree
}
/** Valid YAML that is not interpreted, with the reason in words. */
interface OpaqueTree {
  readonly kind: 'opaque'
  readonly why: string
  readonly line: number
}

interface TreeDocument {
  /** The first line with content, or the separator's for an empty document. */
  readonly line: number
  readonly root: Tree | undefined
}

export type YamlReading =
  | { readonly ok: true; readonly documents: readonly TreeDocument[] }
  | { readonly ok: false; readonly line: number; readonly message: string }

/** Control characters, and the line breaks that YAML 1.1 and 1.2 disagree about. */
const disputed = /[^\n\r\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\r(?!\n)/u

export function readYaml(text: string): YamlReading {
  const found = disputed.exec(text)
  if (found !== null) {
    const code = found[0].codePointAt(0) ?? 0
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    return { ok: false, line: lineOf(text, found.index), message: `the character ${name} is read in different ways` }
  }
  // Go's library wants `---` on both sides of a document's end, and knows no directive but its own.
  const odd = /^(?:\.\.\.(?!\S)|%\S*)/m.exec(text)
  if (odd !== null) {
    const line = lineOf(text, odd.index)
    return { ok: false, line, message: `a line that starts with ${odd[0]} is read in different ways: leave it out` }
  }
  try {
    // The parser accepts some keys broken over two lines only where the lines end in CR LF.
    return readTrees(text.replaceAll('\r\n', '\n'))
  } catch (error) {
    // The parser recurses; a text nested thousands deep ends here.
    const message = error instanceof RangeError ? 'nested too deeply' : `not YAML: ${String(error)}`
    return { ok: false, line: 1, message }
  }
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

function readTrees(text: string): YamlReading {
  const lineCounter = new LineCounter()
  const options = { schema: 'failsafe', logLevel: 'silent', prettyErrors: false, lineCounter } as const
  const documents: Document.Parsed[] = [...parseAllDocuments(text, options)]
  const trees: TreeDocument[] = []
  for (const document of documents) {
    const error = document.errors[0]
    if (error !== undefined) {
      const message = error.message.replace(/\s+/g, ' ')
      return { ok: false, line: lineCounter.linePos(error.pos[0]).line, message }
    }
    const start = lineCounter.linePos(document.contents?.range[0] ?? document.range[0]).line
    const root = document.contents
    const toLine = (node: ParsedNode): number => lineCounter.linePos(node.range[0]).line
    trees.push({ line: start, root: root === null ? undefined : treeOf(root, toLine, false, start) })
  }
  return { ok: true, documents: trees }
}

function treeOf(node: ParsedNode | null, toLine: (node: ParsedNode) => number, inFlow: boolean, parent: number): Tree {
  if (node === null) return { kind: 'scalar', text: '', plain: true, line: parent }
  const line = isScalar(node) && node.source === '' && node.type === 'PLAIN' ? parent : toLine(node)
  if (isAlias(node)) return { kind: 'opaque', why: `*${node.source} repeats another place of the file`, line }
  if (node.anchor !== undefined) return { kind: 'opaque', why: `&${node.anchor} marks a place to be repeated`, line }
  if (node.tag !== undefined) return { kind: 'opaque', why: `the tag ${node.tag} changes the type`, line }
  if (isScalar(node)) {
    const text = node.source ?? ''
    const plain = node.type === 'PLAIN'
    if (inFlow && plain && text.startsWith(':')) {
      return { kind: 'opaque', why: `inside brackets ${text} must be quoted`, line }
    }
    return { kind: 'scalar', text, plain, line }
  }
  const flow = inFlow || node.flow === true
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => treeOf(item, toLine, flow, line)), line }
  if (!isMap(node)) return { kind: 'opaque', why: 'neither a value, a list nor a map', line }
  const fields: TreeField[] = []
  for (const { key, value } of node.items) {
    const name = treeOf(key, toLine, flow, line)
    if (name.kind !== 'scalar') return { kind: 'opaque', why: 'a key is not plain text', line: name.line }
    fields.push({ key: name.text, line: name.line, value: treeOf(value, toLine, flow, name.line) })
  }
  return { kind: 'map', fields, line }
}
