/**
 * The two firewall documents, from a tree to what Talos decodes. Nothing is skipped: what is not understood is a problem.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/types/network/rule_config.go
 */
import { readPrefix } from '@/lib/net/text-cache'
import type { DefaultDocument, PortEntry, RuleDocument, SourceBlock, SourceEntry, SourceList } from '../config'
import { explainPrefix } from './explain-prefix'
import { adjacentPorts, explainAdjacent, faultOfPorts, isNull, readPort } from './port'
import { type Reading, refuse } from './reading'
import type { ScalarTree, Tree } from './tree'

/** A list of sources that the line reader has read already. */
export interface SourcesTree {
  readonly kind: 'sources'
  readonly list: SourceList
  readonly line: number
}
type Value = Tree | SourcesTree
export interface Field {
  readonly key: string
  readonly line: number
  readonly value: Value
}

export function decodeDefault(reading: Reading, fields: readonly Field[], line: number): DefaultDocument | undefined {
  if (!checkKeys(reading, fields, ['apiVersion', 'kind', 'ingress'])) return undefined
  const field = fields.find(({ key }) => key === 'ingress')
  const at = { file: reading.file, line: field?.line ?? line }
  const text = readWord(reading, field)
  if (text === 'wrong') return undefined
  if (text === undefined) return { kind: 'default', action: 'accept', at }
  if (text === 'accept' || text === 'block') return { kind: 'default', action: text, at }
  refuse(reading, at.line, `${JSON.stringify(text)} is not a default action`, 'write accept or block')
  return undefined
}

export function decodeRule(reading: Reading, fields: readonly Field[], line: number): RuleDocument | undefined {
  const before = reading.problems.length
  if (!checkKeys(reading, fields, ['apiVersion', 'kind', 'name', 'portSelector', 'ingress'])) return undefined
  const nameField = fields.find(({ key }) => key === 'name')
  const name = readName(reading, nameField, line)
  const at = { file: reading.file, line: nameField?.line ?? line }
  const selector = readSelector(
    reading,
    fields.find(({ key }) => key === 'portSelector'),
  )
  const sources = readIngress(
    reading,
    fields.find(({ key }) => key === 'ingress'),
  )
  if (name === undefined || reading.problems.length > before) return undefined
  return { kind: 'rule', name, at, ...selector, sources: sources === undefined ? undefined : [sources] }
}

/** What several public tutorials show instead; Talos never had it. */
const inventedKeys = new Set(['spec', 'metadata', 'rules', 'action'])

function checkKeys(reading: Reading, fields: readonly Field[], allowed: readonly string[], inside = ''): boolean {
  let sound = true
  for (const { key, line } of fields) {
    if (allowed.includes(key)) continue
    sound = false
    const place = inside === '' ? 'this document' : inside
    if (inventedKeys.has(key)) {
      const advice =
        'name, portSelector.ports, portSelector.protocol and ingress[].subnet stand at the top of the document'
      refuse(reading, line, `Talos has no ${key} in ${place}: some tutorials show one that never existed`, advice)
    } else if (key === '$patch') {
      refuse(reading, line, `only whole documents deleted with "$patch: delete" are read, not parts of ${place}`)
    } else {
      refuse(reading, line, `Talos knows no key ${JSON.stringify(key)} in ${place}`, `it knows ${allowed.join(', ')}`)
    }
  }
  return sound
}

/** A value of the wrong shape: an alias, or a map where a list belongs. */
function refuseShape(reading: Reading, value: Value, what: string, wanted: string, suggestion?: string): void {
  if (value.kind === 'opaque') refuse(reading, value.line, `${what} is not read: ${value.why}`)
  else refuse(reading, value.line, `${what} must be ${wanted}`, suggestion)
}

/** A word of an enumeration: undefined where it is left out or null. */
function readWord(reading: Reading, field: Field | undefined): string | undefined | 'wrong' {
  if (field === undefined) return undefined
  if (field.value.kind !== 'scalar') {
    refuseShape(reading, field.value, field.key, 'one word')
    return 'wrong'
  }
  if (isNull(field.value)) return undefined
  const text = field.value.text
  return reading.behaviour.exactCase ? text : text.toLowerCase()
}

function readName(reading: Reading, field: Field | undefined, line: number): string | undefined {
  if (field !== undefined && field.value.kind !== 'scalar') {
    refuseShape(reading, field.value, 'name', 'text')
    return undefined
  }
  const scalar = field?.value as ScalarTree | undefined
  if (scalar === undefined || scalar.text === '' || isNull(scalar)) {
    refuse(reading, field?.line ?? line, 'the rule has no name', 'give every rule a name of its own')
    return undefined
  }
  if (scalar.plain && reading.behaviour.refusesDateNames && /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/.test(scalar.text)) {
    refuse(reading, scalar.line, `Talos takes ${scalar.text} for a date`, `write "${scalar.text}"`)
    return undefined
  }
  return scalar.text
}

function readSelector(reading: Reading, field: Field | undefined): Pick<RuleDocument, 'protocol' | 'ports'> {
  const nothing = { protocol: undefined, ports: undefined }
  if (field === undefined) return nothing
  const { value } = field
  if (value.kind === 'scalar' && isNull(value)) return nothing
  if (value.kind !== 'map') {
    refuseShape(reading, value, 'portSelector', 'a map of ports and protocol')
    return nothing
  }
  if (!checkKeys(reading, value.fields, ['ports', 'protocol'], 'portSelector')) return nothing
  const ports = readPorts(
    reading,
    value.fields.find(({ key }) => key === 'ports'),
  )
  const protocol = readProtocol(
    reading,
    value.fields.find(({ key }) => key === 'protocol'),
  )
  return { protocol, ports }
}

