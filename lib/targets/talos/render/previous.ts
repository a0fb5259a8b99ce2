/**
 * What the machines hold since the last bundle, from its patch files: kinds, names and ports only. Quick on our own
 * output; what a person changed in it is read by the general YAML parser.
 */
import type { Problem } from '@/lib/design/problem'
import { type PortRange, parsePortRange } from '@/lib/net/port-range'
import type { Member } from '@/lib/site/site'
import { readYaml, yamlValue } from '@/lib/text/yaml'
import type { FileSet } from '../../target'
import { type RuleProtocol, ruleProtocols } from './documents'

export type HeldDocument =
  | { readonly kind: 'default' }
  | {
      readonly kind: 'rule'
      readonly name: string
      readonly protocol: RuleProtocol
      readonly ports: readonly PortRange[]
    }

export interface PreviousBundle {
  /** What a machine that took part holds: its own file, or its role's. */
  heldBy(member: Member): readonly HeldDocument[]
  /** Whether the bundle was made before the machine was there, in this role; unknown counts as no. */
  isNew(member: Member): boolean
  /** Files that could not be read: what they left is not known. */
  readonly problems: readonly Problem[]
}

interface HeldFile {
  readonly documents: readonly HeldDocument[]
  /** From the header; undefined in files without one. */
  readonly role: string | undefined
  readonly machines: ReadonlySet<string> | undefined
}

const patchFile = /(?:^|\/)(?:nodes\/([a-z0-9-]+)|(controlplane|worker))\.patch\.yaml$/

export function readPrevious(files: FileSet): PreviousBundle {
  const byRole = new Map<string, HeldFile>()
  const byMachine = new Map<string, HeldFile>()
  const problems: Problem[] = []
  for (const { path, text } of files) {
    const match = patchFile.exec(path)
    if (match === null) continue
    const documents = readHeld(text)
    if (documents === undefined) {
      const message = 'This file of the last bundle is not a list of firewall documents, so what it left is not known.'
      const suggestion = 'Give the bundle as it was written, or apply the full machine configuration.'
      problems.push({ severity: 'error', at: path, message, suggestion })
      continue
    }
    const file = { documents, ...readHeader(text) }
    if (match[1] === undefined) byRole.set(match[2] ?? '', file)
    else byMachine.set(match[1], file)
  }
  return {
    heldBy: ({ name, role }) => (byMachine.get(name) ?? byRole.get(role))?.documents ?? [],
    isNew: ({ name, role }) => {
      const own = byMachine.get(name)
      if (own !== undefined) return own.role !== undefined && own.role !== role
      return byRole.get(role)?.machines?.has(name) === false
    },
    problems,
  }
}

function readHeader(text: string): Pick<HeldFile, 'role' | 'machines'> {
  const header = /^(?:#.*\n)*/.exec(text)?.[0] ?? ''
  const machines = /^# Machines: (.*(?:\n# {3}.*)*)/m.exec(header)?.[1]
  return {
    role: /^# Role: (\S+)$/m.exec(header)?.[1],
    machines: machines === undefined ? undefined : new Set(machines.match(/[a-z0-9-]+/g)),
  }
}

function readHeld(text: string): readonly HeldDocument[] | undefined {
  const held: HeldDocument[] = []
  for (const part of text.split(/^---[ \t]*$/m)) {
    const document = readWritten(part) ?? readAny(part)
    if (document === undefined) return undefined
    held.push(...document)
  }
  return held
}

const start = /^(?:(?:#.*)?\n)*apiVersion: v1alpha1\nkind: /.source
const writtenDefault = new RegExp(`${start}${/NetworkDefaultActionConfig\ningress: block\n*$/.source}`)
const writtenRule = new RegExp(
  start +
    /NetworkRuleConfig\nname: (.+)\nportSelector:\n {4}ports:\n((?: {8}- [0-9-]+\n)+) {4}protocol: (tcp|udp)\n/.source +
    /ingress:(?: \[\])?\n(?: {4}- subnet: \S+\n)*\n*$/.source,
)

/** A document exactly as we write it. */
function readWritten(part: string): readonly HeldDocument[] | undefined {
  if (writtenDefault.test(part)) return [{ kind: 'default' }]
  const match = writtenRule.exec(part)
  if (match === null) return undefined
  const [, name = '', ports = '', protocol] = match
  const ranges = ports.match(/[0-9-]*[0-9]/g)?.map((word) => parsePortRange(word)) ?? []
  const whole = ranges.flatMap((range) => range ?? [])
  if (whole.length !== ranges.length || !isRuleProtocol(protocol)) return undefined
  return [{ kind: 'rule', name: name.startsWith('"') ? readScalar(name) : name, protocol, ports: whole }]
}

function readAny(part: string): readonly HeldDocument[] | undefined {
  const reading = readYaml(part)
  if (!reading.ok) return undefined
  const held: HeldDocument[] = []
  for (const document of reading.documents) {
    const value = yamlValue(document)
    if (value === null) continue
    const read = readValue(value)
    if (read === undefined) return undefined
    if (read !== 'nothing') held.push(read)
  }
  return held
}

function readValue(value: unknown): HeldDocument | 'nothing' | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const document = value as Record<string, unknown>
  if (document.$patch !== undefined) return 'nothing'
  if (document.kind === 'NetworkDefaultActionConfig') return { kind: 'default' }
  if (document.kind !== 'NetworkRuleConfig') return 'nothing'
  const selector = document.portSelector as Record<string, unknown> | null | undefined
  const protocol = String(selector?.protocol).toLowerCase()
  const ports = Array.isArray(selector?.ports) ? selector.ports.map((port) => parsePortRange(String(port))) : []
  const ranges = ports.flatMap((range) => range ?? [])
  if (document.kind !== 'NetworkRuleConfig' || document.name === undefined || !isRuleProtocol(protocol))
    return undefined
  if (ranges.length === 0 || ranges.length !== ports.length) return undefined
  return { kind: 'rule', name: String(document.name), protocol, ports: ranges }
}

function isRuleProtocol(text: string | undefined): text is RuleProtocol {
  return ruleProtocols.some((protocol) => protocol === text)
}

function readScalar(text: string): string {
  const reading = readYaml(text)
  const [document] = reading.ok ? reading.documents : []
  return document?.kind === 'scalar' ? document.text : text
}
