import type { ReachCell } from '@/lib/verify/reach'
import { countLines } from './reach-cell'
import type { ZoneLine } from './zone-tree'

const lineHeight = 20
/** Padding and border of a cell. */
const around = 13
/** A row has at least its heading's two lines. */
export const leastHeight = around + 2 * lineHeight

/** By row: as high as its fullest cell among the columns shown. */
export function estimateHeights(
  columns: readonly ZoneLine[],
  cells: ReadonlyMap<string, ReachCell>,
): Map<string, number> {
  const shown = new Set(columns.map(({ zone }) => zone.id))
  const heights = new Map<string, number>()
  for (const cell of cells.values()) {
    if (!shown.has(cell.to)) continue
    const height = Math.max(leastHeight, around + lineHeight * countLines(cell))
    if (height > (heights.get(cell.from) ?? 0)) heights.set(cell.from, height)
  }
  return heights
}
