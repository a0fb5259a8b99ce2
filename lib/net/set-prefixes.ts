/** Sets as prefixes: those of one address are the same object each time, so that others remember how they are written. */
import type { Family } from './address'
import { type AddressSet, fromLine } from './address-set'
import { type Prefix, prefixesOfRange } from './prefix'

const limit = 100_000
const known: Readonly<Record<Family, Map<bigint, Prefix>>> = { 4: new Map(), 6: new Map() }

/** The /32 or /128 of an address by its number. */
export function prefixOfNumber(family: Family, value: bigint): Prefix {
  const here = known[family]
  const found = here.get(value)
  if (found !== undefined) return found
  if (here.size >= limit) here.clear()
  const prefix: Prefix = { family, value, length: family === 4 ? 32 : 128 }
  here.set(value, prefix)
  return prefix
}

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
