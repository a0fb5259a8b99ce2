'use client'

import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Mark } from '@/components/ui/mark'
import { Notice } from '@/components/ui/notice'
import { TextField } from '@/components/ui/text-field'
import type { ReachGrid as Grid, OpenedZones, ReachZone } from '@/lib/verify/reach'
import { reachMessages as say } from './messages'
import type { ReachChanges } from './reach-changes'
import { filterReach } from './reach-filter'
import { ReachGrid, type ReachGridProps } from './reach-grid'
import styles from './reach-view.module.css'
import { visibleZones, withAncestors } from './zone-tree'

export interface ReachViewProps {
  readonly grid: Grid
  /** Sources there are, with those that a grid of this size leaves out. */
  readonly sources: number
  readonly changes: ReachChanges
  /** Targets whose files were not understood: the grid cannot speak for them. */
  readonly unread: readonly string[]
  /** The grid is of the design before the last edit. */
  readonly updating: boolean
  readonly selected: { readonly from: string; readonly to: string } | undefined
  /** Rules whose services are pointed out. */
  readonly lit: ReadonlySet<string>
  readonly onWhy: (from: string, to: string) => void
  readonly onZone: (id: string) => void
  /** Zones whose single machines are to be listed. */
  readonly onOpened: (zones: OpenedZones) => void
  /** Ways out of an empty grid. */
  readonly ways: readonly { readonly id: string; readonly label: string; readonly onSelect: () => void }[]
  readonly onPoint: ReachGridProps['onPoint']
  /** Into the detail of what was just chosen. */
  readonly onInto: () => void
}

/** Who reaches what: the grid with its filter, what the last edit changed, and what the marks mean. */
export function ReachView({
  grid,
  sources,
  changes,
  unread,
  updating,
  selected,
  lit,
  onWhy,
  onZone,
  onOpened,
  ways,
  onPoint,
  onInto,
}: ReachViewProps) {
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed)
  const [openRows, setOpenRows] = useState<ReadonlySet<string>>(new Set())
  const [openColumns, setOpenColumns] = useState<ReadonlySet<string>>(new Set())
  const filtered = useMemo(() => filterReach(grid, text), [grid, text])
  const rows = useMemo(() => axisLines(grid.rows, openRows, filtered.rows, filtered.named), [grid, openRows, filtered])
  const columns = useMemo(
    () => axisLines(grid.columns, openColumns, filtered.columns, filtered.named),
    [grid, openColumns, filtered],
  )

  // A filter may name any machine, so all of them are wanted while there is one.
  const isFiltering = text.trim() !== ''
  useEffect(() => {
    onOpened({
      rows: isFiltering ? large(grid.rows) : [...openRows],
      columns: isFiltering ? large(grid.columns) : [...openColumns],
    })
  }, [isFiltering, grid, openRows, openColumns, onOpened])

  function toggle(axis: 'row' | 'column', id: string) {
    const set = axis === 'row' ? setOpenRows : setOpenColumns
    set((open) => {
      const next = new Set(open)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }

  if (grid.rows.length === 0 || grid.columns.length === 0) {
    return (
      <div className={styles.empty}>
        <p>{say.empty}</p>
        <div className={styles.ways}>
          {ways.map(({ id, label, onSelect }) => (
            <Button key={id} onClick={onSelect}>
              {label}
            </Button>
          ))}
        </div>
      </div>
    )
  }
  const none = rows.length === 0 || columns.length === 0
  return (
    <section className={styles.view} aria-busy={updating} data-updating={updating}>
      <div className={styles.bar}>
        <div className={styles.filter}>
          <TextField
            label={say.filterLabel}
            hideLabel
            live
            value={typed}
            placeholder={say.filterPlaceholder}
            onCommit={setTyped}
          />
        </div>
        {changes.gained + changes.lost > 0 && (
          <p className={styles.changed}>
            <span aria-hidden="true">{say.changed(changes.gained, changes.lost)}</span>
            <span className="visually-hidden">{say.changedSpoken(changes.gained, changes.lost)}</span>
          </p>
        )}
        {unread.length > 0 && <Notice>{say.unread(unread)}</Notice>}
        {updating && <p className={styles.note}>{say.updating}</p>}
      </div>
      {none ? (
        <div className={styles.empty}>
          <p>{say.noMatch(text)}</p>
          <Button onClick={() => setTyped('')}>{say.clearFilter}</Button>
        </div>
      ) : (
        <ReachGrid
          rows={rows}
          columns={columns}
          cellOf={filtered.cellOf}
          changeOf={changes.changeOf}
          selected={selected}
          lit={lit}
          onWhy={onWhy}
          onZone={onZone}
          onToggle={toggle}
          onPoint={onPoint}
          onInto={onInto}
        />
      )}
      <footer className={styles.foot}>
        <Legend changed={changes.gained + changes.lost > 0} />
        <p className={styles.note}>
          {rows.length < sources ? say.showing(rows.length, sources) : say.size(rows.length, columns.length)}
        </p>
      </footer>
    </section>
  )
}

function large(zones: readonly ReachZone[]): string[] {
  return zones.filter(({ kind }) => kind === 'controlplane' || kind === 'worker').map(({ id }) => id)
}

/**
 * A filter that names a zone opens the zones above it, so that what was named is in sight, and not the thousands beside
 * it that it reaches: of a zone that nobody opened only what was named is shown.
 */
function axisLines(
  zones: readonly ReachZone[],
  open: ReadonlySet<string>,
  fitting: ReadonlySet<string> | undefined,
  named: ReadonlySet<string>,
) {
  if (fitting === undefined) return visibleZones(zones, open)
  const isShown = ({ id, parent }: ReachZone) => parent === undefined || open.has(parent) || named.has(id)
  const kept = new Set(zones.filter((zone) => fitting.has(zone.id) && isShown(zone)).map(({ id }) => id))
  const parents = new Map(zones.map((zone) => [zone.id, zone.parent]))
  const above = new Set<string>()
  for (const id of named) if (kept.has(id)) above.add(parents.get(id) ?? '')
  return visibleZones(zones, new Set([...open, ...withAncestors(zones, above)]), withAncestors(zones, kept))
}

function Legend({ changed }: { changed: boolean }) {
  return (
    <ul className={styles.legend} aria-label={say.legendLabel}>
      <li>
        <Mark shape="all" size={10} /> {say.legendAll}
      </li>
      <li>
        <Mark shape="some" size={10} /> {say.legendSome}
      </li>
      <li className={styles.wordy}>
        <span className={styles.hollow}>
          <Mark shape="none" size={10} />
        </span>{' '}
        {say.legendNone}
      </li>
      <li>
        <span className={styles.double} /> {say.legendInternet}
      </li>
      <li className={styles.wordy}>
        <Mark shape="unfiltered" size={10} /> {say.legendUnruled}
      </li>
      {changed && (
        <li>
          <span className={styles.dashed} /> {say.legendChanged}
        </li>
      )}
      <li className={styles.wordy}>
        <Mark shape="wider" size={10} /> {say.legendSurprise}
      </li>
    </ul>
  )
}
