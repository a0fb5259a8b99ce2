/** Security groups asked about one packet: only permits, in no order, the union of all groups of the machine. */
import type { Address } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import { prefixHasAddress } from '@/lib/net/prefix'
import { protocolNumber } from '@/lib/net/protocol'
import { memberNamed } from '@/lib/site/member-named'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { allow, deny } from '../decision/decision'
import type { Decision } from '../target'
import { neverFiltered } from './evaluate/always'
import { groupsOf, membersByGroup, privatePrefixes } from './groups'
import type { SecurityModel, SecurityRule } from './model'

export function decide(model: SecurityModel, at: Point, site: Site, packet: Packet): Decision {
  const member = memberNamed(site, at.member)
  const groups = member === undefined ? [] : groupsOf(member)
  const isOut = at.direction === 'egress'
  const peer = isOut ? packet.destination : packet.source
  const matching = model.rules.filter(
    (rule) =>
      rule.direction === at.direction &&
      groups.includes(rule.group) &&
      matchesService(rule, packet) &&
      matchesPeer(rule, peer, at, site),
  )
  if (matching.length > 0) {
    const [first] = matching
    const statements = matching.flatMap((rule) => rule.statements)
    return allow(`${first?.address} admits it.`, statements)
  }
  const service = isOut ? neverFiltered.find((entry) => entry.matches(packet)) : undefined
  if (service !== undefined) return allow(`${service.title} is never filtered.`)
  const names = groups.filter((group) => model.groups.includes(group)).join(' or ')
  return deny(`No ${isOut ? 'egress' : 'ingress'} rule of ${names === '' ? 'any group' : names} admits it.`)
}

function matchesService(rule: SecurityRule, packet: Packet): boolean {
  if (rule.protocol === 'any') return true
  if (protocolNumber(packet.protocol) !== rule.protocol) return false
  switch (packet.protocol) {
    case 'tcp':
    case 'udp': {
      const port = packet.port ?? 0
      return port >= rule.from && port <= rule.to
    }
    case 'icmp':
    case 'icmpv6':
      if (rule.from === -1) return true
      if (rule.from !== packet.icmpType) return false
      return rule.to === -1 || rule.to === (packet.icmpCode ?? 0)
    default:
      return true
  }
}

/** A group stands for the private addresses of its machines: public ones and shared ones never match it. */
function matchesPeer({ peer }: SecurityRule, address: Address, at: Point, site: Site): boolean {
  if (peer.kind === 'prefix') return prefixHasAddress(peer.prefix, address)
  const members = membersByGroup(site, at.behind).get(peer.group) ?? []
  return members.some((member) => privatePrefixes(member).some((own) => prefixHasAddress(own, address)))
}
