/**
 * A NetworkRuleConfig document and its name: one a listener, named after the listener alone, so that a change of
 * posture or grouping never leaves a document of another name behind.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/types/network/rule_config.go
 */
import type { PortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import type { Rule } from '@/lib/policy/rule'

/** The only protocols a rule document can use. */
export const ruleProtocols = ['tcp', 'udp'] as const
export type RuleProtocol = (typeof ruleProtocols)[number]

export interface TalosDocument {
  readonly name: string
  readonly protocol: RuleProtocol
  /** Sorted, neither overlapping nor adjacent. */
  readonly ports: readonly PortRange[]
  /** Sorted, none inside another; nobody when empty. */
  readonly sources: readonly Prefix[]
  /** For each source the ids of the rules that brought it; left out where all rules brought them all. */
  readonly origins?: readonly (readonly string[])[]
  /** The rules and closed listeners it stands for, by id. */
  readonly rules: readonly Rule[]
  /** What to say of it, where no rule does. */
  readonly note?: string
  /** What the Talos version could not take: the last address of a family, the last port. */
  readonly lost?: readonly Prefix[]
}

/** The protocols of a rule that a document can name; none for ICMP, ESP and the like. */
export function protocolsOf(rule: Rule): readonly RuleProtocol[] {
  if (rule.protocol === 'tcp') return ['tcp']
  if (rule.protocol === 'udp') return ['udp']
  return rule.protocol === 'any' ? ruleProtocols : []
}

/** The listeners that use both tcp and udp, over the whole policy: a name may depend on nothing smaller. */
export function listenersWithTwoProtocols(rules: readonly Rule[]): Set<string> {
  const seen = new Map<string, RuleProtocol>()
  const both = new Set<string>()
  for (const rule of rules) {
    for (const protocol of protocolsOf(rule)) {
      const first = seen.get(rule.listener)
      if (first === undefined) seen.set(rule.listener, protocol)
      else if (first !== protocol) both.add(rule.listener)
    }
  }
  return both
}

/** No name can be `kind` or `apiVersion`, which Talos' decoder mistakes for keys: all carry a prefix or a suffix. */
export function documentName(listener: string, protocol: RuleProtocol, twoProtocols: ReadonlySet<string>): string {
  const base = listener.startsWith('cni-') ? listener : `${listener}-ingress`
  return protocol === 'udp' && twoProtocols.has(listener) ? `${base}-udp` : base
}

const firstNames = ['kubelet-ingress', 'apid-ingress', 'trustd-ingress', 'kubernetes-api-ingress', 'etcd-ingress']

/** The order of the Talos page: the core, the CNI, then everything else by name. */
export function compareDocumentNames(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || compareText(a, b)
}

function rankOf(name: string): number {
  const place = firstNames.indexOf(name)
  if (place >= 0) return place
  return name.startsWith('cni-') ? firstNames.length : firstNames.length + 1
}

/** By code units: the same everywhere, whatever the locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
