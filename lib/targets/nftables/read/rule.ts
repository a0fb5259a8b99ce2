/** One rule: conditions, then what is counted or logged, then the verdict. */
import { setOfIntervals } from '@/lib/net/address-set'
import { type NftItem, nftWord } from '@/lib/text/nft'
import type { FilterRule, Match } from '../ruleset'
import { contradiction } from './contradiction'
import { type Elements, readElements } from './elements'
import { type Element, isMark, isWord, type Reading, refuse, wordOf } from './reading'
import { readReject } from './reject'
import {
  readAddresses,
  readFamilies,
  readIcmpTypes,
  readIndices,
  readInterfaces,
  readLocal,
  readPorts,
  readProtocols,
  readStates,
} from './values'

interface Part {
  readonly matches?: readonly Match[]
  readonly jump?: string
  readonly verdict?: FilterRule['verdict']
  readonly isLimit?: boolean
  readonly next: number
}

export function readRule(reading: Reading, items: readonly NftItem[]): FilterRule | undefined {
  const line = items[0]?.line ?? 1
  const matches: Match[] = []
  let verdict: FilterRule['verdict']
  let jump: string | undefined
  let isLimited = false
  let index = 0
  while (index < items.length) {
    if (isWord(items[index], 'comment')) {
      if (!readComment(reading, items, index)) return undefined
      break
    }
    if (verdict !== undefined || jump !== undefined)
      return refuse(reading, line, `${nftWord(items[index])} stands after the verdict`)
    const part = readPart(reading, items, index, line)
    if (part === undefined) return undefined
    matches.push(...(part.matches ?? []))
    verdict = part.verdict
    jump = part.jump
    isLimited ||= part.isLimit === true
    index = part.next
  }
  if (isLimited && verdict !== 'accept') {
    return refuse(
      reading,
      line,
      'a limit stands before something else than accept',
      'how many packets it meets is not known',
    )
  }
  const fault = contradiction(matches)
  if (fault !== undefined) return refuse(reading, line, fault, 'nft refuses such a rule')
  return {
    at: { file: reading.file, line },
    matches,
    verdict,
    ...(jump === undefined ? {} : { jump }),
    ...(isLimited ? { isLimited } : {}),
  }
}

/** nft takes 128 characters. */
const longestComment = 128

function readComment(reading: Reading, items: readonly NftItem[], index: number): boolean {
  const text = items[index + 1]
  const line = items[index]?.line ?? 1
  if (text === undefined || (text.kind !== 'quoted' && text.kind !== 'word') || items.length > index + 2) {
    refuse(reading, line, 'a comment is one quoted text at the end of the rule')
    return false
  }
  if (new TextEncoder().encode(text.text).length <= longestComment) return true
  refuse(reading, line, `the comment is longer than ${longestComment} characters`, 'write it after a # instead')
  return false
}

function readPart(reading: Reading, items: readonly NftItem[], index: number, line: number): Part | undefined {
  const [first, second, third] = [items[index], items[index + 1], items[index + 2]].map(wordOf)
  const two = `${first} ${second}`
  const match = matchOf(first, second, third)
  if (match !== undefined) return readMatch(reading, items, index + match.words, line, match)
  switch (first) {
    case 'accept':
    case 'drop':
      return { verdict: first, next: index + 1 }
    case 'jump':
      return second === undefined
        ? refuse(reading, line, 'a jump wants the name of a chain')
        : { jump: second, next: index + 2 }
    case 'reject': {
      const reject = readReject(reading, items, index, line)
      return reject && { verdict: 'drop', ...reject }
    }
    case 'counter':
      return readCounter(reading, items, index, line)
    case 'log':
      return readLog(reading, items, index, line)
    case 'limit':
      return readLimit(reading, items, index, line)
    default:
      return refuse(reading, line, `"${second === undefined ? nftWord(items[index]) : two}" is not interpreted here`)
  }
}

interface Key {
  /** How many words the key has. */
  readonly words: number
  readonly make: (reading: Reading, elements: readonly Element[], not: boolean) => Match | undefined
  /** Values may stand in a row with commas between them, without braces. */
  readonly isList?: boolean
  /** What the key asks of a packet whatever its value. */
  readonly asks?: Match
}

function matchOf(first: string | undefined, second: string | undefined, third: string | undefined): Key | undefined {
  switch (first) {
    case 'iifname':
      return { words: 1, make: makeInterface }
    case 'iif':
      return { words: 1, make: makeIndex }
    case 'meta':
      if (second === 'iif') return { words: 2, make: makeIndex }
      if (second === 'iifname') return { words: 2, make: makeInterface }
      if (second === 'nfproto') return { words: 2, make: makeFamily }
      return second === 'l4proto' ? { words: 2, make: makeProtocol } : undefined
    case 'ct':
      return second === 'state' ? { words: 2, make: makeState, isList: true } : undefined
    case 'ip':
    case 'ip6':
      if (first === 'ip' && second === 'protocol') return { words: 2, make: makeProtocol, asks: ofIpv4 }
      if (second !== 'saddr' && second !== 'daddr') return undefined
      return { words: 2, make: makeAddress(first === 'ip' ? 4 : 6, second === 'saddr' ? 'source' : 'destination') }
    case 'tcp':
    case 'udp':
    case 'sctp':
      return second === 'dport' ? { words: 2, make: makePort(first) } : undefined
    case 'icmp':
    case 'icmpv6':
      return second === 'type' ? { words: 2, make: makeIcmp(first) } : undefined
    case 'fib':
      return second === 'daddr' && third === 'type' ? { words: 3, make: makeLocal } : undefined
    default:
      return undefined
  }
}

