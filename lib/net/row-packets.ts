/** Packets of a row to a group of destinations, for a thousand nodes that share a few rows. */
import type { Family } from './address'
import { type AddressSet, allAddresses, allOfFamily, intersectSets, noAddresses } from './address-set'
import type { Row } from './packet-row'
import { type PacketEntry, type PacketSet, packetSetOfRows } from './packet-set'

const known = new WeakMap<Row, WeakMap<AddressSet, PacketSet>>()

/** The packets of one row to these destinations: remembered, since boxes alike hold the same row. */
export function packetsTo(destinations: AddressSet, row: Row): PacketSet {
  const sets = known.get(row) ?? new WeakMap<AddressSet, PacketSet>()
  known.set(row, sets)
  const found = sets.get(destinations)
  if (found !== undefined) return found
  const made = cutShare(destinations, shareOf(row))
  sets.set(destinations, made)
  return made
}

const shares = new WeakMap<Row, PacketSet>()

/** To everybody: the row is cut to each family once, and not once a node. */
function shareOf(row: Row): PacketSet {
  const share = shares.get(row) ?? packetSetOfRows([{ destinations: allAddresses, row }])
  shares.set(row, share)
  return share
}

function cutShare(destinations: AddressSet, share: PacketSet): PacketSet {
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
