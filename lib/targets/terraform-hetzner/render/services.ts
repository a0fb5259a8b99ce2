/** What a rule admits, as a firewall can say it: a protocol of five, with one range of ports where it has any. */
import type { Family } from '@/lib/net/address'
import { formatPortRange, lastPort, type PortRange } from '@/lib/net/port-range'
import type { Rule } from '@/lib/policy/rule'
import type { FirewallProtocol } from '../model'

export interface Service {
  readonly protocol: FirewallProtocol
  /** Absent where there are none; `any` for all of them. */
  readonly port?: string
  /** The family whose ends it concerns; both where it does not say. */
  readonly family?: Family
}

/** None for what a firewall cannot say. */
export function servicesOf({ protocol, ports, icmpTypes }: Rule): readonly Service[] {
  switch (protocol) {
    case 'any':
      return everything
    case 'tcp':
    case 'udp':
      if (ports.length === 0) return [{ protocol, port: 'any' }]
      return ports.flatMap((range) => {
        const port = portText(range)
        return port === undefined ? [] : [{ protocol, port }]
      })
    case 'icmp':
    case 'icmpv6':
      return icmpTypes.length === 0 ? [{ protocol: 'icmp', family: protocol === 'icmp' ? 4 : 6 }] : []
    case 'esp':
    case 'gre':
      return [{ protocol }]
    default:
      return []
  }
}

const everything: readonly Service[] = [
  { protocol: 'tcp', port: 'any' },
  { protocol: 'udp', port: 'any' },
  { protocol: 'icmp' },
  { protocol: 'esp' },
  { protocol: 'gre' },
]

/** Port 0 is named by nothing but all of them: the API counts from 1. */
function portText({ from, to }: PortRange): string | undefined {
  if (from > 0) return formatPortRange({ from, to })
  if (to === lastPort) return 'any'
  return to === 0 ? undefined : formatPortRange({ from: 1, to })
}

/** Whether port 0 is asked for and cannot be named. */
export function lacksPortZero({ protocol, ports }: Rule): boolean {
  return (protocol === 'tcp' || protocol === 'udp') && ports.some(({ from, to }) => from === 0 && to < lastPort)
}
