/** Sources as a person would name them: roles and networks of the design first, prefixes for what is left. */
import type { Design, Place } from '../design/design'
import { type Principal, parsePrincipal } from '../design/principal'
import {
  type AddressSet,
  noAddresses,
  setContains,
  setOfPrefixes,
  setsMeet,
  subtractSets,
  unionSets,
} from '../net/address-set'
import { formatPrefix } from '../net/prefix'
import { prefixesOfSet } from '../net/set-prefixes'
import { makeResolver } from '../policy/resolve-principal'
import type { Site } from '../site/site'

export type SourceNames = (sources: AddressSet) => string[]

/** Exact: the named principals and prefixes stand for the set and for nothing more. */
export function sourceNames(design: Design, site: Site, place: Place): SourceNames {
  const resolver = makeResolver(design, site)
  const words = [
    ...['anywhere', 'nodes', 'controlplane', 'worker', 'pods', 'admin', 'cluster'],
    ...design.admin.map(({ name }) => `admin:${name}`),
    ...design.subnets.map(({ name }) => `subnet:${name}`),
    ...design.nodes.map(({ name }) => `node:${name}`),
    ...design.pools.map(({ name }) => `pool:${name}`),
  ]
  const known = words.flatMap((text) => {
    const principal = parsePrincipal(text)
    const set = principal === undefined ? noAddresses : setOf(principal)
    return set === noAddresses ? [] : [{ text, set }]
  })
  function setOf(principal: Principal): AddressSet {
    return setOfPrefixes(resolver.sources([principal], place))
  }
  return (sources) => {
    const chosen: typeof known = []
    let covered: AddressSet = noAddresses
    for (const one of known) {
      if (!setContains(sources, one.set) || setContains(covered, one.set)) continue
      chosen.push(one)
      covered = unionSets(covered, one.set)
    }
    // Prefixes as they were, not what the names leave of them.
    const left = subtractSets(sources, covered)
    const rest = prefixesOfSet(sources).filter((prefix) => setsMeet(setOfPrefixes([prefix]), left))
    const spelt = setOfPrefixes(rest)
    const names = chosen.filter(({ set }) => !setContains(spelt, set)).map(({ text }) => text)
    return [...names, ...rest.map((prefix) => `cidr:${formatPrefix(prefix)}`)]
  }
}