function readProtocol(reading: Reading, field: Field | undefined): RuleDocument['protocol'] {
  const word = readWord(reading, field)
  const line = field?.line ?? 0
  if (word === undefined || word === 'wrong') return undefined
  if (word === 'tcp' || word === 'udp') return word
  if (word === 'icmp' || word === 'icmpv6') {
    const message = `a rule for ${word} compares its ports with the checksum of each message, so it admits messages at random`
    refuse(reading, line, message, 'delete the rule: Talos lets nobody choose ICMP messages')
    return undefined
  }
  refuse(reading, line, `${JSON.stringify(word)} is not a protocol Talos can name`, 'write tcp or udp')
  return undefined
}

function readPorts(reading: Reading, field: Field | undefined): readonly PortEntry[] | undefined {
  if (field === undefined) return undefined
  const { value } = field
  if (value.kind === 'scalar' && isNull(value)) return undefined
  if (value.kind !== 'list') {
    refuseShape(reading, value, 'ports', 'a list', 'write each port on a line of its own, after a dash')
    return undefined
  }
  const entries: PortEntry[] = []
  for (const item of value.items) {
    if (item.kind !== 'scalar') {
      refuseShape(reading, item, 'a port', 'a number or a range', 'write 443 or 8000-9000')
      continue
    }
    const port = readPort(item)
    if (port.kind === 'range') entries.push({ range: port.range, at: { file: reading.file, line: item.line } })
    else if (port.kind === 'wrong') refuse(reading, item.line, port.message, port.suggestion)
  }
  return checkPorts(reading, entries, field.line, value.items.length) ? entries : undefined
}

function checkPorts(reading: Reading, entries: readonly PortEntry[], line: number, written: number): boolean {
  const ranges = entries.map(({ range }) => range)
  // An empty list appended to another changes nothing; elsewhere it replaces the ports and is refused.
  const mayBeEmpty = reading.behaviour.listsAppend && reading.form === 'patch' && written === 0
  const fault = ranges.length === 0 && mayBeEmpty ? undefined : faultOfPorts(ranges)
  if (fault !== undefined) refuse(reading, line, `portSelector.ports: ${fault}`)
  const pair = reading.behaviour.losesAdjacentPorts ? adjacentPorts(ranges) : undefined
  if (pair !== undefined) refuse(reading, line, explainAdjacent(pair), `write ${pair[0].from}-${pair[1].to}`)
  return fault === undefined && pair === undefined
}

function readIngress(reading: Reading, field: Field | undefined): SourceBlock | undefined {
  if (field === undefined) return undefined
  const { value, line } = field
  if (value.kind === 'sources') return { file: reading.file, line, list: value.list }
  if (value.kind === 'scalar' && isNull(value)) return undefined
  if (value.kind !== 'list') {
    refuseShape(reading, value, 'ingress', 'a list', 'write "- subnet: 10.0.0.0/24" for each source')
    return undefined
  }
  const entries: SourceEntry[] = []
  for (const item of value.items) {
    if (item.kind === 'scalar' && isNull(item)) continue
    const entry = readSource(reading, item, line)
    if (entry !== undefined) entries.push(entry)
  }
  return { file: reading.file, line, list: { entries } }
}

function readSource(reading: Reading, item: Tree, base: number): SourceEntry | undefined {
  if (item.kind !== 'map') {
    const text = item.kind === 'scalar' ? item.text : ''
    const suggestion = readPrefix(text) === undefined ? 'write "- subnet: 10.0.0.0/24"' : `write "- subnet: ${text}"`
    refuseShape(reading, item, 'an item of ingress', 'a map with a subnet', suggestion)
    return undefined
  }
  if (!checkKeys(reading, item.fields, ['subnet', 'except'], 'an item of ingress')) return undefined
  const subnetField = item.fields.find(({ key }) => key === 'subnet')
  const exceptField = item.fields.find(({ key }) => key === 'except')
  const prefix = readSubnet(reading, subnetField, item.line)
  const except = isAbsent(exceptField) ? undefined : readSubnet(reading, exceptField, item.line)
  if (prefix === undefined || (except === undefined && !isAbsent(exceptField))) return undefined
  const line = (subnetField?.line ?? item.line) - base
  return { prefix, except, line, exceptLine: except === undefined ? line : (exceptField?.line ?? item.line) - base }
}

function isAbsent(field: Field | undefined): boolean {
  return field === undefined || (field.value.kind === 'scalar' && (isNull(field.value) || field.value.text === ''))
}

function readSubnet(reading: Reading, field: Field | undefined, line: number) {
  if (field !== undefined && field.value.kind !== 'scalar') {
    refuseShape(reading, field.value, field.key, 'one network')
    return undefined
  }
  const text = field === undefined || isAbsent(field) ? '' : (field.value as ScalarTree).text
  const prefix = readPrefix(text)
  if (prefix === undefined) {
    const { message, suggestion } = explainPrefix(text)
    refuse(reading, field?.line ?? line, message, suggestion)
  }
  return prefix
}
