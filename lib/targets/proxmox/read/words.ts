/**
 * Words of a rule as values. A word that the two programs of the product take for different things is refused.
 * @see https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm
 * @see https://github.com/proxmox/proxmox-ve-rs/blob/master/proxmox-ve-config/src/firewall/types/rule_match.rs
 */
import { parseAddressRange, rangePrefixes } from '@/lib/net/address-range'
import { lastPort, type PortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { type Protocol, protocolFromNumber } from '@/lib/net/protocol'
import { prefixText, readAddress, readPrefix, singlePrefix } from '@/lib/net/text-cache'
import type { End, Scope } from '../model'
import { namePattern } from './reading'

export type Word<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string }

function good<Value>(value: Value): Word<Value> {
  return { ok: true, value }
}
function bad(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why }
}

const set = new RegExp(String.raw`^\+(?:(dc|guest|sdn)/)?(${namePattern})$`)
const alias = new RegExp(`^(?:(dc|guest)/)?(${namePattern})$`)

/** With its scope. The Perl program leaves the rule out; a definition may be longer than what can name it. */
const longestName = 64

export function readEnd(text: string): Word<End> {
  const isTooLong = text.replace(/^\+/, '').length > longestName
  const [, setScope, setName] = set.exec(text) ?? []
  if ((setName !== undefined || alias.test(text)) && isTooLong) return bad(`${text} has more than ${longestName} signs`)
  if (setName !== undefined) return good({ kind: 'set', scope: setScope as Scope | undefined, name: setName })
  const [, aliasScope, aliasName] = alias.exec(text) ?? []
  if (aliasName !== undefined) return good({ kind: 'alias', scope: aliasScope as Scope | undefined, name: aliasName })
  const prefixes: Prefix[] = []
  const parts = text.split(',')
  for (const part of parts) {
    const range = part.includes('-') ? parseAddressRange(part) : undefined
    if (range !== undefined && parts.length > 1) return bad('a range stands by itself, not in a list')
    const read = range === undefined ? wholePrefix(part) : rangePrefixes(range)
    if (read === undefined) return bad(`${part} is no address, network, set or alias in small letters`)
    prefixes.push(...read)
  }
  if (new Set(prefixes.map(({ family }) => family)).size > 1) return bad('addresses of both families stand in one list')
  return good({ kind: 'list', prefixes })
}

/** Host bits are refused: Net::IP takes no such network. */
function wholePrefix(text: string): Prefix[] | undefined {
  const address = readAddress(text)
  if (address !== undefined) return [singlePrefix(address)]
  const prefix = readPrefix(text)
  return prefix === undefined || !startsAtItself(text, prefix) ? undefined : [prefix]
}

function startsAtItself(text: string, prefix: Prefix): boolean {
  return readAddress(text.slice(0, text.indexOf('/')))?.value === prefix.value
}

/** An entry of an IP set: the kernel masks host bits there; nothing is as wide as a whole family. */
export function readEntryPrefix(text: string): Word<Prefix> {
  const address = readAddress(text)
  if (address !== undefined) return good(singlePrefix(address))
  const prefix = readPrefix(text)
  if (prefix === undefined) return bad(`${text} is no address, network or alias`)
  if (prefix.length === 0) return bad(`an IP set takes no ${prefixText(prefix)}`)
  return good(prefix)
}

/** At most so many numbers, a range counting as two. */
const mostNumbers = 15

export function readPorts(text: string): Word<readonly PortRange[]> {
  const ranges: PortRange[] = []
  let numbers = 0
  for (const part of text.split(',')) {
    const match = /^(0|[1-9]\d{0,4})(?::(0|[1-9]\d{0,4}))?$/.exec(part)
    if (match === null) return bad(`${part === '' ? 'an empty place' : part} is no port number or range like 80:90`)
    const from = Number(match[1])
    const to = match[2] === undefined ? from : Number(match[2])
    if (to > lastPort || from > lastPort || from > to) return bad(`${part} is no port or range of ports`)
    if (match[2] !== undefined && from === to) return bad(`${part} is a range of one port: write it once`)
    if (ranges.some((other) => from <= other.to && other.from <= to)) return bad(`${part} stands in the list twice`)
    numbers += match[2] === undefined ? 1 : 2
    ranges.push({ from, to })
  }
  if (numbers > mostNumbers) return bad(`more than ${mostNumbers} numbers stand in the list`)
  if (text === '0') return bad('port 0 alone is taken for no port at all')
  return good(ranges)
}

/** Names of /etc/protocols that stand for a protocol here, and the numbers that Debian has there. */
const protocolNumbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  tcp: 6,
  udp: 17,
  dccp: 33,
  ipv6: 41,
  gre: 47,
  esp: 50,
  ah: 51,
  icmpv6: 58,
  'ipv6-icmp': 58,
  ospf: 89,
  ipip: 94,
  pim: 103,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  udplite: 136,
}
const listedNumbers = new Set(Object.values(protocolNumbers))

export function readProtocol(text: string): Word<Protocol> {
  const named = Object.hasOwn(protocolNumbers, text) ? protocolNumbers[text] : undefined
  const number = named ?? (/^(0|[1-9]\d{0,2})$/.test(text) ? Number(text) : undefined)
  if (number === undefined || !listedNumbers.has(number)) return bad(`${text} is no protocol that is known here`)
  return good(protocolFromNumber(number))
}

/** The names that both programs know, and for the same type. */
export const icmpTypeNames: Readonly<Record<'icmp' | 'icmpv6', Readonly<Record<string, number>>>> = {
  icmp: {
    'echo-reply': 0,
    'destination-unreachable': 3,
    'source-quench': 4,
    redirect: 5,
    'echo-request': 8,
    'router-advertisement': 9,
    'router-solicitation': 10,
    'time-exceeded': 11,
    'parameter-problem': 12,
    'timestamp-request': 13,
    'timestamp-reply': 14,
    'address-mask-request': 17,
    'address-mask-reply': 18,
  },
  icmpv6: {
    'destination-unreachable': 1,
    'packet-too-big': 2,
    'time-exceeded': 3,
    'parameter-problem': 4,
    'echo-request': 128,
    'echo-reply': 129,
  },
}

export function readIcmpType(text: string, protocol: Protocol): Word<number | undefined> {
  if (protocol !== 'icmp' && protocol !== 'icmpv6') return bad('an ICMP type goes with icmp or ipv6-icmp alone')
  if (protocol === 'icmp' && text === 'any') return good(undefined)
  const names = icmpTypeNames[protocol]
  const type = Object.hasOwn(names, text) ? names[text] : undefined
  return type === undefined ? bad(`${text} is no ICMP type that both firewalls of the product know`) : good(type)
}

export const logLevels = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] as const
