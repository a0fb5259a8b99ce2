import { memo, type RefCallback } from 'react'
import { classNames } from '@/components/ui/class-names'
import { gridCell, spacer } from './grid-roles'
import { CellContent } from './reach-cell'
import type { ReachChanges } from './reach-changes'
import type { CellLookup } from './reach-filter'
import styles from './reach-grid.module.css'
import { ZoneHeading } from './reach-heading'
import type { Piece } from './virtual-gaps'
import type { ZoneLine } from './zone-tree'

interface ReachRowProps {
  readonly index: number
  readonly line: ZoneLine
  readonly columns: readonly ZoneLine[]
  readonly pieces: readonly Piece[]
  readonly cellOf: CellLookup
  readonly changeOf: ReachChanges['changeOf']
  /** Column of the tab stop, if it is in this row. */
  readonly active: number | undefined
  readonly selected: string | undefined
  readonly lit: ReadonlySet<string>
  /** Cells are wide enough for two services side by side. */
  readonly twice: boolean
  readonly measure: RefCallback<Element> | undefined
}

/** One source and what it reaches; drawn again only when something in it differs. */
export const ReachRow = memo(function ReachRow({
  index,
  line,
  columns,
  pieces,
  cellOf,
  changeOf,
  active,
  selected,
  lit,
  twice,
  measure,
}: ReachRowProps) {
  const { zone } = line
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-level={line.level}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-expanded={line.expandable ? line.expanded : undefined}
      className={styles.row}
    >
      <th
        scope="row"
        aria-colindex={1}
        tabIndex={active === -1 ? 0 : -1}
        data-spot={`${index}:-1`}
        className={styles.rowHead}
        style={{ paddingInlineStart: 8 + (line.level - 1) * 16 + (line.expandable ? 0 : 18) }}
      >
        <ZoneHeading line={line} parentTitle={undefined} />
      </th>
      {pieces.map((piece) => {
        const column = piece.kind === 'item' ? columns[piece.index] : undefined
        if (piece.kind === 'gap' || column === undefined) return <Gap key={`gap ${gapKey(piece)}`} />
        const change = changeOf(zone, column.zone)
        return (
          <td
            key={column.zone.id}
            aria-colindex={piece.index + 2}
            {...gridCell(selected === column.zone.id)}
            tabIndex={active === piece.index ? 0 : -1}
            data-spot={`${index}:${piece.index}`}
            className={classNames(styles.cell, change !== undefined && styles.changed)}
          >
            <CellContent cell={cellOf(zone, column.zone)} change={change} lit={lit} twice={twice} />
          </td>
        )
      })}
    </tr>
  )
})

/** Room of the columns that are out of sight. */
export function Gap() {
  return <td {...spacer} className={styles.gap} />
}

export function gapKey(piece: Piece): number {
  return piece.kind === 'gap' ? piece.before : piece.index
}
