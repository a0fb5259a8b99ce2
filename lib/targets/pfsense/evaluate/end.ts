/** One end of a rule: an alias, an address, the name of an interface or of the box, or everything. */
import type { Family } from '@/lib/net/address'
import type { Prefix } from '@/lib/net/prefix'
import { readAddress, readPrefix, singlePrefix } from '@/lib/net/text-cache'
import type { End } from '../../router/evaluate/stage'
import type { Box, RuleText } from '../model'
import type { AliasTable } from './alias-table'
import { leftOut, type RuleFault, refused } from './fault'

export type EndReading = { readonly kind: 'end'; readonly end: End; readonly unknown: string | undefined } | RuleFault

const everything: End = { negated: false, prefixes: undefined }

export function readEnd(
  rule: RuleText,
  side: 'source' | 'destination',
  families: readonly Family[],
  table: AliasTable,
  box: Box | undefined,
): EndReading {
  const { fields } = rule[side]
  // pfSense ignores a negation of everything.
  if (fields.has('any')) return { kind: 'end', end: everything, unknown: undefined }
  const negated = fields.has('not')
  const network = fields.get('network') ?? ''
  if (network !== '') return readNetwork(network, negated, box)
  const text = fields.get('address') ?? ''
  if (text === '') return leftOut(`it has no ${side}`)
  const alias = table.lookUp(text)
  if (alias !== undefined) {
    if (alias.kind === 'ports') return refused(`${text} is a list of ports, and stands for a ${side}`)
    if (alias.unknown !== undefined) return unknownEnd(alias.unknown)
    return { kind: 'end', end: { negated, prefixes: alias.prefixes }, unknown: undefined }
  }
  const address = readAddress(text)
  const prefix: Prefix | undefined = address === undefined ? readPrefix(text) : singlePrefix(address)
  if (prefix === undefined) return leftOut(`there is no alias ${text}`)
  if (text.startsWith('::')) {
    return unknownEnd(`${text} is completed by the box's own prefix`)
  }
  if (families.some((family) => family !== prefix.family)) {
    return refused(`${text} stands in a rule for IPv${prefix.family === 4 ? 6 : 4}`)
  }
  return { kind: 'end', end: { negated, prefixes: [prefix] }, unknown: undefined }
}

/** It may be anybody. */
function unknownEnd(why: string): EndReading {
  return { kind: 'end', end: everything, unknown: why }
}

/** `lan` for its networks, `lanip` for its own addresses, `(self)` for the box. */
function readNetwork(word: string, negated: boolean, box: Box | undefined): EndReading {
  if (word === '(self)') return unknownEnd("it is for the box's own addresses")
  if (box === undefined) return unknownEnd(`the networks of ${word} stand in another part of the backup`)
  const isAddress = word.endsWith('ip') && !box.interfaces.has(word)
  const found = box.interfaces.get(isAddress ? word.slice(0, -2) : word)
  if (found === undefined) return unknownEnd(`what ${word} stands for is not known`)
  if (found.isDynamic) return unknownEnd(`${found.key} is given its addresses by somebody else`)
  const own = [found.address[4], found.address[6]].flatMap((prefix) => prefix ?? [])
  const prefixes = isAddress ? own : found.networks
  if (prefixes.length === 0) return leftOut(`the interface ${found.key} has no address`)
  return { kind: 'end', end: { negated, prefixes }, unknown: undefined }
}
