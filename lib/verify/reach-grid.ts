/** The grid: what the policy lets every zone do, with what an edited file adds and takes away laid over it. */
import type { Design } from '../design/design'
import { type AddressSet, allOfFamily, intersectSets, setContains, setHas, setsMeet } from '../net/address-set'
import { formatService } from '../net/packet'
import { formatPortRange } from '../net/port-range'
import { formatProtocol } from '../net/protocol'
import { prefixSet } from '../policy/intended'
import type { Policy, Rule } from '../policy/rule'
import type { Site } from '../site/site'
import type { Proof, Witness } from './proof'
import { cellKey, type ReachCell, type ReachGrid, type ReachService } from './reach'
import { type DestinationZone, destinationZones, type SourceZone, sourceZones } from './zones'

/** Beyond this many members, single machines are left out; the rows' own counts still say how many there are. */
const memberLimit = 120

export function buildReachGrid(design: Design, site: Site, policy: Policy, proofs: readonly Proof[]): ReachGrid {
  const single = site.members.length <= memberLimit
  const rows = sourceZones(design, site, single)
  const columns = destinationZones(design, site, single)
  // The grid shows who comes in, in the design as it stands.
  const witnesses = proofs
    .flatMap((proof) => proof.witnesses)
    .filter((witness) => witness.direction === 'ingress' && witness.binding === undefined)
  const cells = new Map<string, ReachCell>()
  for (const column of columns) {
    const rules = columnRules(column, policy)
    const here = witnesses.filter((witness) => column.memberNames.includes(witness.member ?? ''))
    for (const row of rows) {
      const cell = cellOf(row, column, rules, here)
      if (cell !== undefined) cells.set(cellKey(row.id, column.id), cell)
    }
  }
  const bare = ({ addresses: _addresses, ...zone }: SourceZone): Omit<SourceZone, 'addresses'> => zone
  return { place: 'guest', rows: rows.map(bare), columns, cells }
}

interface ColumnRule {
  readonly rule: Rule
  readonly everyMember: boolean
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

function cellOf(
  row: SourceZone,
  column: DestinationZone,
  rules: readonly ColumnRule[],
  witnesses: readonly Witness[],
): ReachCell | undefined {
  const services = new Map<string, ReachService>()
  for (const { rule, everyMember } of rules) {
    const sources = prefixSet(rule.sources[column.kind === 'announced' ? 'router' : 'guest'])
    if (!setsMeet(sources, row.addresses)) continue
    const extent = everyMember && setContains(sources, comparable(row.addresses, rule)) ? 'all' : 'some'
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
    to: column.id,
    services: list,
    lost,
    internet: row.kind === 'internet' && list.some((service) => !service.service.startsWith('icmp')),
  }
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
