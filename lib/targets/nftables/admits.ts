/**
 * What a machine lets through to its own addresses once the files are loaded: packets that every chain on their way
 * accepts. Machines to which the rules answer alike share one evaluation.
 */
import { type AddressSet, allAddresses } from '@/lib/net/address-set'
import { intersectRows, type Row, rowOfParts } from '@/lib/net/packet-row'
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
  const ruled = unite(parts.map(({ destinations, rows }) => ({ destinations, row: rows.ruled })))
  const always = new Map<string, AlwaysOpen>()
  for (const { destinations, rows } of parts) {
    for (const { id, title, source, row } of rows.open) {
      const packets = packetsTo(destinations, row)
      const before = always.get(id)
      if (packets.entries.length > 0) {
        always.set(id, {
          id,
          title,
          source,
          packets: before === undefined ? packets : unionPackets(before.packets, packets),
        })
      }
    }
  }
  return { ruled, always: [...always.values(), ...openElsewhere(ruleset, site)] }
}

function unite(parts: readonly { readonly destinations: AddressSet; readonly row: Row }[]): PacketSet {
  return parts.map(({ destinations, row }) => packetsTo(destinations, row)).reduce(unionPackets, noPackets)
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
