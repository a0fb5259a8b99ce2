'use client'

import { type KeyboardEvent, type PointerEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { ReachZone } from '@/lib/verify/reach'
import { clampSpot, type GridSpot, stepGrid } from './grid-keys'
import { spacer, treeGrid } from './grid-roles'
import { reachMessages as say } from './messages'
import type { ReachChanges } from './reach-changes'
import type { CellLookup } from './reach-filter'
import styles from './reach-grid.module.css'
import { ZoneHeading } from './reach-heading'
import { estimateHeights, leastHeight } from './reach-heights'
import { Gap, gapKey, ReachRow } from './reach-row'
import { useIsWide } from './use-is-wide'
import { usePrinting } from './use-printing'
import { useSamePieces, useVirtualPieces } from './use-virtual-pieces'
import type { ZoneLine } from './zone-tree'

export interface ReachGridProps {
  readonly rows: readonly ZoneLine[]
  readonly columns: readonly ZoneLine[]
  readonly cellOf: CellLookup
  readonly changeOf: ReachChanges['changeOf']
  readonly selected: { readonly from: string; readonly to: string } | undefined
  /** Rules whose services are pointed out. */
  readonly lit: ReadonlySet<string>
  /** Why one zone reaches another, or does not. */
  readonly onWhy: (from: string, to: string) => void
  readonly onZone: (id: string) => void
  readonly onToggle: (axis: 'row' | 'column', id: string) => void
  /** A cell, or the heading of a row or a column, took the focus. */
  readonly onPoint: (element: Element, row: ReachZone | undefined, column: ReachZone | undefined) => void
  readonly onInto: () => void
}

const rowsDrawnWhole = 60
const columnsDrawnWhole = 24
const columnWidth = 156
const narrowest = 116
/** Beside the headings; two services stand side by side in it. */
const wideColumn = 380

function estimateColumn(): number {
  return columnWidth
}

interface ActiveSpot {
  readonly row: string | undefined
  readonly column: string | undefined
}

/** The grid itself: one tab stop, arrow keys, headings that fold, and only what is in sight of a large one. */
export function ReachGrid(props: ReachGridProps) {
  const { rows, columns, cellOf, changeOf, selected, lit, onWhy, onZone, onToggle, onPoint, onInto } = props
  const scroller = useRef<HTMLDivElement>(null)
  const focusNext = useRef(false)
  const printing = usePrinting()
  const [active, setActive] = useState<ActiveSpot>({ row: rows[0]?.zone.id, column: columns[0]?.zone.id })
  const [hovered, setHovered] = useState<number>()
  const spot = findSpot(active, rows, columns)

  // The same functions as long as the grid is the same: with new ones every row would be measured again.
  const heights = useMemo(() => estimateHeights(rows, columns, cellOf), [rows, columns, cellOf])
  const estimateRow = useCallback(
    (index: number) => {
      const zone = rows[index]?.zone
      return heights.get(zone?.like ?? zone?.id ?? '') ?? leastHeight
    },
    [heights, rows],
  )
  const rowKey = useCallback((index: number) => rows[index]?.zone.id ?? String(index), [rows])
  const columnKey = useCallback((index: number) => columns[index]?.zone.id ?? String(index), [columns])

  const virtualRows = useVirtualPieces({
    count: rows.length,
    scroller,
    estimate: estimateRow,
    keyOf: rowKey,
    kept: spot.row,
    enabled: rows.length > rowsDrawnWhole && !printing,
  })
  const wide = columns.length > columnsDrawnWhole && !printing
  const virtualColumns = useVirtualPieces({
    count: columns.length,
    scroller,
    estimate: estimateColumn,
    keyOf: columnKey,
    kept: spot.column,
    horizontal: true,
    enabled: wide,
  })
  const twice = useIsWide(scroller, columns.length * wideColumn)
  const columnPieces = useSamePieces(virtualColumns.pieces)

  useLayoutEffect(() => {
    if (!focusNext.current) return
    const element = scroller.current?.querySelector<HTMLElement>(`[data-spot="${spot.row}:${spot.column}"]`)
    if (element == null) return
    focusNext.current = false
    element.focus()
  })

  function go(to: GridSpot) {
    focusNext.current = true
    setActive({ row: rows[to.row]?.zone.id, column: columns[to.column]?.zone.id })
  }
  function open({ row, column }: GridSpot) {
    const from = rows[row]?.zone.id
    const to = columns[column]?.zone.id
    if (from !== undefined && to !== undefined) onWhy(from, to)
    else if (from !== undefined || to !== undefined) onZone(from ?? to ?? '')
  }

  function onKeyDown(event: KeyboardEvent) {
    const command = event.ctrlKey || event.metaKey
    if (event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / leastHeight))
    const step = stepGrid({ key: event.key, command }, spot, { rows, columns, page })
    if (step === undefined) return
    event.preventDefault()
    if (step.kind === 'move') return go(step.spot)
    if (step.kind === 'open') {
      open(step.spot)
      if (event.key === 'Enter') onInto()
      return
    }
    focusNext.current = true
    const line = (step.axis === 'row' ? rows : columns)[step.index]
    if (line !== undefined) onToggle(step.axis, line.zone.id)
  }

  function onClick(event: { target: EventTarget }) {
    const at = spotOf(event.target)
    if (at === undefined) return
    const heading = at.column === -1 ? rows[at.row] : at.row === -1 ? columns[at.column] : undefined
    if (heading?.expandable === true) onToggle(at.column === -1 ? 'row' : 'column', heading.zone.id)
    else open(at)
  }

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onPointerOver={(event: PointerEvent) => setHovered(spotOf(event.target)?.column)}
      onPointerLeave={() => setHovered(undefined)}
    >
      <table
        {...treeGrid}
        aria-label={say.gridLabel}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        className={styles.grid}
        style={{
          [wide ? 'width' : 'minWidth']: `calc(var(--head) + ${columns.length * (wide ? columnWidth : narrowest)}px)`,
        }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => {
          const at = spotOf(event.target)
          if (at === undefined) return
          const row = rows[at.row]?.zone
          const column = columns[at.column]?.zone
          setActive({ row: row?.id, column: column?.id })
          onPoint(event.target, row, column)
        }}
      >
        <colgroup>
          <col className={styles.headColumn} />
          {columnPieces.map((piece) =>
            piece.kind === 'gap' ? (
              <col key={`gap ${piece.before}`} style={{ width: piece.size }} />
            ) : (
              <col
                key={columns[piece.index]?.zone.id}
                className={classNames(
                  piece.index === hovered && styles.hovered,
                  piece.index === spot.column && styles.crossed,
                )}
                style={wide ? { width: columnWidth } : undefined}
              />
            ),
          )}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <td className={styles.corner}>{say.corner}</td>
            {columnPieces.map((piece) => {
              const line = piece.kind === 'item' ? columns[piece.index] : undefined
              if (piece.kind === 'gap' || line === undefined) return <Gap key={`gap ${gapKey(piece)}`} />
              return (
                <th
                  key={line.zone.id}
                  scope="col"
                  aria-colindex={piece.index + 2}
                  aria-expanded={line.expandable ? line.expanded : undefined}
                  tabIndex={spot.row === -1 && spot.column === piece.index ? 0 : -1}
                  data-spot={`-1:${piece.index}`}
                  className={classNames(styles.columnHead, line.level > 1 && styles.nestedColumn)}
                >
                  <ZoneHeading line={line} parentTitle={columns[line.parent]?.zone.title} />
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {virtualRows.pieces.map((piece) => {
            const line = piece.kind === 'item' ? rows[piece.index] : undefined
            if (piece.kind === 'gap' || line === undefined) {
              return (
                <tr key={`gap ${gapKey(piece)}`} {...spacer}>
                  <td {...spacer} className={styles.gap} style={{ height: piece.kind === 'gap' ? piece.size : 0 }} />
                </tr>
              )
            }
            return (
              <ReachRow
                key={line.zone.id}
                index={piece.index}
                line={line}
                columns={columns}
                pieces={columnPieces}
                cellOf={cellOf}
                changeOf={changeOf}
                active={spot.row === piece.index ? spot.column : undefined}
                selected={selected?.from === line.zone.id ? selected.to : undefined}
                lit={lit}
                twice={twice}
                measure={virtualRows.measure}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Indexes of the spot by its zones, or the nearest that is left. */
function findSpot(active: ActiveSpot, rows: readonly ZoneLine[], columns: readonly ZoneLine[]): GridSpot {
  const indexIn = (lines: readonly ZoneLine[], id: string | undefined): number => {
    if (id === undefined) return -1
    const index = lines.findIndex((line) => line.zone.id === id)
    return index < 0 ? 0 : index
  }
  return clampSpot({ row: indexIn(rows, active.row), column: indexIn(columns, active.column) }, { rows, columns })
}

function spotOf(target: EventTarget): GridSpot | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-spot]') : null
  const [row, column] = (element?.dataset.spot ?? '').split(':').map(Number)
  return row === undefined || column === undefined || Number.isNaN(row) ? undefined : { row, column }
}
