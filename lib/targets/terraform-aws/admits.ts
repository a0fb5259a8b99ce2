/** What the security groups of a machine admit, as a set of packets. */
import { type AddressSet, allAddresses, noAddresses, setOfPrefixes } from '@/lib/net/address-set'
import { type Row, type RowPart, rowOfParts } from '@/lib/net/packet-row'
import { type PacketSet, packetSetOfBoxes } from '@/lib/net/packet-set'
import { protocolFromNumber } from '@/lib/net/protocol'
import { packetsTo } from '@/lib/net/row-packets'
import { allServices, protocolBlock, type ServiceInterval } from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Admitted } from '../target'
import { neverFiltered } from './evaluate/always'
import { type GroupMembers, groupAddresses, groupsOf, memberNamed, membersByGroup } from './groups'
import type { SecurityModel, SecurityRule } from './model'

export function admits(model: SecurityModel, at: Point, site: Site): Admitted {
  const member = memberNamed(site, at.member)
  const groups = (member === undefined ? [] : groupsOf(member)).filter((group) => model.groups.includes(group))
  const members = membersByGroup(site, at.behind)
  const memory = remembered(model, members)
  const key = groups.join(' ')
  if (at.direction === 'egress') {
    const ruled = memory.egress.get(key) ?? egressOf(model, groups, members)
    memory.egress.set(key, ruled)
    return { ruled, always: neverFiltered }
  }
  const row = memory.ingress.get(key) ?? ingressOf(model, groups, members)
  memory.ingress.set(key, row)
  return { ruled: packetsTo(at.destinations, row), always: [] }
}

interface Memory {
  readonly ingress: Map<string, Row>
  readonly egress: Map<string, PacketSet>
}

const memories = new WeakMap<SecurityModel, WeakMap<GroupMembers, Memory>>()

/** Machines that carry the same groups admit the same. */
function remembered(model: SecurityModel, members: GroupMembers): Memory {
  const here = memories.get(model) ?? new WeakMap<GroupMembers, Memory>()
  memories.set(model, here)
  const memory = here.get(members) ?? { ingress: new Map(), egress: new Map() }
  here.set(members, memory)
  return memory
}

function rulesOf(model: SecurityModel, groups: readonly string[], direction: Point['direction']): SecurityRule[] {
  return model.rules.filter((rule) => rule.direction === direction && groups.includes(rule.group))
}

/** A security group does not look at the address a packet is for. */
function ingressOf(model: SecurityModel, groups: readonly string[], members: GroupMembers): Row {
  return rowOfParts(
    rulesOf(model, groups, 'ingress').map(
      (rule): RowPart => ({ arrivals: ['wire'], services: servicesOf(rule), sources: peerSet(rule, members) }),
    ),
  )
}

/** Nor, on the way out, at the address it is from. */
function egressOf(model: SecurityModel, groups: readonly string[], members: GroupMembers): PacketSet {
  return packetSetOfBoxes(
    rulesOf(model, groups, 'egress').map((rule) => ({
      arrivals: ['wire'],
      services: servicesOf(rule),
      sources: allAddresses,
      destinations: peerSet(rule, members),
    })),
  )
}

function servicesOf(rule: SecurityRule): readonly ServiceInterval[] {
  if (rule.protocol === 'any') return allServices
  const base = rule.protocol * protocolBlock
  const protocol = protocolFromNumber(rule.protocol)
  if (protocol === 'tcp' || protocol === 'udp') return [{ first: base + rule.from, last: base + rule.to }]
  if ((protocol === 'icmp' || protocol === 'icmpv6') && rule.from >= 0) {
    const type = base + rule.from * 256
    return [rule.to < 0 ? { first: type, last: type + 255 } : { first: type + rule.to, last: type + rule.to }]
  }
  return [{ first: base, last: base + protocolBlock - 1 }]
}

function peerSet({ peer }: SecurityRule, byGroup: GroupMembers): AddressSet {
  if (peer.kind === 'prefix') return setOfPrefixes([peer.prefix])
  const members = byGroup.get(peer.group)
  return members === undefined ? noAddresses : groupAddresses(members)
}
