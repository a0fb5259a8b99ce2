/**
 * What a machine lets through to its own addresses once the files are loaded: packets that every chain on their way
 * accepts. Machines to which the rules answer alike share one evaluation.
 */
import { allAddresses } from '@/lib/net/address-set'
import { emptyRow, intersectRows, type Row, rowOfParts } from '@/lib/net/packet-row'
import { noPackets, type PacketSet, unionPackets } from '@/lib/net/packet-set'
import { packetsTo } from '@/lib/net/row-packets'
import { allServices } from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Admitted, AlwaysOpen } from '../target'
import { arrivalsOf, openElsewhere, ownOpenings } from './evaluate/always'
import { type DestinationClass, partsOf } from './evaluate/destinations'
import { ownRow } from './evaluate/ruleset-rows'
import { installedRuleset } from './install'
import { memberAt } from './points'
import type { NftablesModel, Ruleset } from './ruleset'

export function admits(model: NftablesModel, at: Point, site: Site): Admitted {
  const { own, name } = memberAt(at, site)
  const ruleset = installedRuleset(model, name, site)
  const parts = partsOf(ruleset, own, true).map(({ destinations, to }) => ({
    destinations,
    rows: rowsTo(ruleset, to, site),
  }))
  const ruled = unite(parts.map(({ destinations, rows }) => packetsTo(destinations, rows.ruled)))
  const openings = parts[0]?.rows.open ?? []
  // To each part the same ones are open, each as far as its row goes.
  const always = openings.flatMap(({ id, title, source }, index): AlwaysOpen[] => {
    const packets = unite(
      parts.map(({ destinations, rows }) => packetsTo(destinations, rows.open[index]?.row ?? emptyRow)),
    )
    return packets.entries.length === 0 ? [] : [{ id, title, source, packets }]
  })
  return { ruled, always: [...always, ...openElsewhere(ruleset, site)] }
}

/** Of disjoint destinations: mostly one part of each family, whose packets need no more than to stand beside each other. */
function unite(parts: readonly PacketSet[]): PacketSet {
  const [first = noPackets, second = noPackets] = parts
  const isOnePerFamily = parts.length <= 2 && first.entries.length <= 1 && second.entries.length <= 1
  const [a] = first.entries
  const [b] = second.entries
  if (isOnePerFamily && (a === undefined || b === undefined || a.row !== b.row)) {
    return a === undefined ? second : b === undefined ? first : { entries: [a, b] }
  }
  return parts.reduce(unionPackets, noPackets)
}

interface OwnRows {
  readonly ruled: Row
  readonly open: readonly (Omit<AlwaysOpen, 'packets'> & { readonly row: Row })[]
}

const known = new WeakMap<Ruleset, WeakMap<Site, Map<string, OwnRows>>>()

function rowsTo(ruleset: Ruleset, to: DestinationClass, site: Site): OwnRows {
  const bySite = known.get(ruleset) ?? new WeakMap<Site, Map<string, OwnRows>>()
  known.set(ruleset, bySite)
  const byClass = bySite.get(site) ?? new Map<string, OwnRows>()
  bySite.set(site, byClass)
  const found = byClass.get(to.key)
  if (found !== undefined) return found
  const here = rowOfParts([{ arrivals: arrivalsOf(site), services: allServices, sources: allAddresses }])
  const ruled = intersectRows(ownRow(ruleset, to, site), here)
  const open = ownOpenings(ruleset, site).map(({ isOfFile, row, ...opening }) => ({
    ...opening,
    row: isOfFile ? intersectRows(row, ruled) : row,
  }))
  const rows = { ruled, open }
  byClass.set(to.key, rows)
  return rows
}
