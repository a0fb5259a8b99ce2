/**
 * Which points a packet passes. Visibility is computed here and never by a target, so that no target can claim to
 * decide about what it does not see (SPEC 4).
 */
import { setHas } from '../net/address-set'
import type { Packet } from '../net/packet'
import { prefixHasAddress } from '../net/prefix'
import type { Point } from './point'
import type { Site } from './site'

/** The members at both ends: several where they share the address, none outside the cluster. */
export interface RouteEnds {
  readonly source: readonly string[]
  readonly destination: readonly string[]
}

/** The points among the given ones that see the packet. */
export function pointsOnRoute(points: readonly Point[], packet: Packet, ends: RouteEnds, site: Site): Point[] {
  const staysInSubnet = shareSubnet(packet, site)
  return points.filter((point) => {
    // What a machine sends to itself, or its own pods send it, never leaves it.
    if (packet.arrival !== 'wire' && point.place !== 'guest') return false
    if (point.place === 'router' && staysInSubnet) return false
    if (point.sources !== undefined && !setHas(point.sources, packet.source)) return false
    const names = point.direction === 'ingress' ? ends.destination : ends.source
    if (point.member !== undefined && !names.includes(point.member)) return false
    return setHas(point.destinations, packet.destination)
  })
}

/** A router does not see what passes within one subnet. */
export function shareSubnet(packet: Pick<Packet, 'source' | 'destination'>, site: Site): boolean {
  return site.subnets.some((subnet) =>
    [packet.source, packet.destination].every((address) =>
      subnet.prefixes.some((prefix) => prefixHasAddress(prefix, address)),
    ),
  )
}
