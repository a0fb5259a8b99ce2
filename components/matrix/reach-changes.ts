/** What an edit did to who reaches what: the cells to outline until the next one. */
import { cellAt, type ReachCell, type ReachGrid, type ReachService, type ReachZone } from '@/lib/verify/reach'

export interface CellChange {
  readonly gained: readonly string[]
  readonly lost: readonly string[]
}

export interface ReachChanges {
  /** What changed between two zones; a zone tells what changed for those in it. */
  readonly changeOf: (row: ReachZone, column: ReachZone) => CellChange | undefined
  /** Ways in that are new and gone, each counted once, at the outermost zones. */
  readonly gained: number
  readonly lost: number
}

const noChanges: ReachChanges = { changeOf: () => undefined, gained: 0, lost: 0 }

export function compareReach(before: ReachGrid | undefined, after: ReachGrid): ReachChanges {
  if (before === undefined || before === after) return noChanges
  const rows = pairZones(before.rows, after.rows)
  const columns = pairZones(before.columns, after.columns)
  const outer = new Map<string, CellChange>()
  for (const row of distinct(rows)) {
    for (const column of distinct(columns)) {
      const change = compareCells(before, after, row, column)
      if (change === undefined) continue
      const key = `${row.outermost} -> ${column.outermost}`
      outer.set(key, joinChanges(outer.get(key), change))
    }
  }
  const rowOf = byAfter(rows)
  const columnOf = byAfter(columns)
  const changes = [...outer.values()]
  return {
    changeOf: (row, column) => {
      if (outer.size === 0) return undefined
      const [inRow, inColumn] = [rowOf.get(row.id), columnOf.get(column.id)]
      if (inRow === undefined || inColumn === undefined) return undefined
      const own = compareCells(before, after, inRow, inColumn)
      const isOutermost = row.parent === undefined && column.parent === undefined
      return isOutermost ? (own ?? outer.get(`${row.id} -> ${column.id}`)) : own
    },
    gained: changes.reduce((sum, { gained }) => sum + gained.length, 0),
    lost: changes.reduce((sum, { lost }) => sum + lost.length, 0),
  }
}

/** One zone as it was and as it is; undefined where it is new or gone. */
interface ZonePair {
  readonly was: ReachZone | undefined
  readonly is: ReachZone | undefined
  readonly outermost: string
}

/** By id; a zone that got its name only now was there before if one with the same prefixes was. */
function pairZones(before: readonly ReachZone[], after: readonly ReachZone[]): ZonePair[] {
  const had = new Map(before.map((zone) => [zone.id, zone]))
  const has = new Map(after.map((zone) => [zone.id, zone]))
  const byPrefixes = (zones: readonly ReachZone[]) =>
    new Map(zones.flatMap((zone) => (zone.prefixes.length === 0 ? [] : [[`${zone.kind} ${zone.prefixes}`, zone]])))
  const hadPrefixes = byPrefixes(before)
  const hasPrefixes = byPrefixes(after)
  const pairs: ZonePair[] = []
  for (const is of after) {
    // Whether a machine that the grid left out has changed cannot be said.
    if (!had.has(is.id) && isLeftOut(is, had)) continue
    const was = had.get(is.id) ?? hadPrefixes.get(`${is.kind} ${is.prefixes}`) ?? elsewhere(is, had)
    pairs.push({ was, is, outermost: is.parent ?? is.id })
  }
  for (const was of before) {
    if (has.has(was.id) || hasPrefixes.has(`${was.kind} ${was.prefixes}`) || isLeftOut(was, has)) continue
    pairs.push({ was, is: elsewhere(was, has), outermost: was.parent ?? was.id })
  }
  return pairs
}

/** A network that is drawn only now was somewhere out there before, and could do what anybody there can. */
function elsewhere({ kind }: ReachZone, zones: ReadonlyMap<string, ReachZone>): ReachZone | undefined {
  return kind === 'admin' || kind === 'cidr' ? zones.get('internet') : undefined
}

function isLeftOut(zone: ReachZone, others: ReadonlyMap<string, ReachZone>): boolean {
  return zone.parent !== undefined && (others.get(zone.parent)?.more ?? 0) > 0
}

/** One pair for all that are alike on both sides. */
function distinct(pairs: readonly ZonePair[]): ZonePair[] {
  const key = ({ was, is }: ZonePair) => `${was?.like ?? was?.id} ${is?.like ?? is?.id}`
  return [...new Map(pairs.map((pair) => [key(pair), pair])).values()]
}

function byAfter(pairs: readonly ZonePair[]): ReadonlyMap<string, ZonePair> {
  const isOwn = ({ was, is }: ZonePair) => is !== undefined && (is.kind !== 'internet' || was?.kind === 'internet')
  return new Map(pairs.filter(isOwn).map((pair) => [pair.is?.id ?? '', pair]))
}

function compareCells(before: ReachGrid, after: ReachGrid, row: ZonePair, column: ZonePair): CellChange | undefined {
  const cellIn = (grid: ReachGrid, from: ReachZone | undefined, to: ReachZone | undefined) =>
    from === undefined || to === undefined ? undefined : cellAt(grid, from, to)
  const old = cellIn(before, row.was, column.was)
  const now = cellIn(after, row.is, column.is)
  const change = { gained: moreOf(old, now), lost: moreOf(now, old) }
  return change.gained.length === 0 && change.lost.length === 0 ? undefined : change
}

/** A zone and the machines in it tell one change once. */
function joinChanges(first: CellChange | undefined, second: CellChange): CellChange {
  if (first === undefined) return second
  return {
    gained: [...new Set([...first.gained, ...second.gained])],
    lost: [...new Set([...first.lost, ...second.lost])],
  }
}

/** Services that the second cell admits and the first does not, or only for some addresses. */
function moreOf(first: ReachCell | undefined, second: ReachCell | undefined): string[] {
  const known = new Map<string, ReachService>((first?.services ?? []).map((service) => [service.service, service]))
  const more = (second?.services ?? []).filter((service) => {
    const own = known.get(service.service)
    return own === undefined || (own.extent === 'some' && service.extent === 'all')
  })
  return more.map((service) => service.service)
}
