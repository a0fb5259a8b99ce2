/** The rows and columns of "Who reaches what": named sets of addresses with one trust each. */
import type { Design } from '../design/design'
import { addonLists } from '../design/references'
import { type AddressSet, allAddresses, setOfPrefixes, subtractSets, unionAll } from '../net/address-set'
import { dropContained, type Prefix } from '../net/prefix'
import { prefixSet } from '../net/prefix-set'
import { prefixText } from '../net/text-cache'
import { readPrefixes, readSingles } from '../site/build-site'
import type { Member, Site } from '../site/site'
import { rememberOf } from '../text/remember'
import type { ReachZone } from './reach'

export interface SourceZone extends ReachZone {
  readonly addresses: AddressSet
}

/** A column: members whose listeners are reached, or announced addresses. */
export interface DestinationZone extends ReachZone {
  readonly memberNames: readonly string[]
}

const shownPrefixes = 8

/** Whether a single machine has a line of its own, which most of thousands have not. */
type Shows = (id: string, role: Member['role']) => boolean

export function sourceZones(design: Design, site: Site, shows: Shows): SourceZone[] {
  const rows = [
    ...adminZones(design),
    ...site.loadBalancers.map(({ name, sources }) =>
      zoneOf({ id: `lb:${name}`, title: name, kind: 'lb', members: 1 }, sources),
    ),
    ...roleTitles.flatMap(([role, title]) => roleZones(role, title, site, shows)),
    zoneOf({ id: 'pods', title: 'Pods', kind: 'pods', members: 0 }, site.podPrefixes),
    ...site.subnets.map(({ name, prefixes }) =>
      zoneOf({ id: `subnet:${name}`, title: name, kind: 'subnet', members: 0 }, prefixes),
    ),
    ...namedPrefixes(design, site).map((prefix) =>
      zoneOf({ id: `cidr:${prefixText(prefix)}`, title: prefixText(prefix), kind: 'cidr', members: 0 }, [prefix]),
    ),
  ]
  return [internetZone(design, site, rows), ...rows]
}

const roleTitles = [
  ['controlplane', 'Control plane'],
  ['worker', 'Workers'],
] as const

function zoneOf(base: Omit<ReachZone, 'prefixes'>, prefixes: readonly Prefix[]): SourceZone {
  return { ...base, ...listPrefixes(prefixes), addresses: prefixSet(prefixes) }
}

function listPrefixes(prefixes: readonly Prefix[]): Pick<ReachZone, 'prefixes' | 'unlisted'> {
  const shown = prefixes.slice(0, shownPrefixes).map(prefixText)
  const unlisted = prefixes.length - shown.length
  return { prefixes: shown, ...(unlisted > 0 ? { unlisted } : {}) }
}

interface RoleMembers {
  readonly members: readonly Member[]
  readonly names: readonly string[]
  readonly count: number
  readonly sources: readonly Prefix[]
}

const byRole = rememberOf((all: Site['members']): Readonly<Record<Member['role'], RoleMembers>> => {
  const of = (role: Member['role']): RoleMembers => {
    const members = all.filter((member) => member.role === role)
    return {
      members,
      names: members.map(({ name }) => name),
      count: members.reduce((sum, member) => sum + member.count.max, 0),
      sources: members.flatMap((member) => member.sources),
    }
  }
  return { controlplane: of('controlplane'), worker: of('worker') }
})

function adminZones(design: Design): SourceZone[] {
  const entries = [...design.admin].sort((a, b) => (a.name < b.name ? -1 : 1))
  if (entries.length === 0) return []
  const all = readPrefixes(entries.map((entry) => entry.cidr))
  const parent = zoneOf({ id: 'admin', title: 'Admin', kind: 'admin', members: entries.length }, all)
  if (entries.length === 1) return [parent]
  return [
    parent,
    ...entries.map(({ name, cidr }) =>
      zoneOf({ id: `admin:${name}`, title: name, kind: 'admin', members: 1, parent: 'admin' }, readPrefixes([cidr])),
    ),
  ]
}

