/** The grid: what the policy lets every zone do, with what an edited file adds and takes away laid over it. */
import type { Design } from '../design/design'
import { type AddressSet, allOfFamily, intersectSets, setContains, setHas, setsMeet } from '../net/address-set'
import { formatService } from '../net/packet'
import { formatPortRange } from '../net/port-range'
import { prefixSet } from '../net/prefix-set'
import { formatProtocol } from '../net/protocol'
import type { Policy, Rule } from '../policy/rule'
import type { Member, Site } from '../site/site'
import { mostWitnesses, type Proof, type Witness } from './proof'
import {
  cellKey,
  type OpenedZones,
  type ReachCell,
  type ReachGrid,
  type ReachService,
  type ReachUnruled,
  type ReachZone,
} from './reach'
import { findUnruled, openPointsOf, type UnruledRequest, wayIn } from './unruled'
import { type DestinationZone, destinationZones, type SourceZone, sourceZones } from './zones'

/** Beyond this many members, single machines are left out of a role until it is opened. */
const memberLimit = 120

const nothingOpened: OpenedZones = { rows: [], columns: [] }

export function buildReachGrid(
  design: Design,
  site: Site,
  policy: Policy,
  proofs: readonly Proof[],
  opened: OpenedZones = nothingOpened,
): ReachGrid {
  const isSmall = site.members.length <= memberLimit
  const shows = (ids: readonly string[]) => {
    const wanted = new Set(ids)
    return (id: string, role: string) => isSmall || wanted.has(role) || wanted.has(id)
  }
  // The grid shows who comes in, in the design as it stands.
  const witnesses = proofs.flatMap((proof) => proof.witnesses).filter(isShown)
  const members = new Map(site.members.map((member) => [member.name, member]))
  const points = openPointsOf(proofs)
  const waysTo = ({ memberNames }: DestinationZone) =>
    memberNames.flatMap((name) => {
      const member = members.get(name)
      return member === undefined || points === undefined ? [] : [wayIn(member, points)]
    })
  const columns = groupAlike(
    destinationZones(design, site, shows(opened.columns)).map((zone) => makeColumn(zone, policy, witnesses)),
    ({ zone, rules, witnesses: here }) =>
      here.length > 0 ? zone.id : [...rules.map(({ rule }) => rule.id), ...waysTo(zone)].join('\n'),
  )
  const asked = [...new Map(columns.flatMap(({ rules, place }) => rules.map(({ rule }) => [rule, place] as const)))]
  const rows = groupAlike(
    sourceZones(design, site, shows(opened.rows)).map((zone) => ({ zone })),
    ({ zone: { addresses } }) => {
      const admitted = asked.map(([rule, place]) => admits(rule, place, addresses) ?? 'none')
      const seen = witnesses.map(({ packet }) => setHas(addresses, packet.source))
      return [...admitted, ...seen].join()
    },
  )
  const cells = new Map<string, ReachCell>()
  for (const column of columns) {
    if (column.like !== undefined) continue
    for (const row of rows) {
      if (row.like !== undefined) continue
      const cell = cellOf(row.zone, column)
      const isAsked = row.zone.kind === 'internet' && points !== undefined
      const unruled = isAsked ? unruledIn(row.zone, column.zone, { members, points, policy, site }) : []
      const isTold = unruled.length > 0 || (isAsked && cell !== undefined)
      const told = isTold ? withUnruled(cell ?? emptyCell(row.zone, column.zone), unruled) : cell
      if (told !== undefined) cells.set(cellKey(row.zone.id, column.zone.id), told)
    }
  }
  const grid = { place: 'guest', rows: rows.map(bareRow), columns: columns.map(bareColumn), cells } as const
  return proofs.some(isSampled) ? { ...grid, isSampled: true } : grid
}

function isShown({ direction, binding }: Witness): boolean {
  return direction === 'ingress' && binding === undefined
}

/** Whether what a file lets in beyond the policy is known by some of its packets alone. */
function isSampled({ verdict, witnesses }: Proof): boolean {
  if (verdict !== 'wider' && verdict !== 'different') return false
  return witnesses.length >= mostWitnesses || witnesses.some((witness) => witness.kind === 'extra' && isShown(witness))
}

interface Around extends Pick<UnruledRequest, 'points' | 'policy' | 'site'> {
  readonly members: ReadonlyMap<string, Member>
}

/** Nothing but their services answers at announced addresses, whatever else gets there. */
function unruledIn(row: SourceZone, { memberNames }: DestinationZone, around: Around): ReachUnruled[] {
  const members = memberNames.flatMap((name) => around.members.get(name) ?? [])
  return findUnruled({ ...around, from: row.addresses, members })
}

function withUnruled(cell: ReachCell, unruled: readonly ReachUnruled[]): ReachCell {
  return { ...cell, unruled, internet: cell.internet || unruled.some(isExposing) }
}

/** Ping and errors alone are no way in. */
function isExposing({ service }: Pick<ReachUnruled, 'service'>): boolean {
  return !service.startsWith('icmp')
}

function emptyCell(row: SourceZone, zone: DestinationZone): ReachCell {
  return { from: row.id, to: zone.id, services: [], lost: [], internet: false }
}

type Alike<T> = T & { readonly like?: string }

