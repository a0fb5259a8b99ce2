/** Which cells a typed filter leaves: by port, protocol, listener or zone; every word must fit. */
import { cellAt, type ReachCell, type ReachGrid, type ReachService, type ReachZone } from '@/lib/verify/reach'

/** The cell of a row and a column, as far as it is shown. */
export type CellLookup = (row: ReachZone, column: ReachZone) => ReachCell | undefined

/** Of other zones than those that were named: nothing is said about it, which is not that nothing passes. */
export const leftOut: ReachCell = { from: '', to: '', services: [], lost: [], internet: false }

export interface FilteredReach {
  readonly rows: ReadonlySet<string> | undefined
  readonly columns: ReadonlySet<string> | undefined
  /** Zones whose own name was typed, for opening the zones above them. */
  readonly named: ReadonlySet<string>
  readonly cellOf: CellLookup
}

/** Everything, with undefined axes, when nothing is typed. */
export function filterReach(grid: ReachGrid, text: string): FilteredReach {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) {
    return {
      rows: undefined,
      columns: undefined,
      named: new Set(),
      cellOf: (row, column) => cellAt(grid, row, column),
    }
  }
  const rowGroups = groupZones(grid.rows, words)
  const columnGroups = groupZones(grid.columns, words)
  const rows = new Set<string>()
  const columns = new Set<string>()
  const cells = new Map<string, ReachCell>()
  for (const [rowKey, row] of rowGroups) {
    for (const [columnKey, column] of columnGroups) {
      const cell = cellAt(grid, row.first, column.first)
      const left = words.filter((_, index) => row.found[index] !== true && column.found[index] !== true)
      const kept = cell === undefined ? undefined : filterCell(cell, left)
      if (kept === undefined) continue
      cells.set(`${rowKey} -> ${columnKey}`, kept)
      for (const id of row.ids) rows.add(id)
      for (const id of column.ids) columns.add(id)
    }
  }
  const keyOf = (zone: ReachZone) => groupKey(zone, findWords(zone, words))
  const groups = [...rowGroups.values(), ...columnGroups.values()]
  const isSomebody = words.map((_, index) => groups.some(({ found }) => found[index] === true))
  const isNamed = ({ found }: ZoneGroup) => found.includes(true)
  const named = groups.filter(isNamed).flatMap(({ ids }) => ids)
  return {
    rows,
    columns,
    named: new Set(named),
    cellOf: (row, column) => {
      const kept = cells.get(`${keyOf(row)} -> ${keyOf(column)}`)
      if (kept !== undefined) return kept
      const inRow = findWords(row, words)
      const inColumn = findWords(column, words)
      return isSomebody.some((is, index) => is && !inRow[index] && !inColumn[index]) ? leftOut : undefined
    },
  }
}

function filterCell(cell: ReachCell, words: readonly string[]): ReachCell | undefined {
  const fits = (service: Pick<ReachService, 'service' | 'title'>): boolean =>
    words.every((word) => serviceFits(service, word))
  const services = cell.services.filter(fits)
  const lost = cell.lost.filter(fits)
  const unruled = cell.unruled?.filter(fits) ?? []
  return services.length + lost.length + unruled.length === 0 ? undefined : { ...cell, services, lost, unruled }
}

/** Zones with the same cells whose names hold the same words: one of them speaks for thousands. */
interface ZoneGroup {
  readonly first: ReachZone
  readonly found: readonly boolean[]
  readonly ids: string[]
}

function groupZones(zones: readonly ReachZone[], words: readonly string[]): ReadonlyMap<string, ZoneGroup> {
  const groups = new Map<string, ZoneGroup>()
  for (const zone of zones) {
    const found = findWords(zone, words)
    const key = groupKey(zone, found)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { first: zone, found, ids: [zone.id] })
    else group.ids.push(zone.id)
  }
  return groups
}

function findWords(zone: ReachZone, words: readonly string[]): boolean[] {
  const own = zoneText(zone)
  return words.map((word) => isName(word) && own.includes(word))
}

function groupKey(zone: ReachZone, found: readonly boolean[]): string {
  return `${zone.like ?? zone.id} ${found.map(Number).join('')}`
}

/** A bare number is a port, never part of a name such as `worker-6443` or an address. */
function isName(word: string): boolean {
  return !/^\d+$/.test(word)
}

function zoneText(zone: ReachZone): string {
  return [zone.id, zone.title, ...zone.prefixes].join(' ').toLowerCase()
}

/** By name, by `udp` or `udp/8472`, or by a port that lies within a range. */
export function serviceFits(service: Pick<ReachService, 'service' | 'title'>, word: string): boolean {
  const text = service.service.toLowerCase()
  const wanted = /^(?:([a-z]+)\/)?(\d+)$/.exec(word)
  const own = /^([a-z0-9]+)\/(\d+)(?:-(\d+))?$/.exec(text)
  if (wanted !== null && own !== null) {
    if (wanted[1] !== undefined && wanted[1] !== own[1]) return false
    const port = Number(wanted[2])
    return port >= Number(own[2]) && port <= Number(own[3] ?? own[2])
  }
  return text.includes(word) || service.title.toLowerCase().includes(word)
}
