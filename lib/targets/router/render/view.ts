/** What of each rule the box sees: the part that comes to it, and the parts that do not. */
import {
  type AddressSet,
  intersectSets,
  noAddresses,
  setHasPrefix,
  setOfPrefixes,
  subtractSets,
  unionAll,
} from '@/lib/net/address-set'
import type { Prefix } from '@/lib/net/prefix'
import { prefixSet } from '@/lib/net/prefix-set'
import { prefixesOfSet } from '@/lib/net/set-prefixes'
import type { Rule } from '@/lib/policy/rule'
import { type InterfaceKeys, type RouterView, routerView } from '@/lib/site/router-points'
import type { Site, SiteSubnet } from '@/lib/site/site'

export interface BoxView extends RouterView {
  /** What machines of all joined networks send from. */
  readonly senders: AddressSet
}

export function boxView(site: Site, keys: InterfaceKeys): BoxView {
  const view = routerView(site, keys)
  return { ...view, senders: unionAll(view.interfaces.map(({ senders }) => senders)) }
}

const sets = new WeakMap<SiteSubnet, AddressSet>()

export function subnetSet(subnet: SiteSubnet): AddressSet {
  const known = sets.get(subnet)
  if (known !== undefined) return known
  const set = setOfPrefixes(subnet.prefixes)
  sets.set(subnet, set)
  return set
}

/** Those of the list inside the set; the list itself where all of it is, so that it is known again. */
export function within(prefixes: readonly Prefix[], set: AddressSet): readonly Prefix[] {
  const own = prefixSet(prefixes)
  const common = intersectSets(own, set)
  if (common === own) return prefixes
  return common === noAddresses ? [] : prefixesOfSet(common)
}

/** Those of the list that reach beyond the set. */
export function beyond(prefixes: readonly Prefix[], set: AddressSet): readonly Prefix[] {
  const reaching = prefixes.filter((prefix) => !setHasPrefix(set, prefix))
  return reaching.length === prefixes.length ? prefixes : reaching
}

/** Whether some packet of the rule passes from one network into another. */
export function crossesNetworks(rule: Rule, view: BoxView): boolean {
  const sources = prefixSet(rule.sources.router)
  const destinations = intersectSets(prefixSet(rule.destinations), view.inside)
  if (destinations === noAddresses || sources === noAddresses) return false
  const homes = view.memberSubnets.map(subnetSet)
  if (subtractSets(destinations, unionAll(homes)) !== noAddresses) return true
  return homes.some((home) => {
    const here = intersectSets(destinations, home)
    return here !== noAddresses && sameFamilies(subtractSets(sources, home), here)
  })
}

/** Whether an address of the one can call one of the other. */
export function sameFamilies(a: AddressSet, b: AddressSet): boolean {
  const families = ({ bounds }: AddressSet): readonly boolean[] => [
    (bounds[0] ?? v6Start) < v6Start,
    (bounds.at(-1) ?? 0n) >= v6Start,
  ]
  const [first, second] = [families(a), families(b)]
  return first.some((has, index) => has && second[index] === true)
}

const v6Start = 1n << 32n