function bareRow({ zone, like }: Alike<{ readonly zone: SourceZone }>): ReachZone {
  const { addresses: _addresses, ...bare } = zone
  return like === undefined ? bare : { ...bare, like }
}

function bareColumn({ zone, like }: Alike<{ readonly zone: DestinationZone }>): ReachZone {
  const { memberNames: _memberNames, ...bare } = zone
  return like === undefined ? bare : { ...bare, like }
}

/** Marks single machines of one role that the signature cannot tell apart: thousands of them share a few rows of cells. */
function groupAlike<T extends { readonly zone: ReachZone }>(
  list: readonly T[],
  signature: (one: T) => string,
): Alike<T>[] {
  const first = new Map<string, string>()
  return list.map((one) => {
    const { id, kind, parent } = one.zone
    if (kind !== 'node' && kind !== 'pool') return one
    const key = `${parent} ${signature(one)}`
    const like = first.get(key)
    if (like !== undefined) return { ...one, like }
    first.set(key, id)
    return one
  })
}

interface Column {
  readonly zone: DestinationZone
  readonly rules: readonly ColumnRule[]
  readonly witnesses: readonly Witness[]
  /** Where a packet to it is filtered. */
  readonly place: 'guest' | 'router'
}

interface ColumnRule {
  readonly rule: Rule
  readonly everyMember: boolean
}

function makeColumn(zone: DestinationZone, policy: Policy, witnesses: readonly Witness[]): Column {
  const names = new Set(zone.memberNames)
  return {
    zone,
    rules: columnRules(zone, policy),
    witnesses: witnesses.filter(({ member }) => names.has(member ?? '')),
    place: zone.kind === 'announced' ? 'router' : 'guest',
  }
}

const memberSets = new WeakMap<readonly string[], ReadonlySet<string>>()

function memberSet(rule: Rule): ReadonlySet<string> {
  const known = memberSets.get(rule.members)
  if (known !== undefined) return known
  const set = new Set(rule.members)
  memberSets.set(rule.members, set)
  return set
}

function columnRules(column: DestinationZone, policy: Policy): ColumnRule[] {
  return rulesTo(column, policy).map((rule) => ({
    rule,
    everyMember: column.memberNames.every((name) => memberSet(rule).has(name)),
  }))
}

function rulesTo(column: DestinationZone, policy: Policy): Rule[] {
  if (column.kind === 'announced') return policy.rules.filter((rule) => rule.listener === column.id)
  return policy.rules.filter(
    (rule) =>
      rule.direction === 'ingress' &&
      rule.places.includes('guest') &&
      column.memberNames.some((name) => memberSet(rule).has(name)),
  )
}

function cellOf(row: SourceZone, { zone, rules, witnesses, place }: Column): ReachCell | undefined {
  const services = new Map<string, ReachService>()
  for (const { rule, everyMember } of rules) {
    const admitted = admits(rule, place, row.addresses)
    if (admitted === undefined) continue
    const extent = everyMember ? admitted : 'some'
    for (const service of serviceNames(rule)) {
      const known = services.get(service)
      services.set(service, {
        service,
        title: rule.title,
        extent: known?.extent === 'all' ? 'all' : extent,
        rules: [...(known?.rules ?? []), rule.id],
        surprise: false,
      })
    }
  }
  const lost: ReachService[] = []
  for (const witness of witnesses) {
    if (!setHas(row.addresses, witness.packet.source)) continue
    const service = formatService(witness.packet)
    const entry: ReachService = {
      service,
      title: rules.find(({ rule }) => witness.rules.includes(rule.id))?.rule.title ?? service,
      extent: 'some',
      rules: witness.rules,
      surprise: witness.kind === 'extra',
    }
    if (witness.kind === 'missing') lost.push(entry)
    else services.set(`${service} ${witness.kind}`, entry)
  }
  if (services.size === 0 && lost.length === 0) return undefined
  const list = [...services.values()]
  return {
    from: row.id,
    to: zone.id,
    services: list,
    lost,
    internet: row.kind === 'internet' && list.some(isExposing),
  }
}

/** Whether a rule admits all of some addresses or only some of them. */
function admits(rule: Rule, place: Column['place'], addresses: AddressSet): 'all' | 'some' | undefined {
  const sources = prefixSet(rule.sources[place])
  const callers = comparable(addresses, rule)
  if (!setsMeet(sources, callers)) return undefined
  return setContains(sources, callers) ? 'all' : 'some'
}

/** Only the families that the rule's destinations have: an IPv6 source cannot call an IPv4 address. */
function comparable(addresses: AddressSet, rule: Rule): AddressSet {
  const families = [rule.destinations[0]?.family, rule.destinations.at(-1)?.family]
  if (families.includes(4) && families.includes(6)) return addresses
  return intersectSets(addresses, allOfFamily[families[0] ?? 4])
}

/** `tcp/6443`, `udp/30000-32767`, `icmp/8`, `esp`. */
function serviceNames(rule: Rule): string[] {
  const protocol = typeof rule.protocol === 'number' ? formatProtocol(rule.protocol) : rule.protocol
  if (rule.ports.length > 0) return rule.ports.map((range) => `${protocol}/${formatPortRange(range)}`)
  if (rule.icmpTypes.length > 0) return rule.icmpTypes.map((type) => `${protocol}/${type}`)
  return [protocol]
}
