/** Sets of packets: for disjoint groups of destinations, a row each. Always in one canonical form. */
import type { Family } from './address'
import {
  type AddressSet,
  allOfFamily,
  intersectSets,
  lowestAddress,
  noAddresses,
  setHas,
  subtractSets,
  unionAll,
} from './address-set'
import { overlay } from './overlay'
import { type Arrival, arrivals, type Packet } from './packet'
import {
  arrivalBlock,
  arrivalIndex,
  emptyRow,
  intersectRows,
  type Row,
  restrictRow,
  rowOfParts,
  sourcesAt,
  subtractRows,
  unionRows,
} from './packet-row'
import { packetFieldsOfService, type ServiceInterval, serviceOfPacket } from './service'

export interface PacketEntry {
  readonly destinations: AddressSet
  /** Sources of the destinations' family only. */
  readonly row: Row
}

/** Entries have disjoint destinations of one family each, different rows, and no empty row. */
export interface PacketSet {
  readonly entries: readonly PacketEntry[]
}

/** A product: these arrivals and services, from these sources, to these destinations. */
export interface PacketBox {
  readonly arrivals: readonly Arrival[]
  readonly services: readonly ServiceInterval[]
  readonly sources: AddressSet
  readonly destinations: AddressSet
}

export const noPackets: PacketSet = { entries: [] }

/** ICMP belongs to IPv4 and ICMPv6 to IPv6; packets that mix them are outside every comparison. */
const strayIcmp: Readonly<Record<Family, Row>> = {
  4: rowOfParts([{ arrivals, services: [{ first: 58 * 65536, last: 59 * 65536 - 1 }], sources: allOfFamily[4] }]),
  6: rowOfParts([{ arrivals, services: [{ first: 65536, last: 2 * 65536 - 1 }], sources: allOfFamily[6] }]),
}

/** The union of rows to groups of destinations; groups may overlap. */
export function packetSetOfRows(entries: readonly PacketEntry[]): PacketSet {
  if (entries.length > fewGroups) {
    const half = entries.length >> 1
    return unionPackets(packetSetOfRows(entries.slice(0, half)), packetSetOfRows(entries.slice(half)))
  }
  let cells: PacketEntry[] = []
  for (const entry of entries) {
    for (const family of [4, 6] as const) {
      const destinations = intersectSets(entry.destinations, allOfFamily[family])
      if (destinations === noAddresses) continue
      const row = subtractRows(restrictRow(entry.row, allOfFamily[family]), strayIcmp[family])
      cells = addEntry(cells, { destinations, row })
    }
  }
  return canonical(cells)
}

/** Up to here pairs of groups are tried one by one: their results are remembered from one machine to the next. */
const fewGroups = 16

function areMany(a: PacketSet, b: PacketSet): boolean {
  const pairs = a.entries.length * b.entries.length
  if (pairs <= fewGroups * fewGroups) return false
  return pairs > mostPairs || pairs * 4 > intervalsIn(a) + intervalsIn(b)
}

/** And up to here where the groups are so long that to walk over all of them would cost more. */
const mostPairs = 1024

function intervalsIn({ entries }: PacketSet): number {
  return entries.reduce((sum, { destinations }) => sum + destinations.bounds.length / 2, 0)
}

export function packetSetOfBoxes(boxes: readonly PacketBox[]): PacketSet {
  const byDestination = new Map<AddressSet, PacketBox[]>()
  for (const box of boxes) {
    const group = byDestination.get(box.destinations)
    if (group === undefined) byDestination.set(box.destinations, [box])
    else group.push(box)
  }
  return packetSetOfRows([...byDestination].map(([destinations, group]) => ({ destinations, row: rowOfParts(group) })))
}

function addEntry(cells: readonly PacketEntry[], added: PacketEntry): PacketEntry[] {
  const next: PacketEntry[] = []
  let rest = added.destinations
  for (const cell of cells) {
    const common = intersectSets(cell.destinations, rest)
    if (common === noAddresses) {
      next.push(cell)
      continue
    }
    const outside = subtractSets(cell.destinations, common)
    if (outside !== noAddresses) next.push({ destinations: outside, row: cell.row })
    next.push({ destinations: common, row: unionRows(cell.row, added.row) })
    rest = subtractSets(rest, common)
  }
  if (rest !== noAddresses) next.push({ destinations: rest, row: added.row })
  return next
}

function canonical(cells: readonly PacketEntry[]): PacketSet {
  const [first] = cells
  if (first === undefined) return noPackets
  if (cells.length === 1) return first.row === emptyRow ? noPackets : { entries: cells }
  const byRow = new Map<Row, AddressSet[]>()
  for (const { destinations, row } of cells) {
    if (row === emptyRow) continue
    const known = byRow.get(row)
    if (known === undefined) byRow.set(row, [destinations])
    else known.push(destinations)
  }
  const entries = [...byRow].map(([row, parts]) => ({ row, destinations: unionAll(parts) }))
  return { entries: entries.sort(compareEntries) }
}

