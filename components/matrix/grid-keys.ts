/** Where a key leads in a grid whose rows and columns both fold. Row or column -1 is the header. */
import type { ZoneLine } from './zone-tree'

export interface GridSpot {
  readonly row: number
  readonly column: number
}

export interface GridKey {
  readonly key: string
  /** Control or Command. */
  readonly command: boolean
}

export type GridStep =
  | { readonly kind: 'move'; readonly spot: GridSpot }
  | { readonly kind: 'toggle'; readonly axis: 'row' | 'column'; readonly index: number }
  | { readonly kind: 'open'; readonly spot: GridSpot }

export interface GridAxes {
  readonly rows: readonly ZoneLine[]
  readonly columns: readonly ZoneLine[]
  /** Rows that Page Up and Page Down pass. */
  readonly page: number
}

/** Undefined where the key means nothing here, so that the browser keeps it. */
export function stepGrid({ key, command }: GridKey, spot: GridSpot, axes: GridAxes): GridStep | undefined {
  const { row, column } = spot
  const lastRow = axes.rows.length - 1
  const lastColumn = axes.columns.length - 1
  const move = (to: GridSpot): GridStep => ({ kind: 'move', spot: clampSpot(to, axes) })
  switch (key) {
    case 'ArrowUp':
      return move({ row: row - 1, column })
    case 'ArrowDown':
      return move({ row: row + 1, column })
    case 'ArrowRight':
      return foldStep(spot, axes, false) ?? move({ row, column: column + 1 })
    case 'ArrowLeft':
      return foldStep(spot, axes, true) ?? move({ row, column: column - 1 })
    case 'Home':
      return move({ row: command ? Math.min(0, lastRow) : row, column: command ? -1 : 0 })
    case 'End':
      return move({ row: command ? lastRow : row, column: lastColumn })
    case 'PageUp':
      return move({ row: Math.max(Math.min(row, 0), row - axes.page), column })
    case 'PageDown':
      return move({ row: Math.min(lastRow, row + axes.page), column })
    case 'Enter':
    case ' ':
      return toggleOf(spot, axes) ?? { kind: 'open', spot }
    default:
      return undefined
  }
}

/** The nearest spot that exists; the empty corner is not one. */
export function clampSpot(spot: GridSpot, axes: Pick<GridAxes, 'rows' | 'columns'>): GridSpot {
  const row = Math.max(-1, Math.min(spot.row, axes.rows.length - 1))
  const column = Math.max(-1, Math.min(spot.column, axes.columns.length - 1))
  if (row === -1 && column === -1) {
    return axes.rows.length > 0 ? { row: 0, column: -1 } : { row: -1, column: Math.min(0, axes.columns.length - 1) }
  }
  return { row, column }
}

function toggleOf({ row, column }: GridSpot, axes: GridAxes): GridStep | undefined {
  if (column === -1 && axes.rows[row]?.expandable === true) return { kind: 'toggle', axis: 'row', index: row }
  if (row === -1 && axes.columns[column]?.expandable === true) return { kind: 'toggle', axis: 'column', index: column }
  return undefined
}

/** In a row header, right opens and left closes or climbs to the parent, as in any tree. */
function foldStep({ row, column }: GridSpot, axes: GridAxes, closing: boolean): GridStep | undefined {
  const line = column === -1 ? axes.rows[row] : undefined
  if (line === undefined) return undefined
  if (line.expandable && line.expanded === closing) return { kind: 'toggle', axis: 'row', index: row }
  if (closing && line.parent >= 0) return { kind: 'move', spot: { row: line.parent, column: -1 } }
  return undefined
}
