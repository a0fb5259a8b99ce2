/** The sources one rule names, and whether Talos can load them. */
import {
  type AddressSet,
  allOfFamily,
  intersectSets,
  setOfPrefixes,
  subtractSets,
  unionAll,
} from '@/lib/net/address-set'
import type { InstalledRule, SourceList } from '../config'

interface ListSets {
  readonly included: AddressSet
  readonly excepted: AddressSet
}
const setsOfLists = new WeakMap<SourceList, ListSets>()

function setsOf(list: SourceList): ListSets {
  const known = setsOfLists.get(list)
  if (known !== undefined) return known
  const sets = {
    included: setOfPrefixes(list.entries.map(({ prefix }) => prefix)),
    excepted: setOfPrefixes(list.entries.flatMap(({ except }) => except ?? [])),
  }
  setsOfLists.set(list, sets)
  return sets
}

/** All subnets of the rule less all its excepts: an except cuts a hole in every subnet, not only in its own. */
export function sourcesOfRule(rule: InstalledRule): AddressSet {
  const lists = (rule.sources ?? []).map(({ list }) => setsOf(list))
  const included = unionAll(lists.map((sets) => sets.included))
  return subtractSets(included, unionAll(lists.map((sets) => sets.excepted)))
}

/**
 * Whether the kernel refuses what Talos makes of the rule, before 1.12.5: a set of addresses whose last range ends at the
 * highest, for which Talos writes an end without a key. Sources that are a whole family, or none of it, need no set. Ports
 * that end at the last are loaded: their end wraps to 0, where the kernel takes it for no end (nft_set_rbtree.c; tried with
 * the controllers of Talos 1.12.0, and those from 1.6.0 on write the same elements).
 * @see https://github.com/siderolabs/talos/issues/12890
 */
export function isUnloadable(rule: InstalledRule): boolean {
  const sources = sourcesOfRule(rule)
  return ([4, 6] as const).some((family) => {
    const part = intersectSets(sources, allOfFamily[family])
    return part !== allOfFamily[family] && part.bounds.at(-1) === allOfFamily[family].bounds[1]
  })
}
