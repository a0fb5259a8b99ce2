import { type AddressSet, fromLine } from './address-set'
import { type Prefix, prefixesOfRange } from './prefix'
import { prefixOfNumber } from './single-prefix'

/** The fewest prefixes that cover the set exactly, IPv4 first. */
export function prefixesOfSet({ bounds }: AddressSet): Prefix[] {
  const prefixes: Prefix[] = []
  for (let i = 0; i < bounds.length; i += 2) {
    const { family, value } = fromLine(bounds[i] as bigint)
    if (bounds[i] === bounds[i + 1]) prefixes.push(prefixOfNumber(family, value))
    else prefixes.push(...prefixesOfRange(family, value, fromLine(bounds[i + 1] as bigint).value))
  }
  return prefixes
}
