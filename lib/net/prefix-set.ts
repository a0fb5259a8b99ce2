/** A list of prefixes as a set, worked out once: the rules of a design share their lists. */
import { type AddressSet, setOfPrefixes } from './address-set'
import type { Prefix } from './prefix'

const sets = new WeakMap<readonly Prefix[], AddressSet>()

/** Remembered by the identity of the list, which nobody changes. */
export function prefixSet(prefixes: readonly Prefix[]): AddressSet {
  const known = sets.get(prefixes)
  if (known !== undefined) return known
  const set = setOfPrefixes(prefixes)
  sets.set(prefixes, set)
  return set
}
