/**
 * Documents of a Talos configuration: which kind each is, and what Talos' decoder refuses about it.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/configloader/internal/decoder/decoder.go
 */

import type { ConfigDocument, DeleteMarker } from '../config'
import { minorOfKind } from './document-kinds'
import { isNull } from './port'
import { type Reading, refuse } from './reading'
import { decodeDefault, decodeRule, type Field } from './rule'
import type { Tree } from './tree'

const defaultKind = 'NetworkDefaultActionConfig'
const ruleKind = 'NetworkRuleConfig'
/** They come after 1.14 and change which packets arrive; none of their meaning is modelled. */
const uninterpretedKinds = new Set(['NetworkLinkIngressConfig', 'NetworkNATRuleConfig'])
/** The keys of the one document without a kind. */
const mainKeys = ['version', 'debug', 'persist', 'machine', 'cluster']

/** One document as either reader of text hands it over. */
export interface Source {
  readonly line: number
  readonly root: Tree | { readonly kind: 'map'; readonly fields: readonly Field[]; readonly line: number } | undefined
}

/** Undefined where there is nothing in it, or where a problem was reported. */
export function decodeDocument(reading: Reading, { line, root }: Source): ConfigDocument | undefined {
  if (root === undefined || (root.kind === 'scalar' && isNull(root))) {
    if (!reading.behaviour.skipsEmptyDocuments) {
      refuse(reading, line, 'Talos before 1.13 refuses a file with an empty document', 'leave out one of the lines ---')
    }
    return undefined
  }
  if (root.kind === 'list') {
    const advice = 'Talos refuses JSON patches (RFC 6902) of configurations with several documents; write the documents'
    refuse(reading, line, 'this is a list, not a document', advice)
    return undefined
  }
  if (root.kind !== 'map') {
    refuse(reading, root.line, root.kind === 'opaque' ? `not read: ${root.why}` : 'this is text, not a document')
    return undefined
  }
  return decodeMap(reading, root.fields, line)
}

function decodeMap(reading: Reading, fields: readonly Field[], line: number): ConfigDocument | undefined {
  for (const { value, key } of fields) {
    if (value.kind !== 'scalar' || (value.text !== 'kind' && value.text !== 'apiVersion')) continue
    refuse(reading, value.line, `Talos takes the ${key} ${value.text} for a key`, 'choose another name')
    return undefined
  }
  const kind = textOf(fields, 'kind')
  const version = textOf(fields, 'apiVersion')
  if (kind === undefined || kind === '') return decodeMain(reading, fields, line, version)
  if (version !== 'v1alpha1') {
    const message =
      version === undefined ? 'the document has no apiVersion' : `Talos knows no ${kind} of version ${version}`
    refuse(reading, line, message, 'write apiVersion: v1alpha1')
    return undefined
  }
  if (!checkKind(reading, kind, line)) return undefined
  if (fields.some(({ key }) => key === '$patch')) return decodeDelete(reading, fields, kind, line)
  if (kind === defaultKind) return decodeDefault(reading, fields, line)
  if (kind === ruleKind) return decodeRule(reading, fields, line)
  return { kind: 'other', documentKind: kind, at: { file: reading.file, line } }
}

function textOf(fields: readonly Field[], key: string): string | undefined {
  const value = fields.find((field) => field.key === key)?.value
  if (value === undefined || value.kind !== 'scalar' || isNull(value)) return undefined
  return value.text
}

function decodeMain(
  reading: Reading,
  fields: readonly Field[],
  line: number,
  version: string | undefined,
): ConfigDocument | undefined {
  const unknown = fields.find(({ key }) => !mainKeys.includes(key))
  const isMain = version !== undefined || fields.some(({ key }) => mainKeys.includes(key) && key !== 'version')
  if (isMain && unknown === undefined) {
    return { kind: 'other', documentKind: 'v1alpha1', at: { file: reading.file, line } }
  }
  const message = isMain ? `the document has no kind, and so no key ${unknown?.key}` : 'the document has no kind'
  const looksLike = fields.some(({ key }) => key === 'portSelector') ? ruleKind : `${ruleKind} or ${defaultKind}`
  refuse(reading, (isMain ? unknown?.line : undefined) ?? line, message, `a firewall document needs kind: ${looksLike}`)
  return undefined
}

function decodeDelete(
  reading: Reading,
  fields: readonly Field[],
  kind: string,
  line: number,
): DeleteMarker | undefined {
  const field = fields.find(({ key }) => key === '$patch')
  const value = textOf(fields, '$patch')
  const at = { file: reading.file, line: field?.line ?? line }
  const of = kind === ruleKind ? 'rule' : kind === defaultKind ? 'default' : 'other'
  const name = textOf(fields, 'name') ?? ''
  if (reading.form === 'config') refuse(reading, at.line, '$patch belongs in patches, not in a whole configuration')
  else if (value !== 'delete') refuse(reading, at.line, 'Talos knows no other $patch than delete')
  else if (!reading.behaviour.deletes) {
    const advice = 'give the whole configuration without the document (talosctl apply-config), or upgrade first'
    refuse(reading, at.line, 'Talos before 1.8 cannot delete documents by a patch and refuses the file', advice)
  } else if (of === 'rule' && name === '') refuse(reading, at.line, 'nothing says which rule to delete', 'add its name')
  else if (of === 'default' && name !== '') {
    refuse(reading, at.line, `${defaultKind} has no name, so this deletes nothing`, 'leave out the name')
  } else return { kind: 'delete', of, name, at }
  return undefined
}

/** An unknown kind, or one too new for the machine, and Talos refuses the whole file. */
function checkKind(reading: Reading, kind: string, line: number): boolean {
  if (uninterpretedKinds.has(kind)) {
    refuse(reading, line, `${kind} changes which packets arrive and is not interpreted`)
    return false
  }
  const since = minorOfKind(kind)
  if (since === undefined) {
    const meant = [ruleKind, defaultKind].find((known) => isNear(kind, known))
    const advice = meant === undefined ? undefined : `write kind: ${meant}`
    refuse(reading, line, `Talos knows no kind ${kind} and refuses the whole file`, advice)
  } else if (since > reading.behaviour.minor) {
    const message = `${kind} came with Talos 1.${since}: an older one refuses the whole file`
    refuse(reading, line, message, 'leave the document out, or say the version the machines run')
  }
  return since !== undefined && since <= reading.behaviour.minor
}

/** The same but for case, a letter too few, too many or wrong, or the ending left out. */
function isNear(text: string, known: string): boolean {
  const [a, b] = [text.toLowerCase(), known.toLowerCase()]
  if (a === b || `${a}config` === b || a === b.replace('config', 'sconfig')) return true
  if (Math.abs(a.length - b.length) > 1) return false
  let head = 0
  while (head < a.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  return Math.max(a.length, b.length) - head - tail <= 1
}
