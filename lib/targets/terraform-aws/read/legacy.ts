/** Rules in the older forms, which name several other ends at once: inside a group, or as aws_security_group_rule. */
import { jsonItems } from '@/lib/text/json'
import type { RuleDraft } from './group-rules'
import type { RuleValues } from './rule-values'

export type LegacyRule = Pick<RuleDraft, 'direction' | 'group' | 'values'>

export interface LegacyContext {
  readonly direction: RuleDraft['direction']
  readonly group: string | undefined
  /** Ids of groups that it refers to; null where there is none. */
  readonly peers: readonly unknown[]
  readonly byId: ReadonlyMap<unknown, string>
}

export function expandLegacy(
  values: Readonly<Record<string, unknown>>,
  { direction, group, peers, byId }: LegacyContext,
): readonly LegacyRule[] {
  const isAll = String(values.protocol) === '-1'
  const base: RuleValues = {
    ip_protocol: values.protocol,
    // All protocols come with the ports 0 to 0.
    from_port: isAll ? null : values.from_port,
    to_port: isAll ? null : values.to_port,
    cidr_ipv4: null,
    cidr_ipv6: null,
    prefix_list_id: null,
    referenced_security_group_id: null,
  }
  const ends: Partial<RuleValues>[] = [
    ...jsonItems(values.cidr_blocks).map((cidr_ipv4) => ({ cidr_ipv4 })),
    ...jsonItems(values.ipv6_cidr_blocks).map((cidr_ipv6) => ({ cidr_ipv6 })),
    ...jsonItems(values.prefix_list_ids).map((prefix_list_id) => ({ prefix_list_id })),
    ...peers.filter((peer) => peer !== null).map((peer) => ({ referenced_security_group_id: byId.get(peer) ?? {} })),
    ...(values.self === true ? [{ referenced_security_group_id: group ?? {} }] : []),
  ]
  return ends.map((end) => ({ direction, group, values: { ...base, ...end } }))
}