/** By their lowest destinations, of which no two entries of a set share any. */
export function compareEntries(a: PacketEntry, b: PacketEntry): number {
  return (a.destinations.bounds[0] ?? 0n) < (b.destinations.bounds[0] ?? 0n) ? -1 : 1
}

export function unionPackets(a: PacketSet, b: PacketSet): PacketSet {
  if (a.entries.length === 0) return b
  if (b.entries.length === 0) return a
  if (areMany(a, b)) return combineMany(a, b, 'all', unionRows)
  let cells: PacketEntry[] = [...a.entries]
  for (const entry of b.entries) cells = addEntry(cells, entry)
  return canonical(cells)
}

export function subtractPackets(a: PacketSet, b: PacketSet): PacketSet {
  if (areMany(a, b)) return combineMany(a, b, 'left', subtractRows)
  const cells: PacketEntry[] = []
  for (const entry of a.entries) {
    let rest = entry.destinations
    for (const other of b.entries) {
      const common = intersectSets(rest, other.destinations)
      if (common === noAddresses) continue
      const row = subtractRows(entry.row, other.row)
      if (row !== emptyRow) cells.push({ destinations: common, row })
      rest = subtractSets(rest, common)
    }
    if (rest !== noAddresses) cells.push({ destinations: rest, row: entry.row })
  }
  return canonical(cells)
}

export function intersectPackets(a: PacketSet, b: PacketSet): PacketSet {
  // The walk is over the first, the second is looked up.
  if (areMany(a, b)) {
    return a.entries.length > b.entries.length
      ? combineMany(b, a, 'both', intersectRows)
      : combineMany(a, b, 'both', intersectRows)
  }
  const cells: PacketEntry[] = []
  for (const entry of a.entries) {
    for (const other of b.entries) {
      const common = intersectSets(entry.destinations, other.destinations)
      if (common !== noAddresses) cells.push({ destinations: common, row: intersectRows(entry.row, other.row) })
    }
  }
  return canonical(cells)
}

function combineMany(
  a: PacketSet,
  b: PacketSet,
  kept: 'all' | 'left' | 'both',
  combine: (a: Row, b: Row) => Row,
): PacketSet {
  const cells = overlay(a.entries, b.entries, kept).map(({ left, right, destinations }) => ({
    destinations,
    row: combine(a.entries[left]?.row ?? emptyRow, b.entries[right]?.row ?? emptyRow),
  }))
  return canonical(cells.filter(({ row }) => row !== emptyRow))
}

export function isEmptyPacketSet(set: PacketSet): boolean {
  return set.entries.length === 0
}

/** Whether both are told to be the same without comparing: sets have one form. When in doubt, no. */
export function isSameForm(a: PacketSet, b: PacketSet): boolean {
  if (a === b) return true
  return (
    a.entries.length === b.entries.length &&
    a.entries.every((entry, i) => {
      const other = b.entries[i]
      return entry.row === other?.row && entry.destinations === other.destinations
    })
  )
}

export function samePackets(a: PacketSet, b: PacketSet): boolean {
  return isEmptyPacketSet(subtractPackets(a, b)) && isEmptyPacketSet(subtractPackets(b, a))
}

export function hasPacket(set: PacketSet, packet: Packet): boolean {
  const point = arrivalIndex(packet.arrival) * arrivalBlock + serviceOfPacket(packet)
  return set.entries.some(
    ({ destinations, row }) => setHas(destinations, packet.destination) && setHas(sourcesAt(row, point), packet.source),
  )
}

/** One concrete packet for each maximal slab, the lowest addresses and the lowest service of each. */
export function samplePackets(set: PacketSet): Packet[] {
  return boxesOfPackets(set).flatMap((box) => {
    const source = lowestAddress(box.sources)
    const destination = lowestAddress(box.destinations)
    const service = box.services[0]
    const arrival = box.arrivals[0]
    if (source === undefined || destination === undefined || service === undefined || arrival === undefined) return []
    return [{ source, destination, ...packetFieldsOfService(service.first), arrival, phase: 'new' as const }]
  })
}

/** The set as disjoint boxes, one arrival and one protocol each. */
export function boxesOfPackets(set: PacketSet): PacketBox[] {
  return set.entries.flatMap(({ destinations, row }) =>
    row.slabs.flatMap(({ first, last, sources }) => {
      const boxes: PacketBox[] = []
      for (let from = first; from <= last; ) {
        const to = Math.min(last, from - (from % 65536) + 65535)
        const arrival = arrivals[Math.floor(from / arrivalBlock)]
        if (arrival !== undefined) {
          const services = [{ first: from % arrivalBlock, last: to % arrivalBlock }]
          boxes.push({ arrivals: [arrival], services, sources, destinations })
        }
        from = to + 1
      }
      return boxes
    }),
  )
}
