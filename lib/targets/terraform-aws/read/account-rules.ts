/**
 * What an account holds, as `aws ec2 describe-security-group-rules` says it: rule by rule, groups by their ids alone. Only
 * control planes have etcd and trustd, so which of two groups is whose can be told; of more it cannot.
 * @see https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-security-group-rules.html
 */
import { jsonAt, jsonItems } from '@/lib/text/json'
import { roleGroups } from '../groups'
import type { RuleDraft } from './group-rules'

export interface BareRule extends Omit<RuleDraft, 'statements'> {
  /** By which the rule is found in the text. */
  readonly id: unknown
}

/** The names that the groups get, by their ids; nothing where they cannot be told apart. */
export function nameBareGroups(rules: readonly unknown[]): ReadonlyMap<unknown, string> | undefined {
  const ids = [...new Set(rules.map((rule) => jsonAt(rule, 'GroupId')))]
  const opening = new Set(rules.filter(opensControl).map((rule) => jsonAt(rule, 'GroupId')))
  const control = ids.filter((id) => opening.has(id))
  const others = ids.filter((id) => !opening.has(id))
  const [first] = control
  if (control.length !== 1 || others.length > 1) return undefined
  return new Map([[first, roleGroups.controlplane], ...others.map((id) => [id, roleGroups.worker] as const)])
}

/** Whether it opens a port that only control planes listen on. */
function opensControl(rule: unknown): boolean {
  const [from, to] = [jsonAt(rule, 'FromPort'), jsonAt(rule, 'ToPort')]
  if (jsonAt(rule, 'IsEgress') !== false || typeof from !== 'number' || typeof to !== 'number') return false
  return from > 0 && [2380, 50001].some((port) => from <= port && port <= to)
}

export function readBareRules(rules: readonly unknown[], names: ReadonlyMap<unknown, string>): BareRule[] {
  return rules.map((rule) => {
    const group = names.get(jsonAt(rule, 'GroupId'))
    const direction = jsonAt(rule, 'IsEgress') === true ? 'egress' : 'ingress'
    const peer = jsonAt(rule, 'ReferencedGroupInfo', 'GroupId')
    return {
      id: jsonAt(rule, 'SecurityGroupRuleId'),
      group,
      direction,
      address: `${group ?? 'a group'} ${direction}`,
      values: {
        ip_protocol: jsonAt(rule, 'IpProtocol'),
        // EC2 writes -1 where a protocol has no ports, and for all types and codes of ICMP.
        from_port: jsonAt(rule, 'FromPort'),
        to_port: jsonAt(rule, 'ToPort'),
        cidr_ipv4: jsonAt(rule, 'CidrIpv4') ?? null,
        cidr_ipv6: jsonAt(rule, 'CidrIpv6') ?? null,
        prefix_list_id: jsonAt(rule, 'PrefixListId') ?? null,
        referenced_security_group_id: peer === undefined ? null : (names.get(peer) ?? {}),
      },
    }
  })
}

/** The rules of the file, where it is one of these. */
export function bareRulesIn(json: unknown): readonly unknown[] | undefined {
  const rules = jsonAt(json, 'SecurityGroupRules')
  return Array.isArray(rules) ? jsonItems(rules) : undefined
}
