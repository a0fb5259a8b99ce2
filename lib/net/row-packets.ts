/** Packets to a node's own addresses, for a thousand nodes that share a few rows. */
import type { Family } from './address'
import { type AddressSet, allAddresses, allOfFamily, intersectSets, noAddresses } from './address-set'
import { emptyRow, type Row } from './packet-row'
import { compareEntries, type PacketEntry, type PacketSet, packetSetOfRows } from './packet-set'

type Shares = Readonly<Record<Family, Row>>

const known = new WeakMap<Row, Shares>()

/** As `packetSetOfRows`, but the row is cut to each family once and not once a node. */
export function packetsTo(destinations: AddressSet, row: Row): PacketSet {
  const shares = known.get(row) ?? sharesOf(row)
  const entries: PacketEntry[] = []
  for (const family of [4, 6] as const) {
    const share = shares[family]
    const part = share === emptyRow ? noAddresses : intersectSets(destinations, allOfFamily[family])
    if (part !== noAddresses) entries.push({ destinations: part, row: share })
  }
  return { entries }
}

function sharesOf(row: Row): Shares {
  const { entries } = packetSetOfRows([{ destinations: allAddresses, row }])
  const to = (family: Family): Row =>
    entries.find(({ destinations }) => destinations === allOfFamily[family])?.row ?? emptyRow
  const shares = { 4: to(4), 6: to(6) }
  known.set(row, shares)
  return shares
}

/** The packets of a set that are for these destinations. */
export function packetsWithin({ entries }: PacketSet, destinations: AddressSet): PacketSet {
  const within: PacketEntry[] = []
  for (const entry of entries) {
    const part = intersectSets(entry.destinations, destinations)
    if (part !== noAddresses) within.push(part === entry.destinations ? entry : { destinations: part, row: entry.row })
  }
  return { entries: within.sort(compareEntries) }
}
