/** The rows and columns of "Who reaches what": named sets of addresses with one trust each. */
import type { Design } from '../design/design'
import { type AddressSet, allAddresses, noAddresses, setOfPrefixes, subtractSets, unionSets } from '../net/address-set'
import type { Prefix } from '../net/prefix'
import { prefixText } from '../net/text-cache'
import { readPrefixes, readSingles } from '../site/build-site'
import type { Member, Site } from '../site/site'
import type { ReachZone } from './reach'

export interface SourceZone extends ReachZone {
  readonly addresses: AddressSet
}

/** A column: members whose listeners are reached, or announced addresses. */
export interface DestinationZone extends ReachZone {
  readonly memberNames: readonly string[]
}

const shownPrefixes = 8

export function sourceZones(design: Design, site: Site): SourceZone[] {
  const zone = (base: Omit<ReachZone, 'prefixes'>, prefixes: readonly Prefix[]): SourceZone => ({
    ...base,
    prefixes: prefixes.slice(0, shownPrefixes).map(prefixText),
    addresses: setOfPrefixes(prefixes),
  })
  const admins = [...design.admin].sort((a, b) => (a.name < b.name ? -1 : 1))
  const byRole = (role: Member['role']): Member[] => site.members.filter((member) => member.role === role)
  const rows: SourceZone[] = []
  if (admins.length > 0) {
    const prefixes = readPrefixes(admins.map((entry) => entry.cidr))
    rows.push(zone({ id: 'admin', title: 'Admin', kind: 'admin', members: admins.length }, prefixes))
    if (admins.length > 1) {
      for (const entry of admins) {
        const id = `admin:${entry.name}`
        rows.push(
          zone({ id, title: entry.name, kind: 'admin', members: 1, parent: 'admin' }, readPrefixes([entry.cidr])),
        )
      }
    }
  }
  for (const balancer of site.loadBalancers) {
    rows.push(zone({ id: `lb:${balancer.name}`, title: balancer.name, kind: 'lb', members: 1 }, balancer.sources))
  }
  for (const [role, title] of [
    ['controlplane', 'Control plane'],
    ['worker', 'Workers'],
  ] as const) {
    const members = byRole(role)
    if (members.length === 0) continue
    const count = members.reduce((sum, member) => sum + member.count.max, 0)
    rows.push(
      zone(
        { id: role, title, kind: role, members: count },
        members.flatMap((member) => member.sources),
      ),
    )
    if (members.length > 1 || members.some((member) => member.kind === 'pool')) {
      for (const member of members) {
        const { kind, name } = member
        rows.push(
          zone({ id: `${kind}:${name}`, title: name, kind, members: member.count.max, parent: role }, member.sources),
        )
      }
    }
  }
  rows.push(zone({ id: 'pods', title: 'Pods', kind: 'pods', members: 0 }, site.podPrefixes))
  for (const subnet of site.subnets) {
    rows.push(zone({ id: `subnet:${subnet.name}`, title: subnet.name, kind: 'subnet', members: 0 }, subnet.prefixes))
  }
  return [internetZone(design, site, rows), ...rows]
}

/** All that no other row names. An admin entry for the whole world does not make the internet vanish. */
function internetZone(design: Design, site: Site, rows: readonly SourceZone[]): SourceZone {
  const wholeWorld = new Set(
    design.admin.filter((entry) => entry.cidr.endsWith('/0')).map((entry) => `admin:${entry.name}`),
  )
  const named = rows.filter((row) => row.id !== 'admin' && !wholeWorld.has(row.id))
  const narrowAdmins = setOfPrefixes(
    readPrefixes(design.admin.map((entry) => entry.cidr)).filter((prefix) => prefix.length > 0),
  )
  const inside = [
    ...(wholeWorld.size === 0 ? named : named.filter((row) => row.kind !== 'admin')).map((row) => row.addresses),
    narrowAdmins,
    setOfPrefixes([...site.servicePrefixes, ...site.clusterPrefixes, ...readPrefixes(privateSpace)]),
  ].reduce(unionSets, noAddresses)
  const addresses = subtractSets(allAddresses, inside)
  return { id: 'internet', title: 'Internet', kind: 'internet', prefixes: ['0.0.0.0/0', '::/0'], members: 0, addresses }
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

export function destinationZones(design: Design, site: Site): DestinationZone[] {
  const columns: DestinationZone[] = []
  for (const [role, title] of [
    ['controlplane', 'Control plane'],
    ['worker', 'Workers'],
  ] as const) {
    const members = site.members.filter((member) => member.role === role)
    if (members.length === 0) continue
    const count = members.reduce((sum, member) => sum + member.count.max, 0)
    const memberNames = members.map((member) => member.name)
    columns.push({ id: role, title, kind: role, prefixes: [], members: count, memberNames })
    if (members.length > 1) {
      for (const { kind, name, count: own, interfaces } of members) {
        const prefixes = interfaces.flatMap((nic) => [...nic.addresses, ...nic.standIns]).slice(0, shownPrefixes)
        const id = `${kind}:${name}`
        columns.push({
          id,
          title: name,
          kind,
          prefixes: prefixes.map(prefixText),
          members: own.max,
          parent: role,
          memberNames: [name],
        })
      }
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
