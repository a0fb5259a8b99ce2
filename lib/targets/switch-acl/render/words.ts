/** The words of one line, in the dialect of the switch. */
import { formatAddress } from '@/lib/net/address'
import { lastPort, type PortRange } from '@/lib/net/port-range'
import { formatPrefix, type Prefix } from '@/lib/net/prefix'
import { type Protocol, protocolNumber } from '@/lib/net/protocol'
import { wildcardOf } from '@/lib/net/wildcard'
import type { Rule } from '@/lib/policy/rule'
import type { CapabilityKey } from '../capabilities'
import type { Dialect } from '../model'
import { icmpName } from '../read/names'

/** Everybody where the prefix holds every address. */
export function addressWords(prefix: Prefix, dialect: Dialect): string {
  if (prefix.length === 0) return 'any'
  const address = formatAddress(prefix)
  if (prefix.length === (prefix.family === 4 ? 32 : 128)) return `host ${address}`
  return prefix.family === 4 && dialect === 'ios'
    ? `${address} ${formatAddress(wildcardOf(prefix))}`
    : formatPrefix(prefix)
}

function portWords({ from, to }: PortRange): string {
  return from === to ? `eq ${from}` : `range ${from} ${to}`
}

/** All ports where there is no word for them. */
export function portWordsOf(ranges: readonly PortRange[]): readonly string[] {
  const isAll = ranges.length === 0 || ranges.some(({ from, to }) => from === 0 && to === lastPort)
  return isAll ? [''] : ranges.map((range) => ` ${portWords(range)}`)
}

/** What stands for the protocol, and behind the addresses: a line for each. */
export type ServiceWords =
  | { readonly kind: 'words'; readonly protocol: string; readonly details: readonly string[] }
  | { readonly kind: 'lack'; readonly lack: CapabilityKey }

export function serviceWords(
  { protocol, ports, icmpTypes }: Pick<Rule, 'protocol' | 'ports' | 'icmpTypes'>,
  family: 4 | 6,
  dialect: Dialect,
): ServiceWords {
  const words = (word: string, details: readonly string[] = ['']): ServiceWords => ({
    kind: 'words',
    protocol: word,
    details,
  })
  if (protocol === 'any') return words(everyWord(family))
  if (protocol === 'tcp' || protocol === 'udp') return words(protocol, portWordsOf(ports))
  if (protocol === 'icmp' || protocol === 'icmpv6') {
    const typeWord = (type: number): string => ` ${(dialect === 'ios' ? icmpName(type, family) : undefined) ?? type}`
    return words(icmpWord(family, dialect), icmpTypes.length === 0 ? [''] : icmpTypes.map(typeWord))
  }
  if (protocol === 'sctp' && ports.length > 0) return { kind: 'lack', lack: 'sctpPort' }
  return words(numberWord(protocol))
}

export function everyWord(family: 4 | 6): string {
  return family === 4 ? 'ip' : 'ipv6'
}

function icmpWord(family: 4 | 6, dialect: Dialect): string {
  return family === 6 && dialect === 'eos' ? 'icmpv6' : 'icmp'
}

/** By number: every system takes it in both families. */
function numberWord(protocol: Exclude<Protocol, 'any'>): string {
  return String(protocolNumber(protocol))
}
