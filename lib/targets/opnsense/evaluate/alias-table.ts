/**
 * Aliases with those inside them unfolded. What the box fetches, resolves, or is told by other programs is known to it alone;
 * what it refuses to import is a fault of the alias.
 * @see https://docs.opnsense.org/manual/aliases.html
 */
import { parseAddressRange, rangePrefixes } from '@/lib/net/address-range'
import { type PortRange, parsePortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { readAddress, readAddressRange, readPrefix, singlePrefix } from '@/lib/net/text-cache'
import { mostEntries, unfold } from '../../router/evaluate/unfold'
import type { Fields } from '../model'

export interface AliasTable {
  readonly lookUp: (name: string) => Resolved | undefined
}

type Resolved =
  | {
      readonly kind: 'addresses'
      readonly prefixes: readonly Prefix[]
      readonly isEnabled: boolean
      readonly unknown: string | undefined
    }
  | {
      readonly kind: 'ports'
      readonly ports: readonly PortRange[]
      readonly isEnabled: boolean
      readonly unknown: string | undefined
    }

const listTypes = ['host', 'network', 'networkgroup', 'port']
/** Filled by something other than what stands in them. */
const otherTypes = [
  ...['url', 'urltable', 'urljson', 'geoip', 'mac', 'asn', 'dynipv6host', 'external', 'authgroup', 'internal'],
]

export function makeAliasTable(aliases: ReadonlyMap<string, Fields>): AliasTable {
  const known = new Map<string, Resolved>()
  let left = mostEntries
  return {
    lookUp: (name) => {
      if (!aliases.has(name)) return undefined
      const before = known.get(name)
      if (before !== undefined) return before
      const { found, entries } = resolve(name, aliases, left)
      left -= entries
      known.set(name, found)
      return found
    },
  }
}

function typeOf({ values }: Fields): string {
  return values.get('type') ?? ''
}

function entriesOf({ values }: Fields): readonly string[] {
  return (values.get('content') ?? '').split('\n').filter((entry) => entry !== '')
}

const none: Fields = { at: { file: '', line: 1 }, values: new Map() }

function resolve(
  name: string,
  aliases: ReadonlyMap<string, Fields>,
  left: number,
): { readonly found: Resolved; readonly entries: number } {
  const prefixes: Prefix[] = []
  const ports: PortRange[] = []
  const doubts = new Set<string>()
  const fieldsOf = (inner: string): Fields => aliases.get(inner) ?? none
  const isPorts = typeOf(fieldsOf(name)) === 'port'
  const entries = unfold(name, left, {
    inner: (entry) => (aliases.has(entry) ? entry : undefined),
    entriesOf: (inner) => entriesOf(fieldsOf(inner)),
    enter: (inner) => {
      const one = fieldsOf(inner)
      if (one.strange !== undefined) doubts.add(`what "${one.strange}" of the list ${inner} does is not known here`)
      if (!listTypes.includes(typeOf(one))) doubts.add(`the box fills the list ${inner} by itself`)
      else if (!isOn(one)) doubts.add(`the list ${inner} is switched off`)
    },
    take: (entry) => {
      if (isPorts) ports.push(...portsOf(entry, doubts))
      else prefixes.push(...prefixesOf(entry, doubts))
    },
  })
  if (entries === undefined) doubts.add(`with ${name} the lists hold more than ${mostEntries} entries`)
  const [unknown] = doubts
  const isEnabled = isOn(fieldsOf(name))
  const found: Resolved = isPorts
    ? { kind: 'ports', ports, isEnabled, unknown }
    : { kind: 'addresses', prefixes, isEnabled, unknown }
  return { found, entries: entries ?? left }
}

function isOn({ values }: Fields): boolean {
  return (values.get('enabled') ?? '1') === '1'
}

function prefixesOf(entry: string, doubts: Set<string>): readonly Prefix[] {
  const address = readAddress(entry)
  if (address !== undefined) return [singlePrefix(address)]
  const prefix = readPrefix(entry)
  if (prefix !== undefined) return [prefix]
  const range = entry.includes('-') ? parseAddressRange(entry) : undefined
  if (range !== undefined) return rangePrefixes(range)
  doubts.add(entry.startsWith('!') ? `${entry} is left out of a list` : `${entry} is resolved by the box`)
  return []
}

function portsOf(entry: string, doubts: Set<string>): readonly PortRange[] {
  const range = parsePortRange(entry.replace(':', '-'))
  if (range !== undefined) return [range]
  doubts.add(`${entry} is a port by its name`)
  return []
}

/** What the import refuses in an alias: with one of these it takes none of the file. */
export function findAliasFaults(
  aliases: ReadonlyMap<string, Fields>,
): { readonly alias: Fields; readonly why: string }[] {
  return [...aliases].flatMap(([name, alias]) => {
    const fault = (why: string): { alias: Fields; why: string } => ({ alias, why: `${name}: ${why}` })
    const type = typeOf(alias)
    if (!aliasName.test(name)) return [fault('no name for an alias')]
    if (!['0', '1'].includes(alias.values.get('enabled') ?? '1')) return [fault('"enabled" is neither 0 nor 1')]
    if (!listTypes.includes(type)) return otherTypes.includes(type) ? [] : [fault(`"${type}" is no type of alias`)]
    return entriesOf(alias)
      .filter((entry) => !isEntry(entry, type, aliases))
      .map((entry) => fault(`"${entry}" cannot stand in a list of type ${type}`))
  })
}

/** A letter, or one underscore, first. */
const aliasName: RegExp = /^(?:[A-Za-z]|_(?!_|$))[A-Za-z0-9_]{0,30}$/
const hostName =
  /^(?:(?:[a-z0-9_]|[a-z0-9_][a-z0-9_-]*[a-z0-9_])\.)*(?=.*[a-z])(?:[a-z0-9_]|[a-z0-9_][a-z0-9_-]*[a-z0-9_])$/i
const wildcard = /^[\d.]+\/\d+\.[\d.]+$/
const portName = /^[a-z][a-z0-9-]*$/i

function isEntry(entry: string, type: string, aliases: ReadonlyMap<string, Fields>): boolean {
  if (aliases.has(entry)) return true
  if (type === 'port') return portName.test(entry) || isPortEntry(entry)
  if (type === 'networkgroup') return false
  const plain = entry.replace(/^!/, '')
  if (readAddress(plain) !== undefined || readAddressRange(plain) !== undefined) return true
  if (type === 'network') return readPrefix(plain) !== undefined || wildcard.test(plain)
  return hostName.test(plain)
}

function isPortEntry(entry: string): boolean {
  const range = /^\d+(?::\d+)?$/.test(entry) ? parsePortRange(entry.replace(':', '-')) : undefined
  return range !== undefined && range.from > 0
}
