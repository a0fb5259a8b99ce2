/**
 * Prefixes that several designs share, by name: `network:office` in a design stands for what `networks.yaml` says of it.
 * They are put in place before the design is read, so that a design by itself, and a link to it, is always whole.
 */
import { nearestWord } from '@/lib/text/nearest'
import { readYaml } from '@/lib/text/yaml'
import type { YamlField, YamlNode } from '@/lib/text/yaml/node'
import type { Position } from '@/lib/text/yaml/place'
import { parsePrefix } from '../net/prefix'
import { failure, type Problem, type Result, success } from './problem'

export type SharedNetworks = ReadonlyMap<string, readonly string[]>

/** Where principals stand, a prefix is written `cidr:10.0.0.0/8`. */
const principalKeys = new Set(['from', 'add', 'to'])
const reference = /^network:(.*)$/
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** `office: 203.0.113.0/24` or `office: [203.0.113.0/24, "2001:db8::/48"]`, a name a line. Never throws. */
export function readNetworks(text: string, file: string): Result<SharedNetworks> {
  // Without a line of their own: those that read this are about a design, and the line is of another file.
  const problem = ({ line }: Position, message: string, suggestion: string): Problem => ({
    ...{ severity: 'error', at: `${file}:${line}`, message, suggestion },
  })
  const form = 'write name: prefix, or name: [prefix, prefix]'
  const yaml = readYaml(text)
  if (!yaml.ok) return failure([problem(yaml.at, yaml.message, yaml.suggestion)])
  const [root, second] = yaml.documents
  if (root === undefined || root.kind !== 'map' || second !== undefined) {
    return failure([problem(root ?? { line: 1, column: 1 }, 'this is no list of networks', form)])
  }
  const networks = new Map<string, readonly string[]>()
  const problems: Problem[] = []
  for (const field of root.fields) {
    const { key, value } = field
    if (!label.test(key)) problems.push(problem(field, `"${key}" is no name of a network`, 'write a DNS label'))
    const items = value.kind === 'list' ? value.items : [value]
    const prefixes = items.flatMap((item) => {
      if (item.kind === 'scalar' && parsePrefix(item.text) !== undefined) return [item.text]
      problems.push(problem(item, `${key} holds what is no prefix`, form))
      return []
    })
    if (items.length === 0) problems.push(problem(value, `${key} holds no prefix`, form))
    networks.set(key, prefixes)
  }
  return problems.length > 0 ? failure(problems) : success(networks)
}

/** The same design with prefixes in the places of names; every place stays where it was in the text. */
export function inlineNetworks(root: YamlNode, networks: SharedNetworks | undefined, file: string): Result<YamlNode> {
  const problems: Problem[] = []
  const refuse = ({ line, column }: Position, message: string, suggestion: string): readonly string[] => {
    problems.push({ severity: 'error', at: `${file}:${line}`, line, column, message, suggestion })
    return []
  }
  const prefixesOf = (name: string, at: Position): readonly string[] => {
    if (networks === undefined) {
      const cure = 'keep networks.yaml beside the design or above it, or write the prefix itself'
      return refuse(at, `network:${name} is a name of networks.yaml, which is not here`, cure)
    }
    const found = networks.get(name)
    if (found !== undefined) return found
    const meant = nearestWord(name, [...networks.keys()])
    const cure = meant === undefined ? 'add it there' : `did you mean network:${meant}?`
    return refuse(at, `networks.yaml names no network "${name}"`, cure)
  }
  const fieldOf = (field: YamlField): YamlField => ({ ...field, value: walk(field.value, field.key) })
  const walk = (node: YamlNode, key: string): YamlNode => {
    if (node.kind === 'map') return { ...node, fields: node.fields.map(fieldOf) }
    if (node.kind === 'list') return { ...node, items: node.items.flatMap((item) => itemsOf(item, key)) }
    const name = nameIn(node)
    if (name === undefined) return node
    const [prefix, ...more] = prefixesOf(name, node)
    if (more.length > 0) refuse(node, `network:${name} is ${more.length + 1} prefixes, and here stands one`, oneEach)
    return prefix === undefined ? node : scalar(node, prefix)
  }
  const itemsOf = (item: YamlNode, key: string): readonly YamlNode[] => {
    const name = nameIn(item)
    if (name === undefined) return [walk(item, key)]
    const before = principalKeys.has(key) ? 'cidr:' : ''
    return prefixesOf(name, item).map((prefix) => scalar(item, before + prefix))
  }
  const inlined = walk(root, '')
  return problems.length > 0 ? failure(problems) : success(inlined)
}

const oneEach = 'name each prefix in networks.yaml, and write an entry for each'

function nameIn(node: YamlNode): string | undefined {
  return node.kind === 'scalar' ? reference.exec(node.text)?.[1] : undefined
}

function scalar({ line, column }: Position, text: string): YamlNode {
  return { kind: 'scalar', text, value: text, plain: false, line, column }
}
