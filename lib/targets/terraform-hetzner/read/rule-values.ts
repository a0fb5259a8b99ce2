/**
 * From the arguments of one rule to what Hetzner makes of them, refusing what the provider or the API would refuse.
 * @see https://github.com/hetznercloud/terraform-provider-hcloud/blob/main/internal/firewall/validation.go
 * @see https://docs.hetzner.cloud/reference/cloud#firewalls
 */
import { isMapped } from '@/lib/net/address'
import { lastPort, type PortRange, parsePortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { prefixText, readAddress, readPrefix, singlePrefix } from '@/lib/net/text-cache'
import { rememberTexts } from '@/lib/text/remember'
import { type FirewallRule, firewallProtocols } from '../model'

/** Absent and null are the same. */
export interface RuleValues {
  readonly direction: unknown
  readonly protocol: unknown
  readonly port: unknown
  readonly description: unknown
  readonly source_ips: readonly unknown[] | undefined
  readonly destination_ips: readonly unknown[] | undefined
}

interface RuleFacts extends Omit<FirewallRule, 'ends'> {
  /** As written, with what it says. */
  readonly ends: readonly { readonly text: string; readonly prefix: Prefix }[]
}
export type RuleRead =
  | { readonly ok: true; readonly facts: RuleFacts }
  | { readonly ok: false; readonly message: string }

export const longestDescription = 255
export const mostEnds = 100

const refuse = (message: string): RuleRead => ({ ok: false, message })

export function readRuleValues(values: RuleValues): RuleRead {
  const { direction, description } = values
  if (direction !== 'in' && direction !== 'out') return refuse(`"${String(direction)}" is no direction: in or out.`)
  const protocol = firewallProtocols.find((name) => name === values.protocol)
  if (protocol === undefined) {
    return refuse(`"${String(values.protocol)}" is no protocol of a firewall: ${firewallProtocols.join(', ')}.`)
  }
  if (typeof description === 'string' && description.length > longestDescription) {
    return refuse(`A description has at most ${longestDescription} characters.`)
  }
  const ports = readPort(protocol, values.port ?? '')
  if (typeof ports === 'string') return refuse(ports)
  const [own, other] =
    direction === 'in' ? (['source_ips', 'destination_ips'] as const) : (['destination_ips', 'source_ips'] as const)
  if ((values[other]?.length ?? 0) > 0) return refuse(`A rule for "${direction}" names ${own} and no ${other}.`)
  const given = values[own] ?? []
  if (given.length === 0) return refuse(`A rule for "${direction}" names at least one of its ${own}.`)
  if (given.length > mostEnds) return refuse(`A rule names at most ${mostEnds} of its ${own}, not ${given.length}.`)
  const ends: RuleFacts['ends'][number][] = []
  for (const text of given) {
    const prefix = readEnd(text)
    if (typeof prefix === 'string') return refuse(prefix)
    ends.push({ text: String(text), prefix })
  }
  return { ok: true, facts: { direction: direction === 'in' ? 'ingress' : 'egress', protocol, ...ports, ends } }
}

/** A string: `"443"`, `"80-85"` or `"any"`. */
function readPort(protocol: FirewallRule['protocol'], value: unknown): PortRange | string {
  if (protocol !== 'tcp' && protocol !== 'udp') {
    return value === '' ? { from: 0, to: lastPort } : `${protocol} has no ports.`
  }
  const text = String(value)
  if (text === '') return `A rule for ${protocol} names a port, a range or "any".`
  if (text === 'any') return { from: 0, to: lastPort }
  const range = parsePortRange(text)
  if (range === undefined || range.from < 1)
    return `"${text}" is neither a port from 1 to ${lastPort} nor a range of them.`
  return range
}

function readEnd(value: unknown): Prefix | string {
  return typeof value === 'string' ? readEndText(value) : `${JSON.stringify(value)} is no CIDR.`
}

/** A bare address stands for itself alone. */
const readEndText = rememberTexts((value): Prefix | string => {
  const address = readAddress(value)
  const prefix = address === undefined ? readPrefix(value) : singlePrefix(address)
  // Go writes such an address as that of IPv4 behind it, and so the provider hands it on.
  if (prefix !== undefined && isMapped(prefix)) {
    return `${value} is an address of IPv4 inside one of IPv6: write that of IPv4.`
  }
  if (prefix !== undefined && address !== undefined) return prefix
  const first = readAddress(value.slice(0, value.indexOf('/')))
  if (prefix === undefined || first === undefined) return `"${value}" is no CIDR.`
  if (first.value !== prefix.value) {
    return `${value} has bits behind its length, which the provider refuses: write ${prefixText(prefix)}.`
  }
  return prefix
}, 1_000_000)
