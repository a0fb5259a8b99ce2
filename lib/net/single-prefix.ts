/** Prefixes of one address, the same object each time: others remember how they are written. */
import type { Family } from './address'
import type { Prefix } from './prefix'

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
