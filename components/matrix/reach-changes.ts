/** What an edit did to who reaches what: the cells to outline until the next one. */
import type { ReachCell, ReachGrid, ReachService } from '@/lib/verify/reach'

export interface CellChange {
  readonly gained: readonly string[]
  readonly lost: readonly string[]
}

export interface ReachChanges {
  readonly cells: ReadonlyMap<string, CellChange>
  readonly gained: number
  readonly lost: number
}

const noChanges: ReachChanges = { cells: new Map(), gained: 0, lost: 0 }

/** Counts top-level pairs only, since a zone and the nodes in it would tell one change twice. */
export function compareReach(before: ReachGrid | undefined, after: ReachGrid): ReachChanges {
  if (before === undefined || before === after) return noChanges
  const zones = [...before.rows, ...before.columns, ...after.rows, ...after.columns]
  const nested = new Set(zones.filter((zone) => zone.parent !== undefined).map((zone) => zone.id))
  const cells = new Map<string, CellChange>()
  let gained = 0
  let lost = 0
  for (const key of new Set([...before.cells.keys(), ...after.cells.keys()])) {
    const old = before.cells.get(key)
    const now = after.cells.get(key)
    const change: CellChange = { gained: moreOf(old, now), lost: moreOf(now, old) }
    if (change.gained.length === 0 && change.lost.length === 0) continue
    cells.set(key, change)
    const { from, to } = now ?? old ?? { from: '', to: '' }
    if (nested.has(from) || nested.has(to)) continue
    gained += change.gained.length
    lost += change.lost.length
  }
  return cells.size === 0 ? noChanges : { cells, gained, lost }
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
