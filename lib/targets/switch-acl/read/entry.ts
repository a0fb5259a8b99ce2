/** One line of an access list: `permit tcp host 10.0.0.9 10.0.1.0 0.0.0.255 eq 6443`. */
import type { Family } from '@/lib/net/address'
import { lastPort, type PortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { readAddress, readPrefix, singlePrefix } from '@/lib/net/text-cache'
import { parseWildcard } from '@/lib/net/wildcard'
import type { Statement } from '../../target'
import type { Dialect, Entry } from '../model'
import { icmpOf, portOf, protocolOf } from './names'

/** The line, or why it is none. */
export type ReadEntry = { readonly ok: true; readonly entry: Entry } | { readonly ok: false; readonly why: string }

export interface EntryContext {
  readonly family: Family
  readonly dialect: Dialect
  readonly at: Statement
}

/** The words from `permit` or `deny` on. */
export function readEntry(words: readonly string[], context: EntryContext): ReadEntry {
  const [action, protocolWord = '', ...rest] = words
  if (action !== 'permit' && action !== 'deny') return fault(`"${action ?? ''}" is neither permit nor deny`)
  const protocol = protocolOf(protocolWord, context.family, context.dialect)
  if (protocol === undefined) return fault(`"${protocolWord}" is no protocol here`)
  const base: Base = {
    at: context.at,
    action,
    protocol: protocol === 'every' ? undefined : protocol,
    words: words.join(' '),
  }
  if (words.some((word) => groupWords.has(word))) return unknown(base, 'it names a group of objects')
  const cursor: Cursor = { words: rest, index: 0 }
  const source = readEnd(cursor, context, base.protocol)
  if (typeof source === 'string') return fault(source)
  const destination = readEnd(cursor, context, base.protocol)
  if (typeof destination === 'string') return fault(destination)
  const details = readDetails(cursor, context, base.protocol)
  if (typeof details === 'string') return fault(details)
  return {
    ok: true,
    entry: {
      ...base,
      source: source.prefixes,
      destination: destination.prefixes,
      sourcePorts: source.ports,
      ports: destination.ports,
      ...details,
    },
  }
}

const groupWords: ReadonlySet<string> = new Set(['object-group', 'addrgroup', 'portgroup'])

function fault(why: string): ReadEntry {
  return { ok: false, why }
}

type Base = Pick<Entry, 'at' | 'action' | 'protocol' | 'words'>

function unknown(base: Base, why: string): ReadEntry {
  return { ok: true, entry: { ...unreadEntry(base.at, why), ...base } }
}

/** A line of which it is not known what it matches. */
export function unreadEntry(at: Statement, why: string): Entry {
  const all = { source: undefined, destination: undefined, sourcePorts: undefined, ports: undefined, icmp: undefined }
  const words = `${at.file}:${at.line}`
  return { ...all, at, action: 'deny', protocol: undefined, isBeside: false, unknown: why, words }
}

interface Cursor {
  readonly words: readonly string[]
  index: number
}

function next(cursor: Cursor): string {
  return cursor.words[cursor.index++] ?? ''
}

function peek({ words, index }: Cursor): string {
  return words[index] ?? ''
}

interface End {
  readonly prefixes: readonly Prefix[] | undefined
  readonly ports: readonly PortRange[] | undefined
}

function readEnd(cursor: Cursor, context: EntryContext, protocol: number | undefined): End | string {
  const prefixes = readAddresses(cursor, context)
  if (typeof prefixes === 'string') return prefixes
  const ports = readPorts(cursor, context, protocol)
  return typeof ports === 'string' ? ports : { prefixes, ports }
}

function readAddresses(cursor: Cursor, { family, dialect }: EntryContext): readonly Prefix[] | undefined | string {
  const word = next(cursor)
  if (word === 'any') return undefined
  if (word === 'host') {
    const address = readAddress(next(cursor))
    return address?.family === family ? [singlePrefix(address)] : `"host" wants an address of IPv${family}`
  }
  if (word.includes('/')) {
    const prefix = readPrefix(word)
    const isKnown = family === 6 || dialect === 'eos'
    return prefix?.family === family && isKnown ? [prefix] : `"${word}" is no address here`
  }
  const found = family === 4 ? parseWildcard(word, next(cursor)) : undefined
  return found ?? `"${word}" is no address here, or its wildcard mask is none`
}

const portProtocols: ReadonlySet<number | undefined> = new Set([6, 17, 132])

function readPorts(
  cursor: Cursor,
  { dialect }: EntryContext,
  protocol: number | undefined,
): readonly PortRange[] | undefined | string {
  const operator = peek(cursor)
  if (!['eq', 'neq', 'gt', 'lt', 'range'].includes(operator)) return undefined
  if (protocol === undefined || !portProtocols.has(protocol)) return `a protocol without ports has none to name`
  next(cursor)
  const read = (): number | undefined => {
    const port = portOf(peek(cursor), protocol, dialect)
    if (port !== undefined) next(cursor)
    return port
  }
  const first = read()
  if (first === undefined) return `"${peek(cursor)}" is no port`
  if (operator === 'range') {
    const last = read()
    return last === undefined || last < first
      ? 'a range wants its first and its last port'
      : [{ from: first, to: last }]
  }
  const named = [first]
  for (let port = operator === 'eq' ? read() : undefined; port !== undefined; port = read()) named.push(port)
  if (operator === 'eq') return named.map((port) => ({ from: port, to: port }))
  const ranges = {
    gt: [{ from: first + 1, to: lastPort }],
    lt: [{ from: 0, to: first - 1 }],
    neq: [
      { from: 0, to: first - 1 },
      { from: first + 1, to: lastPort },
    ],
  }[operator as 'gt' | 'lt' | 'neq']
  return ranges.filter(({ from, to }) => from <= to)
}

type Details = Pick<Entry, 'icmp' | 'isBeside' | 'unknown'>

function readDetails(cursor: Cursor, { family }: EntryContext, protocol: number | undefined): Details | string {
  let icmp: Entry['icmp']
  let isBeside = false
  if ((protocol === 1 || protocol === 58) && peek(cursor) !== '') {
    const named = icmpOf(peek(cursor), family)
    if (named !== undefined) {
      next(cursor)
      const isNumber = /^\d+$/.test(cursor.words[cursor.index - 1] ?? '')
      const code = isNumber && /^\d{1,3}$/.test(peek(cursor)) ? Number(next(cursor)) : named.code
      if (code !== undefined && code > 255) return `${code} is no code of ICMP`
      icmp = { type: named.type, code }
    }
  }
  for (let word = next(cursor); word !== ''; word = next(cursor)) {
    if (word === 'log' || word === 'log-input') continue
    if (word === 'sequence' && /^\d+$/.test(peek(cursor))) next(cursor)
    else if (word === 'fragments' || (protocol === 6 && answering.has(word))) isBeside = true
    else if (matchers.has(word)) return { icmp, isBeside, unknown: `it asks for "${word}"` }
    else return `"${word}" means nothing here`
  }
  return { icmp, isBeside, unknown: undefined }
}

/** Set in every segment but the first of a conversation. */
const answering: ReadonlySet<string> = new Set(['established', 'ack', 'rst'])
/** What else of a packet an entry may ask for. */
const matchers: ReadonlySet<string> = new Set([
  'dscp',
  'evaluate',
  'fin',
  'flow-label',
  'hop-limit',
  'match-all',
  'match-any',
  'option',
  'precedence',
  'psh',
  'reflect',
  'routing',
  'syn',
  'time-range',
  'tos',
  'tracked',
  'ttl',
  'urg',
  'vlan',
])
