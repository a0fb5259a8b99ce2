/**
 * A box with little room for rules is told of a network rather than of each machine in it: where a rule has more prefixes in
 * one network than the box takes, the network stands for them, as a role does in the relaxed posture (SPEC 3).
 */
import { type AddressSet, intersectSets, noAddresses, prefixesOfSet, setOfPrefixes, unionAll } from '../net/address-set'
import type { Prefix } from '../net/prefix'
import type { Site } from '../site/site'
import { prefixSet } from './intended'
import type { Rule } from './rule'

/** The rule with at most so many prefixes in each network that holds machines; the same one where it has no more. */
export function tellByNetwork(rule: Rule, site: Site, prefixesPerNetwork: number): Rule {
  const bySite = known.get(site) ?? new Map<number, WeakMap<Rule, Rule>>()
  known.set(site, bySite)
  const byRule = bySite.get(prefixesPerNetwork) ?? new WeakMap<Rule, Rule>()
  bySite.set(prefixesPerNetwork, byRule)
  const found = byRule.get(rule)
  if (found !== undefined) return found
  const router = summarise(rule.sources.router, site, prefixesPerNetwork)
  const destinations = summarise(rule.destinations, site, prefixesPerNetwork)
  const isSame = router === rule.sources.router && destinations === rule.destinations
  const told = isSame ? rule : { ...rule, sources: { ...rule.sources, router }, destinations }
  byRule.set(rule, told)
  return told
}

const known = new WeakMap<Site, Map<number, WeakMap<Rule, Rule>>>()

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
    return prefixesOfSet(part).length > most ? [whole] : []
  })
}
