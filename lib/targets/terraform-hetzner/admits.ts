/** What the firewalls of a server admit, as a set of packets. */
import { type AddressSet, allAddresses, allOfFamily, intersectSets, setOfPrefixes } from '@/lib/net/address-set'
import { type Row, type RowPart, rowOfParts } from '@/lib/net/packet-row'
import { type PacketSet, packetSetOfBoxes } from '@/lib/net/packet-set'
import { packetsTo } from '@/lib/net/row-packets'
import { allServices, type ServiceInterval, servicesOfPorts, servicesOfProtocol } from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Admitted } from '../target'
import { neverFiltered } from './evaluate/always'
import { carriedBy, closesEgress } from './evaluate/carried'
import type { Firewall, FirewallModel, FirewallRule } from './model'

export function admits(model: FirewallModel, at: Point, _site: Site): Admitted {
  const carried = carriedBy(model, at)
  const memory = memories.get(carried) ?? {}
  memories.set(carried, memory)
  if (at.direction === 'egress') {
    memory.egress ??= egressOf(carried)
    return { ruled: memory.egress, always: neverFiltered }
  }
  memory.ingress ??= ingressOf(carried)
  return { ruled: packetsTo(at.destinations, memory.ingress), always: nothing }
}

const nothing: Admitted['always'] = []

interface Memory {
  ingress?: Row
  egress?: PacketSet
}

/** Servers that carry the same firewalls admit the same. */
const memories = new WeakMap<readonly Firewall[], Memory>()

const everything = { arrivals: ['wire'], services: allServices, sources: allAddresses } as const

/** A firewall does not look at the address of the server that a packet is for. */
function ingressOf(carried: readonly Firewall[]): Row {
  if (carried.length === 0) return rowOfParts([everything])
  return rowOfParts(
    rulesOf(carried, 'ingress').flatMap((rule) =>
      partsOf(rule).map(({ services, ends }): RowPart => ({ arrivals: ['wire'], services, sources: ends })),
    ),
  )
}

/** Nor, on the way out, at the one it is from. */
function egressOf(carried: readonly Firewall[]): PacketSet {
  if (!carried.some(closesEgress)) return packetSetOfBoxes([{ ...everything, destinations: allAddresses }])
  return packetSetOfBoxes(
    rulesOf(carried, 'egress').flatMap((rule) =>
      partsOf(rule).map(({ services, ends }) => ({ ...everything, services, destinations: ends })),
    ),
  )
}

function rulesOf(carried: readonly Firewall[], direction: Point['direction']): FirewallRule[] {
  return carried.flatMap(({ rules }) => rules.filter((rule) => rule.direction === direction))
}

interface Part {
  readonly services: readonly ServiceInterval[]
  readonly ends: AddressSet
}

function partsOf({ protocol, from, to, ends }: FirewallRule): Part[] {
  const set = setOfPrefixes(ends.map(({ prefix }) => prefix))
  if (protocol !== 'icmp') {
    const hasPorts = protocol === 'tcp' || protocol === 'udp'
    return [
      { services: hasPorts ? servicesOfPorts(protocol, [{ from, to }]) : servicesOfProtocol(protocol), ends: set },
    ]
  }
  return [
    { services: servicesOfProtocol('icmp'), ends: intersectSets(set, allOfFamily[4]) },
    { services: servicesOfProtocol('icmpv6'), ends: intersectSets(set, allOfFamily[6]) },
  ]
}
