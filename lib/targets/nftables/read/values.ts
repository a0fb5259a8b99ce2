/** Values by what they are compared with. Spellings that mean different things to different readers are refused. */
import type { AddressRange } from '@/lib/net/address-range'
import { type PortRange, parsePortRange } from '@/lib/net/port-range'
import { lastOfPrefix } from '@/lib/net/prefix'
import { isProtocolName, protocolNumber } from '@/lib/net/protocol'
import { readAddressRange, readPrefix } from '@/lib/net/text-cache'
import { type ConnectionState, connectionStates, type NamedInterface, namedInterfaces } from '../ruleset'
import { type Element, type Reading, refuse } from './reading'

/** All elements by one function, or nothing when one of them is refused. */
function readAll<T>(
  reading: Reading,
  elements: readonly Element[],
  read: (text: string) => T | undefined,
  what: string,
  cure: string,
): readonly T[] | undefined {
  const values: T[] = []
  for (const { text, line } of elements) {
    const value = read(text)
    if (value === undefined) return refuse(reading, line, `"${text}" is not ${what}`, cure)
    values.push(value)
  }
  return values
}

const rangesOf = {
  4: new WeakMap<object, readonly AddressRange[]>(),
  6: new WeakMap<object, readonly AddressRange[]>(),
}

/** Remembered by the identity of the list: a defined set is used by many rules. */
export function readAddresses(
  reading: Reading,
  elements: readonly Element[],
  family: 4 | 6,
): readonly AddressRange[] | undefined {
  const known = rangesOf[family].get(elements)
  if (known !== undefined) return known
  const example = family === 4 ? '10.0.0.1, 10.0.0.0/24 or 10.0.0.1-10.0.0.9' : '2001:db8::1, 2001:db8::/64 or ::1-::9'
  const read = (text: string): AddressRange | undefined => {
    const range = text.includes('/') ? rangeOfPrefix(text) : readAddressRange(text)
    return range?.family === family ? range : undefined
  }
  const ranges = readAll(reading, elements, read, `an IPv${family} address, prefix or range`, `write ${example}`)
  if (ranges !== undefined) rangesOf[family].set(elements, ranges)
  return ranges
}

function rangeOfPrefix(text: string): AddressRange | undefined {
  const prefix = readPrefix(text)
  return prefix && { family: prefix.family, first: prefix.value, last: lastOfPrefix(prefix) }
}

export function readPorts(reading: Reading, elements: readonly Element[]): readonly PortRange[] | undefined {
  return readAll(
    reading,
    elements,
    parsePortRange,
    'a port or a range of ports',
    'write a number such as 443, or 8000-8999',
  )
}

export function readProtocols(reading: Reading, elements: readonly Element[]): readonly number[] | undefined {
  return readAll(
    reading,
    elements,
    numberOfProtocol,
    'a protocol that is read here',
    'write its number, such as 50 for esp',
  )
}

function numberOfProtocol(text: string): number | undefined {
  if (text === 'ipv6-icmp') return protocolNumber('icmpv6')
  if (isProtocolName(text)) return protocolNumber(text)
  return smallNumber(text)
}

function smallNumber(text: string): number | undefined {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255 ? Number(text) : undefined
}

export function readFamilies(reading: Reading, elements: readonly Element[]): readonly (4 | 6)[] | undefined {
  const read = (text: string): 4 | 6 | undefined => (text === 'ipv4' ? 4 : text === 'ipv6' ? 6 : undefined)
  return readAll(reading, elements, read, 'a family of addresses', 'write ipv4 or ipv6')
}

export function readStates(reading: Reading, elements: readonly Element[]): readonly ConnectionState[] | undefined {
  const read = (text: string): ConnectionState | undefined => connectionStates.find((state) => state === text)
  return readAll(reading, elements, read, 'a state of a connection', `write one of ${connectionStates.join(', ')}`)
}

/** Which of its other interfaces a packet comes in on is not in the design. */
export function readInterfaces(reading: Reading, elements: readonly Element[]): readonly NamedInterface[] | undefined {
  const read = (text: string): NamedInterface | undefined => namedInterfaces.find((name) => name === text)
  const cure = `only ${namedInterfaces.join(', ')} are known by name; tell the others apart by source addresses`
  return readAll(reading, elements, read, 'an interface that the design knows', cure)
}

/**
 * By number, which nft looks up by the name when it loads the rules: the loopback alone is there always, with the same one.
 * @see https://www.netfilter.org/projects/nftables/manpage.html (META EXPRESSIONS, iif)
 */
export function readIndices(reading: Reading, elements: readonly Element[]): readonly NamedInterface[] | undefined {
  const read = (text: string): NamedInterface | undefined => (text === 'lo' ? text : undefined)
  const cure = 'only lo keeps its number; write iifname, which asks for the name'
  return readAll(reading, elements, read, 'an interface that is always there', cure)
}

export function readLocal(reading: Reading, elements: readonly Element[]): readonly 'local'[] | undefined {
  return readAll(reading, elements, (text) => (text === 'local' ? text : undefined), 'read here', 'only local is')
}

/** @see https://www.netfilter.org/projects/nftables/manpage.html (ICMP TYPE TYPE, ICMPV6 TYPE TYPE) */
const icmpNames = {
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
    'info-request': 15,
    'info-reply': 16,
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
    'mld-listener-query': 130,
    'mld-listener-report': 131,
    'mld-listener-done': 132,
    'mld-listener-reduction': 132,
    'nd-router-solicit': 133,
    'nd-router-advert': 134,
    'nd-neighbor-solicit': 135,
    'nd-neighbor-advert': 136,
    'nd-redirect': 137,
    'router-renumbering': 138,
    'ind-neighbor-solicit': 141,
    'ind-neighbor-advert': 142,
    'mld2-listener-report': 143,
  },
} as const

export function readIcmpTypes(
  reading: Reading,
  elements: readonly Element[],
  protocol: 'icmp' | 'icmpv6',
): readonly PortRange[] | undefined {
  const names: Readonly<Record<string, number>> = icmpNames[protocol]
  const read = (text: string): PortRange | undefined => {
    const named = Object.hasOwn(names, text) ? names[text] : undefined
    if (named !== undefined) return { from: named, to: named }
    const range = parsePortRange(text)
    return range !== undefined && range.to <= 255 ? range : undefined
  }
  return readAll(reading, elements, read, `a type of ${protocol}`, 'write its name as nft lists it, or its number')
}
