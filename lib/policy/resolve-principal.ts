/** Principals to prefixes, at one place, by the posture's own reading of roles. */
import type { Design, LoadBalancerUse, Place } from '../design/design'
import { formatPrincipal, type Principal } from '../design/principal'
import type { Family } from '../net/address'
import { dropContained, type Prefix } from '../net/prefix'
import { readPrefix } from '../net/text-cache'
import { readPrefixes, readSingles } from '../site/build-site'
import type { Member, Site } from '../site/site'
import { isSameList, machineListsOf, rememberBy } from './machine-lists'

export interface Resolver {
  /** Sorted, minimal source prefixes of the principals; only families in play outside the node. */
  readonly sources: (principals: readonly Principal[], place: Place) => readonly Prefix[]
  /** Members that a principal of the kind `on` names. */
  readonly members: (on: string) => readonly Member[]
  /** Their names, the same list each time. */
  readonly memberNames: (on: string) => readonly string[]
  /** Their own addresses as sorted minimal prefixes, the shared API address with the control planes'. */
  readonly destinations: (on: string) => readonly Prefix[]
}

const everywhere: readonly Prefix[] = readPrefixes(['0.0.0.0/0', '::/0'])

interface Made {
  readonly design: Design
  readonly site: Site
  readonly resolver: Resolver
}

const made = new WeakMap<Site['members'], Made>()

/** The same one for designs whose principals stand for the same addresses, as the variants of one design's files do. */
export function makeResolver(design: Design, site: Site): Resolver {
  const known = made.get(site.members)
  if (known !== undefined && isAlike(known, design, site)) return known.resolver
  const resolver = resolverOf(design, site)
  made.set(site.members, { design, site, resolver })
  return resolver
}

/** Whether all that a resolver asks of a design and its site is the same for both. */
function isAlike({ design: a, site: at }: Made, b: Design, site: Site): boolean {
  return (
    a.posture === b.posture &&
    a.kubernetes.vip === b.kubernetes.vip &&
    a.loadBalancers === b.loadBalancers &&
    a.admin === b.admin &&
    at.subnets === site.subnets &&
    isSameList(at.podPrefixes, site.podPrefixes) &&
    isSameList(at.clusterPrefixes, site.clusterPrefixes) &&
    isSameList(at.families, site.families)
  )
}

function resolverOf(design: Design, site: Site): Resolver {
  const machines = machineListsOf(design, site)
  const balancers = (use: LoadBalancerUse | undefined): Prefix[] =>
    design.loadBalancers
      .filter((balancer) => use === undefined || balancer.for.includes(use))
      .flatMap((balancer) => [...readSingles(balancer.addresses), ...readPrefixes(balancer.healthFrom)])

  const raw = (principal: Principal): readonly Prefix[] => {
    switch (principal.kind) {
      case 'controlplane':
      case 'worker':
      case 'nodes':
      case 'subnet':
      case 'node':
      case 'pool':
        return machines.minimal(principal) ?? []
      case 'pods':
        return site.podPrefixes
      case 'admin':
        return readPrefixes(design.admin.map((entry) => entry.cidr))
      case 'admin-for':
        return readPrefixes(design.admin.filter((e) => e.may.includes(principal.use)).map((entry) => entry.cidr))
      case 'admin-entry':
        return readPrefixes(design.admin.filter((e) => e.name === principal.name).map((entry) => entry.cidr))
      case 'lb':
        return balancers(undefined)
      case 'lb-for':
        return balancers(principal.use)
      case 'cluster':
        return site.clusterPrefixes
      case 'anywhere':
        return everywhere
      case 'cidr':
        return [readPrefix(formatPrincipal(principal).slice('cidr:'.length)) ?? principal.prefix]
    }
  }
  const others = rememberBy((principal: Principal): readonly Prefix[] => dropContained(raw(principal)))
  const minimal = (principal: Principal): readonly Prefix[] =>
    machines.minimal(principal) ?? others(formatPrincipal(principal), principal)
  const inPlay = new Set<Family>(site.families)
  const sourceCache = new Map<string, readonly Prefix[]>()
  const sources = (principals: readonly Principal[], place: Place): readonly Prefix[] => {
    // Names hold blanks, and none a line end.
    const key = principals.map(formatPrincipal).join('\n')
    const placed = `${place === 'guest' ? 'guest' : 'wire'} ${key}`
    const known = sourceCache.get(placed)
    if (known !== undefined) return known
    const [first, ...more] = principals
    const all =
      first !== undefined && more.length === 0 ? minimal(first) : machines.joined(key, principals.map(minimal))
    const isInPlay = ({ family }: Prefix): boolean => place === 'guest' || inPlay.has(family)
    const kept = all.every(isInPlay) ? all : all.filter(isInPlay)
    sourceCache.set(placed, kept)
    return kept
  }
  const { members, memberNames, destinations } = machines
  return { sources, members, memberNames, destinations }
}
