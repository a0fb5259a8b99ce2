/**
 * A table whose rows and columns fold is a treegrid, and its data cells are then grid cells that can be selected.
 * @see https://www.w3.org/TR/html-aria/#el-table
 */
export const treeGrid = { role: 'treegrid' } as const

export function gridCell(selected: boolean) {
  return { role: 'gridcell', 'aria-selected': selected } as const
}

/** A row or cell that only takes up room. */
export const spacer = { role: 'none' } as const
