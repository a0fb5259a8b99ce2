/** What the security groups of a machine admit, as a set of packets. */
import { type AddressSet, allAddresses, noAddresses, setOfPrefixes } from '@/lib/net/address-set'
import { type Row, type RowPart, rowOfParts } from '@/lib/net/packet-row'
import { type PacketSet, packetSetOfBoxes } from '@/lib/net/packet-set'
import { protocolFromNumber } from '@/lib/net/protocol'
import { packetsTo } from '@/lib/net/row-packets'
import { allServices, protocolBlock, type ServiceInterval } from '@/lib/net/service'
import { memberNamed } from '@/lib/site/member-named'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Admitted } from '../target'
import { neverFiltered } from './evaluate/always'
import { type GroupMembers, groupAddresses, groupsOf, membersByGroup } from './groups'
import type { SecurityModel, SecurityRule } from './model'

export function admits(model: SecurityModel, at: Point, site: Site): Admitted {
  const members = membersByGroup(site, at.behind)
  const memory = remembered(model, members)
  const here = memory.byName.get(at.member) ?? carriedAt(model, at, site, memory)
  if (at.direction === 'egress') {
    here.egress ??= egressOf(model, here.groups, members)
    return { ruled: here.egress, always: neverFiltered }
  }
  here.ingress ??= ingressOf(model, here.groups, members)
  return { ruled: packetsTo(at.destinations, here.ingress), always: nothing }
}

const nothing: Admitted['always'] = []

/** What groups let through together; machines that carry the same groups share one of these. */
interface Carried {
  readonly groups: readonly string[]
  ingress?: Row
  egress?: PacketSet
}

interface Memory {
  readonly byName: Map<string | undefined, Carried>
  readonly byGroups: Map<string, Carried>
}

function carriedAt(model: SecurityModel, at: Point, site: Site, { byName, byGroups }: Memory): Carried {
  const member = memberNamed(site, at.member)
  const groups = (member === undefined ? [] : groupsOf(member)).filter((group) => model.groups.includes(group))
  const key = groups.join(' ')
  const carried: Carried = byGroups.get(key) ?? { groups }
  byGroups.set(key, carried)
  byName.set(at.member, carried)
  return carried
}

const memories = new WeakMap<SecurityModel, WeakMap<GroupMembers, Memory>>()

function remembered(model: SecurityModel, members: GroupMembers): Memory {
  const here = memories.get(model) ?? new WeakMap<GroupMembers, Memory>()
  memories.set(model, here)
  const memory = here.get(members) ?? { byName: new Map(), byGroups: new Map() }
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
