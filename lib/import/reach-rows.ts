/** What machines admit on the wire as rows of services and sources: of files as they are, and of a design. */
import type { Place, Role } from '../design/design'
import { type AddressSet, allAddresses, intersectSets, noAddresses } from '../net/address-set'
import { emptyRow, intersectRows, type Row, rowOfParts, unionRows } from '../net/packet-row'
import type { PacketSet } from '../net/packet-set'
import { prefixSet } from '../net/prefix-set'
import { complementServices, type ServiceInterval, servicesOfProtocol } from '../net/service'
import { servicesOfRule } from '../policy/intended'
import type { Policy, Rule } from '../policy/rule'

/** One machine, or several alike, with what its files admit to it. */
export interface Wanted {
  readonly member: string
  readonly role: Role
  readonly row: Row
  /** Where the box that admits it stands. */
  readonly place: Place
}

const transportServices: readonly ServiceInterval[] = [...servicesOfProtocol('tcp'), ...servicesOfProtocol('udp')]
const onTheWire = rowOfParts([{ arrivals: ['wire'], services: transportServices, sources: allAddresses }])

/** From the wire, tcp and udp alone: all that a rule of a machine can name. */
export function wireRow(packets: PacketSet): Row {
  const whole = packets.entries.reduce((row, entry) => unionRows(row, entry.row), emptyRow)
  return intersectRows(whole, onTheWire)
}

/** What a policy admits to a machine at the place. */
export function policyRow(policy: Policy, { member, place }: Pick<Wanted, 'member' | 'place'>): Row {
  const here = rulesOf(policy.rules, member, place)
  const parts = here.map((rule) => ({
    arrivals: ['wire'] as const,
    services: servicesOfRule(rule),
    sources: prefixSet(rule.sources[place]),
  }))
  if (policy.defaultAction === 'accept' && place === 'guest') {
    const named = [...here, ...rulesOf(policy.closed, member, place)].flatMap(servicesOfRule)
    const services = complementServices([...complementServices(transportServices), ...named])
    parts.push({ arrivals: ['wire'] as const, services, sources: allAddresses })
  }
  return intersectRows(rowOfParts(parts), onTheWire)
}

function rulesOf(rules: readonly Rule[], member: string, place: Place): Rule[] {
  return rules.filter(
    (rule) => rule.direction === 'ingress' && rule.places.includes(place) && rule.members.includes(member),
  )
}

/** Who may use every one of the services. */
export function sourcesOver(row: Row, services: readonly ServiceInterval[]): AddressSet {
  let sources: AddressSet | undefined
  for (const { first, last } of services) {
    let next = first
    for (const slab of row.slabs) {
      if (slab.last < first || slab.first > last) continue
      if (slab.first > next) return noAddresses
      sources = sources === undefined ? slab.sources : intersectSets(sources, slab.sources)
      next = slab.last + 1
    }
    if (next <= last) return noAddresses
  }
  return sources ?? noAddresses
}

/** Who may use them on every machine of the role; nothing is known where no file is for it. */
export function sourcesOfRole(
  wanted: readonly Wanted[],
  role: Role,
  services: readonly ServiceInterval[],
): AddressSet | undefined {
  const here = wanted.filter((one) => one.role === role).map(({ row }) => sourcesOver(row, services))
  const [first, ...rest] = here
  return first === undefined ? undefined : rest.reduce(intersectSets, first)
}

/** One import is about boxes of one place. */
export function placeOf(wanted: readonly Wanted[]): Place {
  return wanted[0]?.place ?? 'guest'
}