function readMatch(
  reading: Reading,
  items: readonly NftItem[],
  index: number,
  line: number,
  key: Key,
): Part | undefined {
  const not = isMark(items[index], '!=')
  const start = not || isMark(items[index], '==') ? index + 1 : index
  const value = key.isList === true ? readList(reading, items, start, line) : readElements(reading, items, start, line)
  if (value === undefined) return undefined
  // Without braces nft compares with all of them at once, which no packet is: `!=` holds for each, and `==` for none.
  if (key.isList === true && start > index && value.next > start + 1) {
    return refuse(reading, line, 'a row of states is compared as one, which no packet has', 'put the states in braces')
  }
  const match = key.make(reading, value.elements, not)
  if (match === undefined) return undefined
  return { matches: key.asks === undefined ? [match] : [key.asks, match], next: value.next }
}

const ofIpv4: Match = { kind: 'family', families: [4], not: false }

function readList(reading: Reading, items: readonly NftItem[], index: number, line: number): Elements | undefined {
  const elements: Element[] = []
  let next = index - 1
  do {
    const one = readElements(reading, items, next + 1, line)
    if (one === undefined) return undefined
    elements.push(...one.elements)
    const isSet = items[next + 1]?.kind === 'block' || one.elements.length > 1
    next = one.next
    if (isSet && (elements.length > one.elements.length || isMark(items[next], ',')))
      return refuse(reading, line, 'a set stands in a row of values', 'put all of them in one pair of braces')
  } while (isMark(items[next], ','))
  return { elements, next }
}

function makeInterface(reading: Reading, elements: readonly Element[], not: boolean): Match | undefined {
  const names = readInterfaces(reading, elements)
  return names && { kind: 'interface', names, not }
}

function makeIndex(reading: Reading, elements: readonly Element[], not: boolean): Match | undefined {
  const names = readIndices(reading, elements)
  return names && { kind: 'interface', names, not }
}

function makeFamily(reading: Reading, elements: readonly Element[], not: boolean): Match | undefined {
  const families = readFamilies(reading, elements)
  return families && { kind: 'family', families, not }
}

function makeProtocol(reading: Reading, elements: readonly Element[], not: boolean): Match | undefined {
  const numbers = readProtocols(reading, elements)
  return numbers && { kind: 'protocol', numbers, not }
}

function makeState(reading: Reading, elements: readonly Element[], not: boolean): Match | undefined {
  const states = readStates(reading, elements)
  return states && { kind: 'state', states, not }
}

function makeAddress(family: 4 | 6, end: 'source' | 'destination'): Key['make'] {
  return (reading, elements, not) => {
    const ranges = readAddresses(reading, elements, family)
    if (ranges === undefined) return undefined
    const lines = elements.map((element) => element.line)
    return { kind: 'address', end, family, ranges, lines, set: setOfIntervals(ranges), not }
  }
}

function makePort(protocol: 'tcp' | 'udp' | 'sctp'): Key['make'] {
  return (reading, elements, not) => {
    const ranges = readPorts(reading, elements)
    return ranges && { kind: 'port', protocol, ranges, not }
  }
}

function makeIcmp(protocol: 'icmp' | 'icmpv6'): Key['make'] {
  return (reading, elements, not) => {
    const types = readIcmpTypes(reading, elements, protocol)
    return types && { kind: 'icmp', protocol, types, not }
  }
}

function makeLocal(reading: Reading, elements: readonly Element[], not: boolean): Match | undefined {
  return readLocal(reading, elements) && { kind: 'local', not }
}

/** `counter`, or `counter packets 5 bytes 300` as nft lists it. */
function readCounter(reading: Reading, items: readonly NftItem[], index: number, line: number): Part | undefined {
  const [first, ...more] = items.slice(index + 1, index + 5).map((item) => wordOf(item) ?? '')
  if (first !== 'packets') return { next: index + 1 }
  return /^\d+ bytes \d+$/.test(more.join(' '))
    ? { next: index + 5 }
    : refuse(reading, line, 'this counter is not read here', 'write counter alone')
}

const logLevels: readonly string[] = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug']
const longestPrefix = 127

/** `log`, with a prefix and a level or without, in this order. */
function readLog(reading: Reading, items: readonly NftItem[], index: number, line: number): Part | undefined {
  let next = index + 1
  if (isWord(items[next], 'prefix')) {
    const text = items[next + 1]
    if (text?.kind !== 'quoted' || new TextEncoder().encode(text.text).length > longestPrefix) {
      return refuse(reading, line, `the prefix of a log is a quoted text of at most ${longestPrefix} characters`)
    }
    next += 2
  }
  if (isWord(items[next], 'level')) {
    if (!isWord(items[next + 1], ...logLevels)) {
      return refuse(reading, line, 'this level of a log is not known', `choose one of ${logLevels.join(', ')}`)
    }
    next += 2
  }
  return { next }
}

/** `limit rate 5/second`, `burst 5 packets` or not: what is let through is let through, if not all at once. */
function readLimit(reading: Reading, items: readonly NftItem[], index: number, line: number): Part | undefined {
  const rate = /^([1-9]\d{0,8})\/(?:second|minute|hour|day|week)$/.exec(wordOf(items[index + 2]) ?? '')
  if (!isWord(items[index + 1], 'rate') || rate === null) {
    return refuse(reading, line, 'this limit is not read here', 'write it like limit rate 5/second')
  }
  if (!isWord(items[index + 3], 'burst')) return { isLimit: true, next: index + 3 }
  if (!/^[1-9]\d{0,8}$/.test(wordOf(items[index + 4]) ?? '') || !isWord(items[index + 5], 'packets')) {
    return refuse(reading, line, 'this burst is not read here', 'write it like burst 5 packets')
  }
  return { isLimit: true, next: index + 6 }
}
