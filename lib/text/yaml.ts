/**
 * Reads YAML 1.2 as people and machines write configuration: every document as a tree with the place of each part.
 * Refused, because products read them in different ways or because nobody writes them by hand: directives, keys that
 * are no text, the same key twice, control characters, and the line separators of Unicode, which older readers take
 * for line ends. JSON is YAML.
 */
import { buildTrees } from './yaml/build'
import { templateMark } from './yaml/explain'
import type { OpaqueYaml, YamlNode } from './yaml/node'
import { parseYaml } from './yaml/parse'
import { faultOf, type Locate, locateIn, type Position } from './yaml/place'
import { refuseText } from './yaml/watch'

/** A whole machine configuration has some hundred thousand. */
const mostCharacters = 4_000_000

export type YamlReading<Opaque = never> =
  | { readonly ok: true; readonly documents: readonly YamlNode<Opaque>[] }
  | { readonly ok: false; readonly message: string; readonly suggestion: string; readonly at: Position }

/** All documents of a text, none of an empty one. Aliases are followed, tags refused. Never throws, whatever the text. */
export function readYaml(given: string): YamlReading {
  return read(given, (text, locate) => buildTrees<never>(parseYaml(text, true), locate))
}

/** The same where the product decides: what an alias, an anchor or a tag changes is marked and not interpreted. */
export function readMarkedYaml(given: string): YamlReading<OpaqueYaml> {
  const mark = (why: string, at: Position): OpaqueYaml => ({ kind: 'opaque', why, ...at })
  return read(given, (text, locate) => buildTrees(parseYaml(text, false), locate, mark))
}

function read<Opaque>(
  given: string,
  build: (text: string, locate: Locate) => readonly YamlNode<Opaque>[],
): YamlReading<Opaque> {
  if (given.length > mostCharacters) {
    const message = `the text has more than ${mostCharacters} characters`
    return { ok: false, message, suggestion: 'divide it into several files', at: { line: 1, column: 1 } }
  }
  // The library accepts some keys broken over two lines only where the lines end in CR LF.
  const whole = given.includes('\r') ? given.replaceAll('\r\n', '\n') : given
  // A part of a dump stands below as many empty lines as there are above it; one stays, for what may only stand first.
  const above = /^\n*(?=\n)/.exec(whole)?.[0].length ?? 0
  const text = whole.slice(above)
  const inWhole = locateIn(whole)
  const locate: Locate = (offset) => inWhole(offset + above)
  // An error of the library costs more for the way it came than for all else, and there may be one a line.
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    refuseText(text, above)
    return { ok: true, documents: build(text, locate) }
  } catch (thrown) {
    // The library overflows the stack on some texts that are nothing but faults.
    const tooBroken = { offset: 0, message: 'the text is not YAML', suggestion: 'check where it comes from' }
    const fault = faultOf(thrown) ?? (thrown instanceof RangeError ? tooBroken : undefined)
    if (fault === undefined) throw thrown
    const { offset, message, suggestion } = fault
    const start = text.lastIndexOf('\n', offset - 1) + 1
    const line = text.slice(start, start + 2_000).split('\n', 1)[0] ?? ''
    return { ok: false, message, suggestion: templateMark.test(line) ? templateAdvice : suggestion, at: locate(offset) }
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

const templateAdvice =
  'this is a template: fill it in first (envsubst, helm template, terraform output …) and give the result'

/** The tree as plain values. */
export function yamlValue(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value
    case 'list':
      return node.items.map(yamlValue)
    case 'map': {
      const value: Record<string, unknown> = {}
      for (const field of node.fields) {
        // An ordinary assignment to this key would set the prototype.
        if (field.key === '__proto__') {
          Object.defineProperty(value, field.key, { value: yamlValue(field.value), enumerable: true })
        } else value[field.key] = yamlValue(field.value)
      }
      return value
    }
  }
}

/** The part at a path of keys and indices, or the deepest one on the way to it. */
export function yamlPositionAt(root: YamlNode, path: readonly (string | number)[], part: 'key' | 'value'): Position {
  let node = root
  let at: Position = root
  for (const [depth, step] of path.entries()) {
    if (node.kind === 'list') {
      const item = typeof step === 'number' ? node.items[step] : undefined
      if (item === undefined) break
      node = item
      at = item
    } else if (node.kind === 'map') {
      const field = node.fields.find(({ key }) => key === String(step))
      if (field === undefined) break
      node = field.value
      at = part === 'key' && depth === path.length - 1 ? field : node
    } else break
  }
  return { line: at.line, column: at.column }
}
