/** Firewalls asked about one packet: only permits, in no order, all firewalls of the server together. */
import type { Family } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import { prefixHasAddress } from '@/lib/net/prefix'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { allow, deny } from '../decision/decision'
import type { Decision } from '../target'
import { neverFiltered } from './evaluate/always'
import { carriedBy, closesEgress } from './evaluate/carried'
import type { FirewallModel, FirewallRule } from './model'

export function decide(model: FirewallModel, at: Point, _site: Site, packet: Packet): Decision {
  const carried = carriedBy(model, at)
  const isOut = at.direction === 'egress'
  if (packet.arrival !== 'wire') {
    return deny('It does not come by the public interface.')
  }
  if (carried.length === 0) {
    return allow('No firewall is applied to the server: nothing is filtered.')
  }
  if (isOut && !carried.some(closesEgress)) {
    return allow('No firewall has a rule for what is sent: everything leaves.')
  }
  const end = isOut ? packet.destination : packet.source
  const admitting = carried.flatMap(({ address, rules }) =>
    rules
      .filter((rule) => rule.direction === at.direction && matchesService(rule, packet, end.family))
      .flatMap(({ ends }) => ends.filter(({ prefix }) => prefixHasAddress(prefix, end)))
      .map(({ statements }) => ({ address, statements })),
  )
  const [first] = admitting
  if (first !== undefined) {
    const statements = admitting.flatMap((one) => one.statements)
    return allow(`${first.address} admits it.`, statements)
  }
  const service = isOut ? neverFiltered.find((entry) => entry.matches(packet)) : undefined
  if (service !== undefined) return allow(`${service.title}: never filtered.`)
  const names = carried.map(({ address }) => address).join(' or ')
  return deny(`No ${isOut ? 'outbound' : 'inbound'} rule of ${names} admits it.`)
}

/** ICMP is that of the family of the other end. */
function matchesService({ protocol, from, to }: FirewallRule, packet: Packet, family: Family): boolean {
  switch (packet.protocol) {
    case 'tcp':
    case 'udp':
      return protocol === packet.protocol && (packet.port ?? 0) >= from && (packet.port ?? 0) <= to
    case 'icmp':
      return protocol === 'icmp' && family === 4
    case 'icmpv6':
      return protocol === 'icmp' && family === 6
    default:
      return protocol === packet.protocol
  }
}
