/**
 * From the arguments of one rule to what EC2 makes of them, refusing what the provider or EC2 would refuse.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/vpc_security_group_ingress_rule.go
 */
import { isMapped } from '@/lib/net/address'
import type { Prefix } from '@/lib/net/prefix'
import { parseProtocol, protocolNumber } from '@/lib/net/protocol'
import { prefixText, readPrefix } from '@/lib/net/text-cache'
import type { SecurityRule } from '../model'

/** Arguments that decide what a rule admits; absent and null are the same. */
export interface RuleValues {
  readonly ip_protocol: unknown
  readonly from_port: unknown
  readonly to_port: unknown
  readonly cidr_ipv4: unknown
  readonly cidr_ipv6: unknown
  readonly prefix_list_id: unknown
  /** The name of the group's resource, once it is known which one it is. */
  readonly referenced_security_group_id: unknown
}

type RuleFacts = Pick<SecurityRule, 'protocol' | 'from' | 'to' | 'peer'>
export type RuleRead =
  | { readonly ok: true; readonly facts: RuleFacts }
  | { readonly ok: false; readonly message: string }

const refuse = (message: string): RuleRead => ({ ok: false, message })

export function readRuleValues(values: RuleValues): RuleRead {
  const protocol = readProtocol(values.ip_protocol)
  if (protocol === undefined) return refuse(`"${String(values.ip_protocol)}" is no protocol that EC2 knows.`)
  const ports = readPorts(protocol, values.from_port ?? null, values.to_port ?? null)
  if (typeof ports === 'string') return refuse(ports)
  const given = (['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'] as const).filter(
    (name) => values[name] !== null && values[name] !== undefined,
  )
  const [name] = given
  if (given.length !== 1 || name === undefined) {
    return refuse('A rule names exactly one of cidr_ipv4, cidr_ipv6, prefix_list_id and referenced_security_group_id.')
  }
  if (name === 'prefix_list_id') return refuse('What a prefix list holds is not in the files.')
  const text = values[name]
  if (name === 'referenced_security_group_id') {
    return typeof text === 'string'
      ? { ok: true, facts: { protocol, ...ports, peer: { kind: 'group', group: text } } }
      : refuse('The group that is referred to cannot be told.')
  }
  const prefix = readCidr(text, name === 'cidr_ipv4' ? 4 : 6)
  if (typeof prefix === 'string') return refuse(prefix)
  return { ok: true, facts: { protocol, ...ports, peer: { kind: 'prefix', prefix } } }
}

/** Names and numbers mean the same; `-1` is all. */
function readProtocol(value: unknown): SecurityRule['protocol'] | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value)
  if (text === '-1') return 'any'
  if (/^\D/.test(text) && !['tcp', 'udp', 'icmp', 'icmpv6'].includes(text)) return undefined
  const protocol = parseProtocol(text)
  return protocol === undefined || protocol === 'any' ? undefined : protocolNumber(protocol)
}

const tcp = 6
const udp = 17
const icmp = 1
const icmpv6 = 58
const all = { from: -1, to: -1 }

function readPorts(
  protocol: SecurityRule['protocol'],
  from: unknown,
  to: unknown,
): Pick<SecurityRule, 'from' | 'to'> | string {
  for (const value of [from, to]) {
    if (value !== null && (typeof value !== 'number' || !Number.isInteger(value) || value < -1 || value > 65535)) {
      return `${String(value)} is no port: EC2 takes whole numbers from -1 to 65535.`
    }
  }
  // Of every other protocol EC2 admits all, whatever ports are written.
  if (protocol !== tcp && protocol !== udp && protocol !== icmp && protocol !== icmpv6) return all
  if (protocol === icmpv6 && from === null && to === null) return all
  if (typeof from !== 'number' || typeof to !== 'number') return 'EC2 wants from_port and to_port for this protocol.'
  if (protocol === tcp || protocol === udp) {
    if (from < 0 || from > to) return `Ports ${from} to ${to} are no range.`
    return { from, to }
  }
  if (from > 255 || to > 255) return `ICMP type ${from} with code ${to} does not exist.`
  if (from === -1 && to !== -1) return 'A code without an ICMP type is refused by EC2.'
  return { from, to }
}

function readCidr(value: unknown, family: 4 | 6): Prefix | string {
  const prefix = typeof value === 'string' ? readPrefix(value) : undefined
  if (prefix === undefined) return `${JSON.stringify(value)} is no CIDR.`
  if (prefix.family !== family) return `${prefixText(prefix)} belongs to the other family's argument.`
  if (isMapped(prefix)) return `${String(value)} is a network of IPv4 inside one of IPv6, which the provider refuses.`
  const whole = readPrefix(`${String(value).slice(0, String(value).indexOf('/'))}/${family === 4 ? 32 : 128}`)
  if (whole?.value !== prefix.value) {
    return `${String(value)} has bits behind its length, which the provider refuses: write ${prefixText(prefix)}.`
  }
  return prefix
}
