/**
 * A box with little room for rules is told of a network rather than of each machine in it: where a rule has more prefixes in
 * one network than the box takes, the network stands for them, as a role does in the relaxed posture (SPEC 3).
 */
import { type AddressSet, intersectSets, noAddresses, setOfPrefixes, unionAll } from '../net/address-set'
import type { Prefix } from '../net/prefix'
import { prefixSet } from '../net/prefix-set'
import { prefixesOfSet } from '../net/set-prefixes'
import type { Site } from '../site/site'
import type { Rule } from './rule'

/** The rule with at most so many prefixes in each network that holds machines; the same one where it has no more. */
export function tellByNetwork(rule: Rule, site: Site, prefixesPerNetwork: number): Rule {
  const { rules, lists } = rememberedAt(site, prefixesPerNetwork)
  const found = rules.get(rule)
  if (found !== undefined) return found
  const told = (prefixes: readonly Prefix[]): readonly Prefix[] => {
    const list = lists.get(prefixes) ?? summarise(prefixes, site, prefixesPerNetwork)
    lists.set(prefixes, list)
    return list
  }
  const [router, destinations] = [told(rule.sources.router), told(rule.destinations)]
  const isSame = router === rule.sources.router && destinations === rule.destinations
  const next = isSame ? rule : { ...rule, sources: { ...rule.sources, router }, destinations }
  rules.set(rule, next)
  return next
}

interface Remembered {
  readonly rules: WeakMap<Rule, Rule>
  readonly lists: WeakMap<readonly Prefix[], readonly Prefix[]>
}

const known = new WeakMap<Site, Map<number, Remembered>>()

function rememberedAt(site: Site, most: number): Remembered {
  const bySite = known.get(site) ?? new Map<number, Remembered>()
  known.set(site, bySite)
  const found = bySite.get(most) ?? { rules: new WeakMap(), lists: new WeakMap() }
  bySite.set(most, found)
  return found
}

/** The list itself where nothing is to be joined. */
function summarise(prefixes: readonly Prefix[], site: Site, most: number): readonly Prefix[] {
  const set = prefixSet(prefixes)
  const wide = crowdedNetworks(set, site, most)
  return wide.length === 0 ? prefixes : prefixesOfSet(unionAll([set, ...wide]))
}

/** Networks of machines in which the set takes more prefixes than that. */
function crowdedNetworks(set: AddressSet, site: Site, most: number): AddressSet[] {
  const networks = site.subnets.filter(({ holdsMembers }) => holdsMembers).flatMap((subnet) => subnet.prefixes)
  return networks.flatMap((network) => {
    const whole = setOfPrefixes([network])
    const part = intersectSets(set, whole)
    if (part === noAddresses || part === whole) return []
    // Each interval takes a prefix at least.
    return part.bounds.length > most * 2 || prefixesOfSet(part).length > most ? [whole] : []
  })
}
