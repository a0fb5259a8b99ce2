/** From the library's documents to our tree. */
import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml'
import type { YamlField, YamlNode } from './node'
import { fail, type Locate, type Position } from './place'
import { resolvePlain } from './plain'

/** Aliases may not unfold to more values than a large file would hold. */
const heaviest = 500_000

interface Building<Opaque> {
  readonly locate: Locate
  /** Makes what is not interpreted; without it aliases are followed and the rest refused. */
  readonly mark: ((why: string, at: Position) => Opaque) | undefined
  readonly anchors: Map<string, { readonly node: YamlNode<Opaque>; readonly weight: number }>
  /** Values so far, each alias counted with all it stands for. */
  weight: number
}

export function buildTrees<Opaque>(
  documents: readonly Document.Parsed[],
  locate: Locate,
  mark?: (why: string, at: Position) => Opaque,
): YamlNode<Opaque>[] {
  const building: Building<Opaque> = { locate, mark, anchors: new Map(), weight: 0 }
  return documents.map((document) => {
    building.anchors.clear()
    return build(building, document.contents, false, document.range[0])
  })
}

/** @param place where a value that is not written stands */
function build<Opaque>(
  building: Building<Opaque>,
  node: ParsedNode | null,
  inFlow: boolean,
  place: number,
): YamlNode<Opaque> {
  weigh(building, 1, node?.range[0] ?? place)
  if (node === null) return { kind: 'scalar', text: '', plain: true, value: null, ...building.locate(place) }
  const { mark } = building
  const at = building.locate(node.range[0])
  if (isAlias(node)) {
    if (mark !== undefined) return mark(`*${node.source} repeats another place of the file`, at)
    return follow(building, node.source, node.range[0])
  }
  if (mark !== undefined && node.anchor !== undefined) {
    return mark(`&${node.anchor} marks a place to be repeated`, at)
  }
  if (mark !== undefined && node.tag !== undefined) return mark(`the tag ${node.tag} changes the type`, at)
  const before = building.weight
  const built = buildBare(building, node, inFlow, at)
  if (node.anchor !== undefined) {
    building.anchors.set(node.anchor, { node: built, weight: building.weight - before + 1 })
  }
  return built
}

function buildBare<Opaque>(
  building: Building<Opaque>,
  node: Exclude<ParsedNode, { source: string; anchor?: never }>,
  inFlow: boolean,
  at: Position,
): YamlNode<Opaque> {
  if (isScalar(node)) {
    const text = node.source ?? ''
    const plain = node.type === 'PLAIN'
    if (inFlow && plain && text.startsWith(':') && building.mark !== undefined) {
      return building.mark(`inside brackets ${text} must be quoted`, at)
    }
    return { kind: 'scalar', text, plain, value: plain ? resolvePlain(text) : text, ...at }
  }
  const flow = inFlow || node.flow === true
  if (isSeq(node)) {
    const items = node.items.map((item) => build(building, item, flow, node.range[0]))
    return { kind: 'list', items, ...at }
  }
  if (isMap(node)) return buildMap(building, node.items, flow, at)
  return fail(0, 'neither a value, a list nor a map stands here', 'write one')
}

function buildMap<Opaque>(
  building: Building<Opaque>,
  items: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[],
  inFlow: boolean,
  at: Position,
): YamlNode<Opaque> {
  const fields: YamlField<Opaque>[] = []
  const seen = new Map<string, number>()
  for (const { key, value } of items) {
    const name = keyText(building, key, inFlow)
    const place = building.locate(key.range[0])
    if (name === undefined) {
      if (building.mark !== undefined) return building.mark('a key is not plain text', place)
      if (isAlias(key)) fail(key.range[0], 'an alias stands as a key, which we do not read', 'write the key out')
      fail(key.range[0], 'a list or map stands as a key', 'use text as the key')
    }
    const before = seen.get(name)
    if (before !== undefined) {
      const shown = name.length <= 40 ? name : `${name.slice(0, 37)}…`
      const message = `the key "${shown}" is written twice, first on line ${before}`
      fail(key.range[0], message, 'keep one of the two')
    }
    seen.set(name, place.line)
    fields.push({ key: name, value: build(building, value, inFlow, key.range[1]), ...place })
  }
  return { kind: 'map', fields, ...at }
}

/** Undefined where the key is no text. */
function keyText<Opaque>(building: Building<Opaque>, key: ParsedNode, inFlow: boolean): string | undefined {
  if (!isScalar(key)) return undefined
  const text = key.source ?? ''
  const plain = key.type === 'PLAIN'
  if (building.mark !== undefined) {
    const odd = key.anchor !== undefined || key.tag !== undefined || (inFlow && plain && text.startsWith(':'))
    return odd ? undefined : text
  }
  if (text === '' && plain) fail(key.range[0], 'a colon stands without a key', 'write key: value')
  return text
}

/** The very node of the anchor. */
function follow<Opaque>(building: Building<Opaque>, name: string, offset: number): YamlNode<Opaque> {
  const anchor = building.anchors.get(name)
  if (anchor === undefined) {
    fail(offset, `no anchor &${name} stands before this alias`, 'put the text in quotes, or write the value out')
  }
  weigh(building, anchor.weight - 1, offset)
  return anchor.node
}

function weigh<Opaque>(building: Building<Opaque>, weight: number, offset: number): void {
  building.weight += weight
  if (building.weight > heaviest) {
    fail(offset, 'the aliases of this file unfold to too many values', 'write the values out')
  }
}
