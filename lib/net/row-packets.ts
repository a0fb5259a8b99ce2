/** Packets to a node's own addresses, for a thousand nodes that share a few rows. */
import type { Family } from './address'
import { type AddressSet, allAddresses, allOfFamily, intersectSets, noAddresses } from './address-set'
import type { Row } from './packet-row'
import { type PacketEntry, type PacketSet, packetSetOfRows } from './packet-set'

const shares = new WeakMap<Row, PacketSet>()

/** As `packetSetOfRows`, but the row is cut to each family once and not once a node. */
export function packetsTo(destinations: AddressSet, row: Row): PacketSet {
  let share = shares.get(row)
  if (share === undefined) {
    share = packetSetOfRows([{ destinations: allAddresses, row }])
    shares.set(row, share)
  }
  const parts = splitOf(destinations)
  const entries: PacketEntry[] = []
  for (const entry of share.entries) {
    const part = parts[entry.destinations === allOfFamily[4] ? 4 : 6]
    if (part !== noAddresses) entries.push({ destinations: part, row: entry.row })
  }
  return { entries }
}

const splits = new WeakMap<AddressSet, Readonly<Record<Family, AddressSet>>>()

function splitOf(set: AddressSet): Readonly<Record<Family, AddressSet>> {
  const known = splits.get(set)
  if (known !== undefined) return known
  const split = { 4: intersectSets(set, allOfFamily[4]), 6: intersectSets(set, allOfFamily[6]) }
  splits.set(set, split)
  return split
}
