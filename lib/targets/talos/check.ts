/**
 * Syntax and limits of the firewall documents, as Talos' decoder and validation have them.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/types/network/rule_config.go
 */
import type { Problem } from '@/lib/design/problem'
import { lastPort } from '@/lib/net/port-range'
import { parsePrefix } from '@/lib/net/prefix'
import { readYaml } from '@/lib/text/yaml'
import type { YamlField, YamlNode } from '@/lib/text/yaml/node'
import type { Position } from '@/lib/text/yaml/place'
import type { FileSet, TextFile } from '../target'

/** Problems of every patch file; other files hold no documents of their own. */
export function checkFiles(files: FileSet): readonly Problem[] {
  return files.filter(({ path }) => path.endsWith('.patch.yaml')).flatMap(checkFile)
}

type Report = (at: Position, message: string, suggestion: string) => void

function checkFile({ path, text }: TextFile): readonly Problem[] {
  const problems: Problem[] = []
  const reading = readYaml(text)
  const report: Report = (at, message, suggestion) => {
    problems.push({
      severity: 'error',
      at: `${path}:${at.line}`,
      message,
      suggestion,
      line: at.line,
      column: at.column,
    })
  }
  if (!reading.ok) {
    report(reading.at, `Not YAML: ${reading.message}.`, reading.suggestion)
    return problems
  }
  const seen = new Map<string, number>()
  for (const document of reading.documents) {
    if (document.kind === 'scalar' && document.value === null) continue
    const id = checkDocument(document, report)
    const before = id === undefined ? undefined : seen.get(id)
    if (before !== undefined) report(document, `The same document stands on line ${before}.`, 'Keep one of the two.')
    if (id !== undefined) seen.set(id, document.line)
  }
  if (seen.size === 0 && problems.length === 0) {
    report({ line: 1, column: 1 }, 'There is no document in the file.', 'Talos refuses an empty patch; do not send it.')
  }
  return problems
}

const keysOfKind = {
  NetworkDefaultActionConfig: ['apiVersion', 'kind', 'ingress'],
  NetworkRuleConfig: ['apiVersion', 'kind', 'name', 'portSelector', 'ingress'],
} as const

/** What must be unique in a file; undefined where the document is none of ours. */
function checkDocument(document: YamlNode, report: Report): string | undefined {
  const kind = textAt(document, 'kind')
  if (kind !== 'NetworkDefaultActionConfig' && kind !== 'NetworkRuleConfig') {
    report(document, 'This is no firewall document.', 'Write kind: NetworkDefaultActionConfig or NetworkRuleConfig.')
    return undefined
  }
  if (textAt(document, 'apiVersion') !== 'v1alpha1')
    report(document, 'The apiVersion is not v1alpha1.', 'Write apiVersion: v1alpha1.')
  const isDeletion = checkDeletion(document, report)
  const known: readonly string[] = isDeletion ? ['apiVersion', 'kind', 'name', '$patch'] : keysOfKind[kind]
  checkKeys(document, known, report)
  if (kind === 'NetworkDefaultActionConfig') {
    if (!isDeletion) checkDefaultAction(document, report)
    return kind
  }
  const name = textAt(document, 'name')
  if (name === undefined || name === '') report(document, 'The rule has no name.', 'Give it one.')
  else if (name === 'kind' || name === 'apiVersion')
    report(document, `Talos mistakes the name ${name} for a key.`, 'Use another name.')
  if (!isDeletion) checkRule(document, report)
  return `${kind} ${name}`
}

function checkDeletion(document: YamlNode, report: Report): boolean {
  const marker = fieldOf(document, '$patch')
  if (marker === undefined) return false
  if (textAt(document, '$patch') !== 'delete') report(marker.value, 'Only "delete" is known.', 'Write $patch: delete.')
  return true
}

function checkDefaultAction(document: YamlNode, report: Report): void {
  const action = textAt(document, 'ingress')?.toLowerCase()
  if (action === 'block') return
  const node = fieldOf(document, 'ingress')?.value ?? document
  if (action === 'accept')
    report(node, 'A patch with accept changes nothing.', 'Delete the document instead: $patch: delete.')
  else report(node, 'The default action is neither block nor accept.', 'Write ingress: block.')
}

function checkRule(document: YamlNode, report: Report): void {
  const selector = fieldOf(document, 'portSelector')?.value
  if (selector === undefined) report(document, 'The rule has no ports.', 'Write portSelector with ports and protocol.')
  else {
    checkKeys(selector, ['ports', 'protocol'], report)
    const protocol = textAt(selector, 'protocol')?.toLowerCase()
    if (protocol !== 'tcp' && protocol !== 'udp') {
      report(
        selector,
        'The protocol is neither tcp nor udp, so the rule matches nothing.',
        'Write protocol: tcp or protocol: udp.',
      )
    }
    checkPorts(fieldOf(selector, 'ports')?.value ?? selector, report)
  }
  const ingress = fieldOf(document, 'ingress')?.value
  if (ingress === undefined || (ingress.kind === 'scalar' && ingress.value === null)) return
  if (ingress.kind !== 'list') {
    report(ingress, 'The sources are no list.', 'Write one "- subnet: …" a line.')
    return
  }
  for (const item of ingress.items) {
    checkKeys(item, ['subnet', 'except'], report)
    const texts = [textAt(item, 'subnet'), textAt(item, 'except') ?? '0.0.0.0/0']
    if (texts.some((text) => text === undefined || parsePrefix(text) === undefined)) {
      report(item, 'This is not a CIDR.', 'Write one like 10.0.0.0/24 or 2001:db8::/64.')
    }
  }
}

function checkPorts(ports: YamlNode, report: Report): void {
  const items = ports.kind === 'list' ? ports.items : []
  if (items.length === 0) {
    report(ports, 'The rule has no ports.', 'List at least one.')
    return
  }
  const ranges: { from: number; to: number; item: YamlNode }[] = []
  for (const item of items) {
    const match = item.kind === 'scalar' ? /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(item.text) : null
    const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
    if (match === null || from > to || to > lastPort)
      report(item, 'This is no port or range.', 'Write one like 443 or 8000-9000.')
    else if (match[2] === undefined && item.kind === 'scalar' && !item.plain)
      report(item, 'Talos refuses a quoted port.', 'Write it without quotes.')
    else ranges.push({ from, to, item })
  }
  ranges.sort((a, b) => a.from - b.from)
  for (const [index, { from, item }] of ranges.entries()) {
    const before = ranges[index - 1]
    if (before !== undefined && from <= before.to)
      report(item, 'The ports overlap with others of this rule.', 'List each port once.')
  }
}

function checkKeys(node: YamlNode, known: readonly string[], report: Report): void {
  if (node.kind !== 'map') {
    report(node, 'This is no map of keys.', `Write ${known.join(', ')}.`)
    return
  }
  for (const field of node.fields) {
    if (!known.includes(field.key))
      report(field, `Talos does not know the key ${JSON.stringify(field.key)} here.`, `Known are ${known.join(', ')}.`)
  }
}

function fieldOf(node: YamlNode, key: string): YamlField | undefined {
  return node.kind === 'map' ? node.fields.find((field) => field.key === key) : undefined
}

function textAt(node: YamlNode, key: string): string | undefined {
  const value = fieldOf(node, key)?.value
  return value?.kind === 'scalar' && value.value !== null ? value.text : undefined
}
