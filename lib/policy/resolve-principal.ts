/** Principals to prefixes, at one place, by the posture's own reading of roles. */
import type { Design, LoadBalancerUse, Place } from '../design/design'
import { formatPrincipal, type Principal } from '../design/principal'
import type { Family } from '../net/address'
import { dropContained, type Prefix } from '../net/prefix'
import { readAddress, readPrefix, singlePrefix } from '../net/text-cache'
import { readPrefixes, readSingles } from '../site/build-site'
import type { Member, Site } from '../site/site'

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

export function makeResolver(design: Design, site: Site): Resolver {
  const byRole = (role: Member['role']): readonly Member[] => site.members.filter((member) => member.role === role)
  const vip = readAddress(design.kubernetes.vip ?? '')
  const vipPrefixes = vip === undefined ? [] : [singlePrefix(vip)]
  const relaxed = design.posture === 'relaxed'
  const subnetPrefixes = new Map(site.subnets.map((subnet) => [subnet.name, subnet.prefixes]))
  const primarySubnets = (members: readonly Member[]): Prefix[] =>
    [...new Set(members.map((member) => member.subnet))].flatMap((name) => subnetPrefixes.get(name) ?? [])
  const addressesOf = (members: readonly Member[]): Prefix[] => members.flatMap((member) => member.sources)
  const balancers = (use: LoadBalancerUse | undefined): Prefix[] =>
    design.loadBalancers
      .filter((balancer) => use === undefined || balancer.for.includes(use))
      .flatMap((balancer) => [...readSingles(balancer.addresses), ...readPrefixes(balancer.healthFrom)])

  const raw = (principal: Principal): readonly Prefix[] => {
    switch (principal.kind) {
      case 'controlplane':
        return [...addressesOf(byRole('controlplane')), ...vipPrefixes]
      case 'worker':
        return relaxed ? primarySubnets(byRole('worker')) : addressesOf(byRole('worker'))
      case 'nodes':
        return relaxed ? primarySubnets(site.members) : [...addressesOf(site.members), ...vipPrefixes]
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
      case 'subnet':
        return subnetPrefixes.get(principal.name) ?? []
      case 'node':
      case 'pool':
        return addressesOf(site.members.filter((m) => m.kind === principal.kind && m.name === principal.name))
      case 'cidr':
        return [readPrefix(formatPrincipal(principal).slice('cidr:'.length)) ?? principal.prefix]
    }
  }

  const rawCache = new Map<string, readonly Prefix[]>()
  const minimal = (principal: Principal): readonly Prefix[] => {
    const key = formatPrincipal(principal)
    const known = rawCache.get(key)
    if (known !== undefined) return known
    const prefixes = dropContained(raw(principal))
    rawCache.set(key, prefixes)
    return prefixes
  }
  const inPlay = new Set<Family>(site.families)
  const sourceCache = new Map<string, readonly Prefix[]>()
  const sources = (principals: readonly Principal[], place: Place): readonly Prefix[] => {
    const key = `${place === 'guest' ? 'guest' : 'wire'} ${principals.map(formatPrincipal).join(' ')}`
    const known = sourceCache.get(key)
    if (known !== undefined) return known
    const all =
      principals.length === 1 ? minimal(principals[0] as Principal) : dropContained(principals.flatMap(minimal))
    const kept = place === 'guest' ? all : all.filter((prefix) => inPlay.has(prefix.family))
    sourceCache.set(key, kept)
    return kept
  }

  const memberCache = new Map<string, readonly Member[]>()
  const members = (on: string): readonly Member[] => {
    const known = memberCache.get(on)
    if (known !== undefined) return known
    const name = on.slice(on.indexOf(':') + 1)
    const found =
      on === 'controlplane' || on === 'worker'
        ? byRole(on)
        : on === 'nodes'
          ? site.members
          : site.members.filter((member) => member.name === name)
    memberCache.set(on, found)
    return found
  }
  const destinationCache = new Map<string, readonly Prefix[]>()
  const destinations = (on: string): readonly Prefix[] => {
    const known = destinationCache.get(on)
    if (known !== undefined) return known
    const chosen = members(on)
    const own = chosen.flatMap((member) => member.interfaces.flatMap((nic) => [...nic.addresses, ...nic.standIns]))
    const shared = chosen.some((member) => member.role === 'controlplane') ? vipPrefixes : []
    const prefixes = dropContained([...own, ...shared])
    destinationCache.set(on, prefixes)
    return prefixes
  }
  const nameCache = new Map<string, readonly string[]>()
  const memberNames = (on: string): readonly string[] => {
    const known = nameCache.get(on)
    if (known !== undefined) return known
    const names = members(on).map((member) => member.name)
    nameCache.set(on, names)
    return names
  }
  return { sources, members, memberNames, destinations }
}
