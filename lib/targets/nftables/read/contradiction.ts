/** Conditions that cannot hold together: nft refuses to load them. */
import { protocolNumber } from '@/lib/net/protocol'
import type { Match } from '../ruleset'

/** In words; undefined where the conditions agree. */
export function contradiction(matches: readonly Match[]): string | undefined {
  if (fewest(matches.map(familiesOf), [4, 6]).length === 0)
    return 'the conditions are for different families of addresses'
  const several = matches.findIndex((match) => match.kind === 'protocol' && !match.not && match.numbers.length > 1)
  if (several >= 0 && matches.slice(several).some(({ kind }) => kind === 'port'))
    return 'nft wants ports of one protocol, and several are named before'
  const both = matches.findIndex((match) => match.kind === 'family' && !match.not && new Set(match.families).size > 1)
  if (
    both >= 0 &&
    matches.slice(both + 1).some(({ kind }) => kind === 'address' || kind === 'icmp' || kind === 'family')
  )
    return 'nft wants addresses of one family, and both are named before'
  const [first, ...others] = matches.map(protocolsOf).filter((numbers) => numbers !== undefined)
  return first !== undefined && fewest(others, first).length === 0
    ? 'the conditions are for different protocols'
    : undefined
}

function fewest<T>(lists: readonly (readonly T[])[], all: readonly T[]): readonly T[] {
  return lists.reduce((left, list) => left.filter((one) => list.includes(one)), all)
}

function familiesOf(match: Match): readonly (4 | 6)[] {
  switch (match.kind) {
    case 'family':
      return ([4, 6] as const).filter((family) => match.families.includes(family) !== match.not)
    case 'address':
      return [match.family]
    case 'icmp':
      return [match.protocol === 'icmp' ? 4 : 6]
    case 'interface':
    case 'protocol':
    case 'state':
    case 'port':
    case 'local':
      return [4, 6]
  }
}

/** Undefined where any protocol will do. */
function protocolsOf(match: Match): readonly number[] | undefined {
  if (match.kind === 'protocol') return match.not ? undefined : match.numbers
  return match.kind === 'port' || match.kind === 'icmp' ? [protocolNumber(match.protocol)] : undefined
}
