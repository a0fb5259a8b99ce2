/**
 * What a design's words for its machines stand for. Nothing but machines and networks tells it, so that designs which differ
 * elsewhere share these lists, and others remember by their identity what they made of them.
 */
import type { Design } from '../design/design'
import { formatPrincipal, type Principal } from '../design/principal'
import { dropContained, type Prefix } from '../net/prefix'
import { readAddress, singlePrefix } from '../net/text-cache'
import type { Member, Site } from '../site/site'

export interface MachineLists {
  /** Sorted, without those contained in another; undefined for a principal that names no machines. */
  readonly minimal: (principal: Principal) => readonly Prefix[] | undefined
  /** Lists together, sorted and minimal; `key` says whose they are. */
  readonly joined: (key: string, lists: readonly (readonly Prefix[])[]) => readonly Prefix[]
  readonly members: (on: string) => readonly Member[]
  readonly memberNames: (on: string) => readonly string[]
  readonly destinations: (on: string) => readonly Prefix[]
}

interface Made {
  readonly vip: string | undefined
  readonly isRelaxed: boolean
  readonly subnets: Site['subnets']
  readonly lists: MachineLists
}

const made = new WeakMap<Site['members'], Made>()

export function machineListsOf(design: Design, site: Site): MachineLists {
  const { vip } = design.kubernetes
  const isRelaxed = design.posture === 'relaxed'
  const { subnets } = site
  const known = made.get(site.members)
  if (known?.vip === vip && known?.isRelaxed === isRelaxed && known.subnets === subnets) return known.lists
  const lists = makeLists(vip, isRelaxed, site)
  made.set(site.members, { vip, isRelaxed, subnets, lists })
  return lists
}

/** Remembers what was made for a key. */
export function rememberBy<Given, Value>(make: (given: Given) => Value): (key: string, given: Given) => Value {
  const known = new Map<string, Value>()
  return (key, given) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const value = make(given)
    known.set(key, value)
    return value
  }
}

export function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((one, index) => one === b[index]))
}

function makeLists(vipText: string | undefined, isRelaxed: boolean, { members: all, subnets }: Site): MachineLists {
  const byRole = (role: Member['role']): readonly Member[] => all.filter((member) => member.role === role)
  const byName = new Map<string, Member[]>()
  for (const member of all) byName.set(member.name, [...(byName.get(member.name) ?? []), member])
  const vip = readAddress(vipText ?? '')
  const vipPrefixes = vip === undefined ? [] : [singlePrefix(vip)]
  const subnetPrefixes = new Map(subnets.map((subnet) => [subnet.name, subnet.prefixes]))
  const primarySubnets = (some: readonly Member[]): Prefix[] =>
    [...new Set(some.map((member) => member.subnet))].flatMap((name) => subnetPrefixes.get(name) ?? [])
  const addressesOf = (some: readonly Member[]): Prefix[] => some.flatMap((member) => member.sources)

  const raw = (principal: Principal): readonly Prefix[] | undefined => {
    switch (principal.kind) {
      case 'controlplane':
        return [...addressesOf(byRole('controlplane')), ...vipPrefixes]
      case 'worker':
        return isRelaxed ? primarySubnets(byRole('worker')) : addressesOf(byRole('worker'))
      case 'nodes':
        return isRelaxed ? primarySubnets(all) : [...addressesOf(all), ...vipPrefixes]
      case 'subnet':
        return subnetPrefixes.get(principal.name) ?? []
      case 'node':
      case 'pool':
        return addressesOf((byName.get(principal.name) ?? []).filter(({ kind }) => kind === principal.kind))
      default:
        return undefined
    }
  }
  const minimal = rememberBy((principal: Principal): { readonly prefixes: readonly Prefix[] | undefined } => {
    const prefixes = raw(principal)
    return { prefixes: prefixes === undefined ? undefined : dropContained(prefixes) }
  })

  const membersOf = rememberBy((on: string): readonly Member[] => {
    if (on === 'controlplane' || on === 'worker') return byRole(on)
    const name = on.slice(on.indexOf(':') + 1)
    return on === 'nodes' ? all : (byName.get(name) ?? [])
  })
  const members = (on: string): readonly Member[] => membersOf(on, on)
  const namesOf = rememberBy((on: string): readonly string[] => members(on).map((member) => member.name))
  const destinationsOf = rememberBy((on: string): readonly Prefix[] => {
    const chosen = members(on)
    const own = chosen.flatMap((member) => member.interfaces.flatMap((nic) => [...nic.addresses, ...nic.standIns]))
    const shared = chosen.some((member) => member.role === 'controlplane') ? vipPrefixes : []
    return dropContained([...own, ...shared])
  })
  return {
    minimal: (principal) => minimal(formatPrincipal(principal), principal).prefixes,
    joined: rememberJoined(),
    members,
    memberNames: (on) => namesOf(on, on),
    destinations: (on) => destinationsOf(on, on),
  }
}

const mostJoined = 200

/** Of each key the last ones: the same lists again give the same list again. */
function rememberJoined(): MachineLists['joined'] {
  const known = new Map<string, { readonly lists: readonly (readonly Prefix[])[]; readonly all: readonly Prefix[] }>()
  return (key, lists) => {
    const found = known.get(key)
    if (found !== undefined && lists.every((list, index) => isSameList(list, found.lists[index] ?? [])))
      return found.all
    const all = dropContained(lists.flat())
    // Names that somebody types are keys as well.
    if (known.size >= mostJoined) known.clear()
    known.set(key, { lists, all })
    return all
  }
}
