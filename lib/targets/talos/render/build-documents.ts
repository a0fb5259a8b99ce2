import { lastPort, mergePortRanges, type PortRange } from '@/lib/net/port-range'
import type { Rule } from '@/lib/policy/rule'
import {
  compareDocumentNames,
  compareText,
  documentName,
  protocolsOf,
  type RuleProtocol,
  type TalosDocument,
} from './documents'
import { trimDocument } from './limits'
import { separatePorts } from './overlaps'
import { mergeSources } from './sources'

export interface DocumentContext {
  readonly defaultAction: 'block' | 'accept'
  /** Listeners with rules for both protocols, whose second document needs a name of its own. */
  readonly twoProtocols: ReadonlySet<string>
  /** False where a range that ends at the last address makes the kernel refuse every rule. */
  readonly endsAllowed: boolean
}

/** The documents that a machine with these rules and closed listeners holds, in the order of the file. */
export function buildDocuments(
  rules: readonly Rule[],
  closed: readonly Rule[],
  context: DocumentContext,
): readonly TalosDocument[] {
  const accept = context.defaultAction === 'accept'
  const grouped = groupByName(accept ? [...rules, ...closed] : rules, context.twoProtocols)
  const merged = grouped.map(({ name, protocol, ports, rules: members }) => ({
    name,
    protocol,
    ports,
    rules: members,
    ...mergeSources(members),
  }))
  merged.sort((a, b) => compareDocumentNames(a.name, b.name))
  const separate = accept ? separatePorts(merged) : merged
  const written = context.endsAllowed ? separate : separate.map(trimDocument)
  return written.filter((document) => document.ports.length > 0 && (accept || document.sources.length > 0))
}

interface NamedRules {
  readonly name: string
  readonly protocol: RuleProtocol
  readonly ports: readonly PortRange[]
  readonly rules: Rule[]
}

function groupByName(rules: readonly Rule[], twoProtocols: ReadonlySet<string>): NamedRules[] {
  const groups = new Map<string, NamedRules>()
  for (const rule of rules) {
    for (const protocol of protocolsOf(rule)) {
      const ports = portsOf(rule)
      const plain = documentName(rule.listener, protocol, twoProtocols)
      const first = groups.get(plain)
      // A listener has the same ports wherever it listens; were it otherwise, one document would open too much.
      const name = first === undefined || samePorts(first.ports, ports) ? plain : `${plain}-${describePorts(ports)}`
      const group = groups.get(name)
      if (group === undefined) groups.set(name, { name, protocol, ports, rules: [rule] })
      else group.rules.push(rule)
    }
  }
  for (const group of groups.values()) group.rules.sort((a, b) => compareText(a.id, b.id))
  return [...groups.values()]
}

function portsOf(rule: Rule): readonly PortRange[] {
  return rule.ports.length === 0 ? [{ from: 0, to: lastPort }] : mergePortRanges(rule.ports)
}

function samePorts(a: readonly PortRange[], b: readonly PortRange[]): boolean {
  return a.length === b.length && a.every((range, i) => range.from === b[i]?.from && range.to === b[i]?.to)
}

function describePorts(ports: readonly PortRange[]): string {
  return ports.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join('-')
}
