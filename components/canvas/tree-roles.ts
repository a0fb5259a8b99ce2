/**
 * Roles of the networks. They are a treegrid by meaning (lanes open, machines are their cells) and wrapped lines by
 * looks, which a table element cannot be: browsers drop a row's meaning when it is laid out as anything but a row.
 */
export const treeGrid = { role: 'treegrid' } as const
export const rowGroup = { role: 'rowgroup' } as const
export const row = { role: 'row' } as const
export const rowHeader = { role: 'rowheader' } as const
export const gridCell = { role: 'gridcell' } as const

export function selectableCell(selected: boolean) {
  return { role: 'gridcell', 'aria-selected': selected } as const
}