function roleZones(role: Member['role'], title: string, site: Site, shows: Shows): SourceZone[] {
  const { members, count: machines, sources: prefixes } = byRole(site.members)[role]
  if (members.length === 0) return []
  const parent = zoneOf({ id: role, title, kind: role, members: machines }, prefixes)
  const opens = members.length > 1 || members.some((member) => member.kind === 'pool')
  const shown = opens ? members.filter((member) => isShown(member, shows)).sort(compareNames) : []
  return [
    opens ? withMore(parent, members.length - shown.length) : parent,
    ...shown.map(({ kind, name, count, sources }) =>
      zoneOf({ id: `${kind}:${name}`, title: name, kind, members: count.max, parent: role }, sources),
    ),
  ]
}

/** As people count: `worker-2` before `worker-10`. */
const collator = new Intl.Collator('en', { numeric: true })

function compareNames(a: Member, b: Member): number {
  return collator.compare(a.name, b.name)
}

function isShown({ kind, name, role }: Member, shows: Shows): boolean {
  return kind === 'pool' || shows(`${kind}:${name}`, role)
}

function withMore<T extends ReachZone>(zone: T, more: number): T {
  return more === 0 ? zone : { ...zone, more }
}

/** All that no other row names. An admin entry for the whole world does not make the internet vanish. */
function internetZone(design: Design, site: Site, rows: readonly SourceZone[]): SourceZone {
  const narrowAdmins = readPrefixes(design.admin.map((entry) => entry.cidr)).filter((prefix) => prefix.length > 0)
  const named = rows.filter((row) => row.kind !== 'admin' && row.parent === undefined).map((row) => row.addresses)
  const rest = [...narrowAdmins, ...site.servicePrefixes, ...site.clusterPrefixes, ...readPrefixes(privateSpace)]
  const addresses = subtractSets(allAddresses, unionAll([...named, setOfPrefixes(rest)]))
  return { id: 'internet', title: 'Internet', kind: 'internet', prefixes: ['0.0.0.0/0', '::/0'], members: 0, addresses }
}

/** Prefixes that listeners name as sources without drawing them; the whole world is no network of its own. */
function namedPrefixes(design: Design, site: Site): Prefix[] {
  const texts = [
    ...[...design.listeners, ...design.loadBalancerIPs, design.nodePorts].flatMap(({ from }) => from),
    ...design.overrides.flatMap(({ from, add }) => [...(from ?? []), ...(add ?? [])]),
    ...design.addons.flatMap((addon) => addonLists(addon).flatMap(({ texts }) => texts)),
  ]
  const cidrs = texts.flatMap((text) => (text.startsWith('cidr:') ? [text.slice('cidr:'.length)] : []))
  const drawn = new Set(site.subnets.flatMap(({ prefixes }) => prefixes.map(prefixText)))
  return dropContained(readPrefixes(cidrs)).filter((prefix) => prefix.length > 0 && !drawn.has(prefixText(prefix)))
}

/** Never routed on the internet (RFC 6890). */
const privateSpace = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  '::/8',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]

export function destinationZones(design: Design, site: Site, shows: Shows): DestinationZone[] {
  const columns: DestinationZone[] = []
  for (const [role, title] of roleTitles) {
    const { members, names: memberNames, count: machines } = byRole(site.members)[role]
    if (members.length === 0) continue
    const shown = members.length === 1 ? [] : members.filter((member) => isShown(member, shows)).sort(compareNames)
    const parent = { id: role, title, kind: role, prefixes: [], members: machines, memberNames }
    columns.push(members.length === 1 ? parent : withMore(parent, members.length - shown.length))
    for (const { kind, name, count, interfaces } of shown) {
      const prefixes = interfaces.flatMap((nic) => [...nic.addresses, ...nic.standIns])
      columns.push({
        id: `${kind}:${name}`,
        title: name,
        kind,
        ...listPrefixes(prefixes),
        members: count.max,
        parent: role,
        memberNames: [name],
      })
    }
  }
  for (const entry of design.loadBalancerIPs) {
    const prefixes = readSingles(entry.addresses).map(prefixText)
    columns.push({
      id: `announced:${entry.name}`,
      title: entry.name,
      kind: 'announced',
      prefixes,
      members: 0,
      memberNames: [],
    })
  }
  return columns
}
