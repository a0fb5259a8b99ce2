/** One end of a rule: everything, an address, aliases, or the networks of an interface. */
import type { Family } from '@/lib/net/address'
import type { Prefix } from '@/lib/net/prefix'
import { readAddress, readPrefix, singlePrefix } from '@/lib/net/text-cache'
import type { End } from '../../router/evaluate/stage'
import type { Box } from '../model'
import type { AliasTable } from './alias-table'

export interface EndReading {
  readonly end: End
  readonly unknown: string | undefined
}

const everything: End = { negated: false, prefixes: undefined }

/** The literal that a text is, where it is one. */
export function literalOf(text: string): Prefix | undefined {
  const address = readAddress(text)
  return address === undefined ? readPrefix(text) : singlePrefix(address)
}

/** `net`: a text that was found to be one that the box takes. */
export function readEnd(net: string, negated: boolean, table: AliasTable, box: Box | undefined): EndReading {
  // pf is told "any" without its negation.
  if (net === 'any') return { end: everything, unknown: undefined }
  const literal = literalOf(net)
  if (literal !== undefined) return { end: { negated, prefixes: [literal] }, unknown: undefined }
  const parts = net.split(',').map((word) => readWord(word, table, box))
  const unknown = parts.find((part) => part.unknown !== undefined)?.unknown
  if (unknown !== undefined) return { end: everything, unknown }
  const [only, ...more] = parts
  // The list itself, by which others remember what they made of it.
  const prefixes = only !== undefined && more.length === 0 ? only.prefixes : parts.flatMap((part) => part.prefixes)
  return { end: { negated, prefixes }, unknown: undefined }
}

/** Lists that every box has, though no configuration names them. */
export const builtIn: RegExp = /^(?:__[a-z0-9_]+_network|bogons|bogonsv6|virusprot|sshlockout)$/

interface WordReading {
  readonly prefixes: readonly Prefix[]
  readonly unknown: string | undefined
}

function readWord(word: string, table: AliasTable, box: Box | undefined): WordReading {
  const alias = table.lookUp(word)
  if (alias?.kind === 'addresses') return { prefixes: alias.prefixes, unknown: alias.unknown }
  const unknown = (why: string): WordReading => ({ prefixes: [], unknown: why })
  if (builtIn.test(word)) return unknown(`the box fills the list ${word} by itself`)
  if (word === '(self)') return unknown("it is for the box's own addresses")
  if (box === undefined) return unknown(`the networks of ${word} stand in the configuration of the box`)
  const isAddress = word.endsWith('ip') && !box.interfaces.has(word)
  const found = box.interfaces.get(isAddress ? word.slice(0, -2) : word)
  if (found === undefined) return unknown(`what ${word} stands for is not known`)
  if (found.isDynamic) return unknown(`${found.key} is given its addresses by somebody else`)
  const own = [found.address[4], found.address[6]].flatMap((prefix) => prefix ?? [])
  return { prefixes: isAddress ? own : found.networks, unknown: undefined }
}

/** Families in which a rule becomes a line of pf. */
export function familiesOf(word: string): readonly Family[] {
  if (word === 'inet46') return [4, 6]
  return word === 'inet6' ? [6] : [4]
}
