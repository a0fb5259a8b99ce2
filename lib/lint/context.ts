/** What every rule looks at, worked out once. */
import type { Design, Place } from '../design/design'
import { mapAddonLists } from '../design/references'
import type { AddressSet } from '../net/address-set'
import type { PacketSet } from '../net/packet-set'
import type { Prefix } from '../net/prefix'
import { intendedPackets } from '../policy/intended'
import type { Policy } from '../policy/rule'
import { type PointWork, type Work, workAt } from '../policy/work'
import { readPrefixes } from '../site/build-site'
import type { Point } from '../site/point'
import type { Member, Site } from '../site/site'
import type { Analysis } from '../verify/analysis'
import { sourceZones } from '../verify/zones'
import type { Raised } from './finding'

/** What is admitted to one machine at one place; it stands for all machines of its role and subnet that no rule names. */
export interface View {
  readonly place: Place
  readonly member: Member
  /** How many machines like it are not looked at; the last one that is looked at stands for them. */
  readonly behind: number
  readonly at: PointWork
  readonly work: Work
  readonly admitted: PacketSet
}

export interface LintContext {
  readonly design: Design
  readonly site: Site
  readonly policy: Policy
  readonly analysis: Analysis
  readonly views: readonly View[]
  /** Places where a listed target filters; the guest where none does. */
  readonly places: ReadonlySet<Place>
  /** The design lists a target that this version does not know: somebody else may filter there. */
  readonly filteredElsewhere: boolean
  /** Sources that nobody in the design stands for. */
  readonly strangers: AddressSet
  /** `2026-11-20`; undefined when nobody said what day it is. */
  readonly today: string | undefined
}

export type LintRule = (context: LintContext) => readonly Raised[]

export function makeContext(design: Design, analysis: Analysis, today: string | undefined): LintContext {
  const { site, policy } = analysis
  const given = analysis.targets.flatMap(({ place }) => (place === undefined ? [] : [place]))
  const places = new Set<Place>(given.length === 0 ? ['guest'] : given)
  return {
    design,
    site,
    policy,
    analysis,
    places,
    views: [...places].flatMap((place) => viewsAt(place, policy, site)),
    filteredElsewhere: Object.keys(design.targets).length > analysis.targets.length,
    strangers: strangersOf(design, site),
    today,
  }
}

/** Whether a prefix is so wide that naming it names nobody. */
export function isWorldwide(prefix: Prefix): boolean {
  return prefix.length < (prefix.family === 4 ? 8 : 16)
}

/** The internet of the grid; naming half the world takes nothing away from it. */
function strangersOf(design: Design, site: Site): AddressSet {
  const narrow = (prefixes: readonly Prefix[]): Prefix[] => prefixes.filter((prefix) => !isWorldwide(prefix))
  const isNarrow = (text: string): boolean => narrow(readPrefixes([text.replace(/^cidr:/, '')])).length > 0
  const named = (texts: readonly string[]): string[] =>
    texts.filter((text) => !text.startsWith('cidr:') || isNarrow(text))
  const withNamed = <Entry extends { readonly from: string[] }>(entry: Entry): Entry => ({
    ...entry,
    from: named(entry.from),
  })
  const narrowed: Design = {
    ...design,
    admin: design.admin.filter(({ cidr }) => isNarrow(cidr)),
    listeners: design.listeners.map(withNamed),
    addons: design.addons.map((addon) => mapAddonLists(addon, named)),
    loadBalancerIPs: design.loadBalancerIPs.map(withNamed),
    nodePorts: withNamed(design.nodePorts),
    overrides: design.overrides.map((one) => ({ ...one, from: named(one.from ?? []), add: named(one.add ?? []) })),
  }
  const loadBalancers = site.loadBalancers.map(({ name, sources }) => ({ name, sources: narrow(sources) }))
  const facts = { ...site, loadBalancers, clusterPrefixes: narrow(site.clusterPrefixes) }
  const internet = sourceZones(narrowed, facts, () => false).find((zone) => zone.kind === 'internet')
  if (internet === undefined) throw new Error('the grid has no row for the internet')
  return internet.addresses
}

const samplesOfGroup = 2

function viewsAt(place: Place, policy: Policy, site: Site): View[] {
  const named = new Set(
    [...policy.rules, ...policy.closed].filter((rule) => rule.on.includes(':')).flatMap(({ on }) => on),
  )
  const groups = new Map<string, { readonly sampled: Member[]; behind: number }>()
  for (const member of site.members) {
    const key = named.has(`${member.kind}:${member.name}`) ? member.name : `${member.role} in ${member.subnet}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { sampled: [member], behind: 0 })
    else if (group.sampled.length < samplesOfGroup) group.sampled.push(member)
    else group.behind++
  }
  const samples = [...groups.values()].flatMap(({ sampled, behind }) =>
    sampled.map((member) => ({ member, behind: member === sampled.at(-1) ? behind : 0 })),
  )
  const points = samples.map(
    ({ member }): Point => ({
      id: `${member.kind}/${member.name}`,
      place,
      direction: 'ingress',
      member: member.name,
      destinations: member.own,
    }),
  )
  const work = workAt(policy, points, site)
  return work.points.flatMap((at, index) => {
    const sample = samples[index]
    return sample === undefined ? [] : [{ place, ...sample, at, work, admitted: intendedPackets(work, at, site) }]
  })
}
