/** Whether the design lets machines reach what the options name: a log destination or a mirror is egress like any other. */
import { type Address, parseAddress } from '@/lib/net/address'
import { prefixHasAddress } from '@/lib/net/prefix'
import type { Rule } from '@/lib/policy/rule'

export interface Outbound {
  /** As it stands in the options: `tcp://10.0.9.5:6050`. */
  readonly url: string
  readonly protocol: 'tcp' | 'udp'
  readonly host: string
  readonly port: number
}

/** `by address`: a rule opens the port to some addresses, and the design does not know that of a name. */
export type Way = 'open' | 'by address' | 'closed'

const ports: Readonly<Record<string, number>> = { http: 80, https: 443 }

export function readOutbound(url: string): Outbound | undefined {
  const match = /^([a-z]+):\/\/(?:\[([^\]]+)\]|([^:/]+))(?::(\d+))?/.exec(url)
  if (match === null) return undefined
  const [, scheme = '', literal, name, port] = match
  const number = port === undefined ? ports[scheme] : Number(port)
  if (number === undefined) return undefined
  return { url, protocol: scheme === 'udp' ? 'udp' : 'tcp', host: literal ?? name ?? '', port: number }
}

/** The narrowest answer of any role: what one role cannot reach is not reached. */
export function wayTo(outbound: Outbound, rules: readonly Rule[]): Way {
  const egress = rules.filter(({ direction }) => direction === 'egress')
  const roles = [...new Set(egress.map(({ on }) => on))]
  const ways = roles.map((role) =>
    wayFrom(
      outbound,
      egress.filter(({ on }) => on === role),
    ),
  )
  return ways.includes('closed') ? 'closed' : ways.includes('by address') ? 'by address' : 'open'
}

function wayFrom({ protocol, host, port }: Outbound, rules: readonly Rule[]): Way {
  const fitting = rules.filter(
    (rule) =>
      (rule.protocol === 'any' || rule.protocol === protocol) &&
      (rule.ports.length === 0 || rule.ports.some(({ from, to }) => from <= port && port <= to)),
  )
  const address = parseAddress(host)
  const reached = (target: Address): boolean =>
    fitting.some(({ destinations }) => destinations.some((prefix) => prefixHasAddress(prefix, target)))
  if (address !== undefined) return reached(address) ? 'open' : 'closed'
  if (fitting.some(({ destinations }) => destinations.some(({ length }) => length === 0))) return 'open'
  return fitting.length > 0 ? 'by address' : 'closed'
}
