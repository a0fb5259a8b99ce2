/**
 * Documents as text, byte for byte as Talos' own encoder writes them (four spaces, its order of keys), so that a machine
 * that re-encodes its configuration shows no difference; above each a comment that says what it is for.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/types/network/testdata/ruleconfig.yaml
 */
import { formatPrincipal } from '@/lib/design/principal'
import { formatPortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { prefixText } from '@/lib/net/text-cache'
import type { Rule } from '@/lib/policy/rule'
import { quoteComment, quoteYaml } from '@/lib/text/yaml-scalar'
import type { TalosDocument } from './documents'

/** Text with the rules behind each of its lines. */
export interface MappedText {
  readonly text: string
  readonly lineRules: readonly (readonly string[])[]
}

const nobody: readonly string[] = []

export interface PatchText {
  /** Lines for people, put before the first document as comments. */
  readonly header: readonly string[]
  readonly defaultAction: 'block' | undefined
  readonly documents: readonly TalosDocument[]
  /** Whether there are load balancers to name among the sources. */
  readonly balanced: boolean
}

export function writePatch({ header, defaultAction, documents, balanced }: PatchText): MappedText {
  const parts: string[] = []
  const lineRules: (readonly string[])[] = []
  for (const line of header) {
    parts.push(line === '' ? '#\n' : `# ${quoteComment(line)}\n`)
    lineRules.push(nobody)
  }
  let separate = false
  if (defaultAction !== undefined) {
    parts.push(`apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: ${defaultAction}\n`)
    lineRules.push(nobody, nobody, nobody)
    separate = true
  }
  for (const document of documents) {
    if (separate) {
      parts.push('---\n')
      lineRules.push(nobody)
    }
    separate = true
    writeDocument(document, balanced, parts, lineRules)
  }
  return { text: parts.join(''), lineRules }
}

function writeDocument(
  document: TalosDocument,
  balanced: boolean,
  parts: string[],
  lineRules: (readonly string[])[],
): void {
  const ids = document.rules.map(({ id }) => id)
  const notes =
    document.note === undefined ? document.rules.map((rule) => describeRule(rule, balanced)) : [document.note]
  for (const note of notes) parts.push(`# ${quoteComment(note)}\n`)
  const ports = document.ports.map((range) => `        - ${formatPortRange(range)}\n`).join('')
  parts.push(
    `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${quoteYaml(document.name)}\n`,
    `portSelector:\n    ports:\n${ports}    protocol: ${document.protocol}\n`,
    document.sources.length === 0 ? 'ingress: []\n' : 'ingress:\n',
    writeSources(document.sources),
  )
  const fixed = notes.length + 7 + document.ports.length
  for (let i = 0; i < fixed; i++) lineRules.push(ids)
  const { origins } = document
  for (let i = 0; i < document.sources.length; i++) lineRules.push(origins?.[i] ?? ids)
}

/** `Talos API from controlplane, admin:office (apid/worker), owner net-team until 2027-06-30` */
function describeRule(rule: Rule, balanced: boolean): string {
  const principals = rule.from.filter(({ kind }) => balanced || kind !== 'lb-for').map(formatPrincipal)
  const from = rule.sources.guest.length === 0 ? 'nobody' : principals.join(', ')
  const owner = rule.owner === undefined ? '' : `, owner ${rule.owner}`
  const until = rule.until === undefined ? '' : `, until ${rule.until}`
  return `${rule.title} from ${from} (${rule.id})${owner}${until}`
}

// The same lists stand in many documents, and the same prefixes in many lists.
const writtenLists = new WeakMap<readonly Prefix[], string>()
const writtenPrefixes = new WeakMap<Prefix, string>()

function writeSources(sources: readonly Prefix[]): string {
  const known = writtenLists.get(sources)
  if (known !== undefined) return known
  const lines: string[] = []
  for (const prefix of sources) {
    let line = writtenPrefixes.get(prefix)
    if (line === undefined) {
      line = `    - subnet: ${prefixText(prefix)}\n`
      writtenPrefixes.set(prefix, line)
    }
    lines.push(line)
  }
  const text = lines.join('')
  writtenLists.set(sources, text)
  return text
}

/** Deletes the named documents, the default action among them or not, in one step. */
export function writeDeletion(header: readonly string[], defaultAction: boolean, names: readonly string[]): MappedText {
  const documents = names.map(
    (name) => `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${quoteYaml(name)}\n$patch: delete\n`,
  )
  if (defaultAction) documents.unshift('apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\n$patch: delete\n')
  const text = `${header.map((line) => `# ${quoteComment(line)}\n`).join('')}${documents.join('---\n')}`
  return { text, lineRules: new Array<readonly string[]>(text.split('\n').length - 1).fill(nobody) }
}
