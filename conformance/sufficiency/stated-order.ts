/**
 * In which order rules and the names in them stand, as long as nobody says otherwise: what comes in stands first, listeners
 * as the catalogue has them (the last of one name) and then one's own by their names; of each listener control planes,
 * workers, all machines, and then single ones by their names. Names go from the machines outward.
 */
import { catalog } from '@/lib/catalog/catalog'
import type { Design } from '@/lib/design/design'
import { allAddresses } from '@/lib/net/address-set'
import { compilePolicy } from '@/lib/policy/compile'
import type { Policy } from '@/lib/policy/rule'
import { recordOfRule } from '@/lib/policy/rule-record'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'

const listeners: readonly string[] = catalog.map(({ id }) => id)
const machines = ['controlplane', 'worker', 'nodes']

/** Forms of names, by what they begin with. */
const names = [
  ...['controlplane', 'worker', 'nodes', 'pods', 'cluster', 'lb', 'lb(', 'admin', 'admin(', 'admin:'],
  ...['subnet:', 'pool:', 'node:', 'cidr:', 'anywhere'],
]

function placeIn(list: readonly string[], one: string): number {
  const place = list.lastIndexOf(one)
  return place < 0 ? list.length : place
}

function formOf(name: string): string {
  return name.replace(/([:(]).*$/, '$1')
}

/** The first of two neighbours that stand the wrong way round. */
function firstWrong<Item>(items: readonly Item[], keysOf: (item: Item) => readonly (number | string)[]): string {
  const wrong = items.flatMap((item, at) => {
    const next = items[at + 1]
    if (next === undefined) return []
    const [own, other] = [keysOf(item), keysOf(next)]
    const differs = own.findIndex((key, place) => key !== other[place])
    const [a = '', b = ''] = [own[differs], other[differs]]
    return differs < 0 || a > b ? [`${own.join(' ')} before ${other.join(' ')}`] : []
  })
  return wrong[0] ?? ''
}

/** What stands in another order than is stated; nothing where all is as it must. */
export function disorderOf(design: Design): string {
  const site = buildSite(design)
  const policy = compilePolicy(design, site)
  const rules = policy.rules.map(recordOfRule)
  const ofRules = firstWrong(rules, ({ direction, listener, on }) => [
    direction === 'ingress' ? 0 : 1,
    placeIn(listeners, listener),
    listener,
    placeIn(machines, on),
    on,
  ])
  const ofMachines = disorderAtMachines(policy, site)
  const ofNames = rules.map(({ from }) => firstWrong(from, (name) => [placeIn(names, formOf(name)), name]))
  return [ofRules, ofMachines, ...ofNames].filter((wrong) => wrong !== '').join(', ')
}

/** The rules of one machine stand as they do among all. */
function disorderAtMachines(policy: Policy, site: Site): string {
  const asked = site.members.flatMap(({ name: member }): Point[] =>
    (['ingress', 'egress'] as const).map((direction) => {
      return { id: `${member}/${direction}`, place: 'nic', direction, member, destinations: allAddresses }
    }),
  )
  const wrong = workAt(policy, asked, site).points.find(({ rules }) => {
    const places = rules.map((rule) => policy.rules.indexOf(rule))
    return places.some((place, at) => at > 0 && place <= (places[at - 1] ?? 0))
  })
  return wrong === undefined ? '' : `rules of ${wrong.point.id}`
}
