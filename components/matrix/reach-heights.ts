import { countLines } from './reach-cell'
import type { CellLookup } from './reach-filter'
import type { ZoneLine } from './zone-tree'

const lineHeight = 20
/** Padding and border of a cell. */
const around = 13
/** A row has at least its heading's two lines. */
export const leastHeight = around + 2 * lineHeight

/** By row, or by the row it is like: as high as its fullest cell among the columns shown. */
export function estimateHeights(
  rows: readonly ZoneLine[],
  columns: readonly ZoneLine[],
  cellOf: CellLookup,
): ReadonlyMap<string, number> {
  const heights = new Map<string, number>()
  const distinct = [...new Map(columns.map(({ zone }) => [zone.like ?? zone.id, zone])).values()]
  for (const { zone } of rows) {
    const key = zone.like ?? zone.id
    if (heights.has(key)) continue
    const lines = distinct.map((column) => countLines(cellOf(zone, column)))
    heights.set(key, Math.max(leastHeight, around + lineHeight * Math.max(0, ...lines)))
  }
  return heights
}
