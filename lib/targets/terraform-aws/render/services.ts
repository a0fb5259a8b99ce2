/** What a rule admits, as EC2 wants it written: a protocol with a first and a last port, or an ICMP type and code. */
import { lastPort } from '@/lib/net/port-range'
import { protocolNumber } from '@/lib/net/protocol'
import type { Rule } from '@/lib/policy/rule'

export interface Service {
  readonly protocol: string
  /** Absent where EC2 wants none. */
  readonly from?: number
  readonly to?: number
  /** For the name of the resource: `tcp_6443`, `type_8`; empty where the listener alone says it. */
  readonly label: string
}

/** None for what EC2 cannot say: ports of SCTP. */
export function servicesOf(rule: Rule): readonly Service[] {
  const { protocol } = rule
  switch (protocol) {
    case 'any':
      return [{ protocol: '-1', label: '' }]
    case 'tcp':
    case 'udp': {
      const ports = rule.ports.length === 0 ? [{ from: 0, to: lastPort }] : rule.ports
      return ports.map(({ from, to }) => ({
        protocol,
        from,
        to,
        label: from === to ? `${protocol}_${from}` : `${protocol}_${from}_${to}`,
      }))
    }
    case 'icmp':
    case 'icmpv6':
      if (rule.icmpTypes.length === 0) return [{ protocol, from: -1, to: -1, label: '' }]
      return rule.icmpTypes.map((type) => ({ protocol, from: type, to: -1, label: `type_${type}` }))
    default:
      return lacksPorts(rule) ? [] : [{ protocol: String(protocolNumber(protocol)), label: '' }]
  }
}

/** Of a protocol other than tcp, udp and ICMP, EC2 admits every port or none. */
export function lacksPorts({ protocol, ports }: Rule): boolean {
  const isWhole = ports.length === 0 || ports.some(({ from, to }) => from === 0 && to === lastPort)
  return protocol === 'sctp' && !isWhole
}

export function serviceKey({ protocol, from, to }: Service): string {
  return `${protocol} ${from ?? ''} ${to ?? ''}`
}
