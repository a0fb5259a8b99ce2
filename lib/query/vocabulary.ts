/** What a question may name, taken from one design. */
import type { Design } from '../design/design'
import { type AddressSet, noAddresses, setOfPrefixes, unionSets } from '../net/address-set'
import type { Prefix } from '../net/prefix'
import { compilePolicy } from '../policy/compile'
import type { Policy } from '../policy/rule'
import { buildSite, readSingles } from '../site/build-site'
import type { Site } from '../site/site'

export interface Vocabulary {
  readonly design: Design
  readonly site: Site
  readonly policy: Policy
  /** Addresses that are somebody's: no stand-in for a machine of unknown address is taken from them. */
  readonly taken: AddressSet
  /** Every prefix that the design names, the whole world apart: the internet is outside them. */
  readonly named: AddressSet
}

export function makeVocabulary(
  design: Design,
  site = buildSite(design),
  policy = compilePolicy(design, site),
): Vocabulary {
  const fixed = site.members.flatMap((member) => member.interfaces.flatMap((nic) => nic.addresses))
  const others = [...design.loadBalancers, ...design.loadBalancerIPs].flatMap((entry) => entry.addresses)
  const vip = design.kubernetes.vip === undefined ? [] : [design.kubernetes.vip]
  const taken = setOfPrefixes([...fixed, ...readSingles([...others, ...vip])])
  const prefixes: Prefix[] = [
    ...site.subnets.flatMap((subnet) => subnet.prefixes),
    ...site.podPrefixes,
    ...site.servicePrefixes,
    ...site.clusterPrefixes,
    ...site.members.flatMap((member) => member.sources),
    ...policy.rules.flatMap((rule) => [...rule.sources.guest, ...rule.sources.router, ...rule.destinations]),
  ]
  const narrow = new Set(prefixes.filter((prefix) => prefix.length > 0))
  return {
    design,
    site,
    policy,
    taken,
    named: unionSets(taken, narrow.size === 0 ? noAddresses : setOfPrefixes([...narrow])),
  }
}
