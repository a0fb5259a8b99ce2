/**
 * What an interface lets through, as sets of packets: the first line that matches decides, behind the last everything is
 * denied. Where no list stands, or one that is not there, everything passes.
 * @see https://www.cisco.com/en/US/docs/ios-xml/ios/sec_data_acl/configuration/15-2mt/sec-access-list-ov.html
 */
import { families } from '@/lib/net/address'
import { allOfFamily, setOfPrefixes } from '@/lib/net/address-set'
import {
  intersectPackets,
  isEmptyPacketSet,
  noPackets,
  type PacketBox,
  type PacketSet,
  packetSetOfBoxes,
  subtractPackets,
  unionPackets,
} from '@/lib/net/packet-set'
import type { PortRange } from '@/lib/net/port-range'
import { protocolFromNumber } from '@/lib/net/protocol'
import {
  allServices,
  protocolBlock,
  type ServiceInterval,
  servicesOfIcmpTypes,
  servicesOfPorts,
  servicesOfProtocol,
} from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Admitted, AlwaysOpen, Uninterpreted } from '../target'
import { doubtsAt, listAt, neighbourSource, neighbourTypes, sourcePortsAt } from './evaluate/lists'
import type { AccessList, Entry, SwitchModel } from './model'

export function admits(model: SwitchModel, at: Point, _site: Site): Admitted {
  const { ranges, pass } = sourcePortsAt(at)
  let ruled = noPackets
  const always: AlwaysOpen[] = []
  for (const family of families) {
    const { list } = listAt(model, at, family)
    if (list === undefined) {
      ruled = unionPackets(ruled, everyPacketOf(family))
      continue
    }
    const passed = portClasses(list, ranges).map((port) => passing(list, port))
    const join = pass === 'some' ? unionPackets : intersectPackets
    ruled = unionPackets(ruled, passed.map((one) => one.ruled).reduce(join))
    const neighbours = passed[0]?.neighbours ?? noPackets
    if (isEmptyPacketSet(neighbours)) continue
    always.push({
      id: 'neighbours',
      title: 'Neighbour discovery, behind the last line of a list of IPv6',
      source: neighbourSource,
      packets: neighbours,
    })
  }
  return { ruled, always }
}

/** Lines that are not read to the end: nothing is known about what they, and those behind them, do. */
export function uninterpreted(model: SwitchModel, at: Point, _site: Site): readonly Uninterpreted[] {
  const all = families.map(everyPacketOf).reduce(unionPackets)
  const beside = doubtsAt(model, at).map(({ at: { file, line }, words }): Uninterpreted => {
    const message = `Whether "${words}" of an interface filters is not known here.`
    return { problem: { severity: 'error', at: `${file}:${line}`, line, message }, packets: all }
  })
  const inLists = families.flatMap((family) => {
    const entries = listAt(model, at, family).list?.entries ?? []
    return entries.flatMap(({ unknown, at: { file, line } }) => {
      if (unknown === undefined) return []
      const message = `This line is not read to the end: ${unknown}.`
      const suggestion = 'Write it with addresses and ports alone.'
      const problem = { severity: 'error', at: `${file}:${line}`, line, message, suggestion } as const
      return [{ problem, packets: everyPacketOf(family) }]
    })
  })
  return [...inLists, ...beside]
}

function everyPacketOf(family: 4 | 6): PacketSet {
  const all = allOfFamily[family]
  return packetSetOfBoxes([{ arrivals: ['wire'], services: allServices, sources: all, destinations: all }])
}

/** One source port of each group that the lines of the list do not tell apart. */
function portClasses({ entries }: AccessList, ranges: readonly PortRange[]): readonly number[] {
  const cuts = entries.flatMap(({ sourcePorts }) => (sourcePorts ?? []).flatMap(({ from, to }) => [from, to + 1]))
  const found = new Set(ranges.map(({ from }) => from))
  for (const cut of cuts) if (ranges.some(({ from, to }) => cut > from && cut <= to)) found.add(cut)
  return [...found]
}

interface Passing {
  readonly ruled: PacketSet
  /** What passes behind the last line, unless a line before denies it. */
  readonly neighbours: PacketSet
}

const known = new WeakMap<AccessList, Map<string, Passing>>()

function passing(list: AccessList, sourcePort: number): Passing {
  const here = list.entries.filter(
    (entry) => !entry.isBeside && entry.unknown === undefined && hasPort(entry.sourcePorts, sourcePort),
  )
  const byLines = known.get(list) ?? new Map<string, Passing>()
  known.set(list, byLines)
  // Most ports are told apart by no line.
  const key = here.flatMap(({ sourcePorts, number }) => (sourcePorts === undefined ? [] : [number])).join(' ')
  const found = byLines.get(key) ?? walk(list, here)
  byLines.set(key, found)
  return found
}

function hasPort(ranges: readonly PortRange[] | undefined, port: number): boolean {
  return ranges === undefined || ranges.some(({ from, to }) => port >= from && port <= to)
}

/** Lines of one kind in a row are taken together. */
function walk({ family, dialect }: AccessList, entries: readonly Entry[]): Passing {
  let permitted = noPackets
  let denied = noPackets
  for (let start = 0; start < entries.length; ) {
    const action = entries[start]?.action
    let end = start
    while (end < entries.length && entries[end]?.action === action) end++
    const packets = packetSetOfBoxes(entries.slice(start, end).map((entry) => boxOf(entry, family)))
    if (action === 'permit') permitted = unionPackets(permitted, subtractPackets(packets, denied))
    else if (end < entries.length || family === 6) denied = unionPackets(denied, subtractPackets(packets, permitted))
    start = end
  }
  if (family === 4 || dialect === 'eos') return { ruled: permitted, neighbours: noPackets }
  return { ruled: permitted, neighbours: subtractPackets(neighbourPackets, denied) }
}

const neighbourPackets = packetSetOfBoxes([
  {
    arrivals: ['wire'],
    services: servicesOfIcmpTypes('icmpv6', neighbourTypes),
    sources: allOfFamily[6],
    destinations: allOfFamily[6],
  },
])

function boxOf({ source, destination, ...entry }: Entry, family: 4 | 6): PacketBox {
  const all = allOfFamily[family]
  return {
    arrivals: ['wire'],
    services: servicesOf(entry),
    sources: source === undefined ? all : setOfPrefixes(source),
    destinations: destination === undefined ? all : setOfPrefixes(destination),
  }
}

function servicesOf({ protocol, ports, icmp }: Pick<Entry, 'protocol' | 'ports' | 'icmp'>): readonly ServiceInterval[] {
  if (protocol === undefined) return allServices
  const named = protocolFromNumber(protocol)
  if (icmp !== undefined) {
    const first = protocol * protocolBlock + icmp.type * 256
    return [
      icmp.code === undefined ? { first, last: first + 255 } : { first: first + icmp.code, last: first + icmp.code },
    ]
  }
  return ports === undefined ? servicesOfProtocol(named) : servicesOfPorts(named, ports)
}
