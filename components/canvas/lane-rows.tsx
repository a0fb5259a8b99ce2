'use client'

import { ChevronDown, ChevronRight, Globe, MoreHorizontal, Plus } from 'lucide-react'
import { lazy, memo, Suspense, useState } from 'react'
import { addNodeTo, addPoolTo } from '@/components/state/actions/network-actions'
import { edit } from '@/components/state/design-store'
import { openPointedMenu } from '@/components/state/pointed'
import { type Selection, sameSelection } from '@/components/state/selection'
import { IconButton } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Mark } from '@/components/ui/mark'
import type { Place } from '@/lib/design/design'
import { moveNode } from '@/lib/design/edits/machines'
import { movePool } from '@/lib/design/edits/pools'
import { ChipCell } from './chip-cell'
import { chipType } from './chip-type'
import type { GateState, Gates } from './gates'
import type { Chip, Lane } from './lane-model'
import { describeCapacity, describeLane } from './messages'
import styles from './networks.module.css'
import type { OnFocus } from './pointed-of'
import { gridCell, row, rowGroup, rowHeader } from './tree-roles'

// With the first problem: most designs have none.
const LaneProblems = lazy(() => import('./lane-problems').then((module) => ({ default: module.LaneProblems })))

/** Chips drawn at first; a lane of thousands is read through the palette and the rules, not by scrolling. */
const drawnAtFirst = 60

interface LaneRowsProps {
  readonly lane: Lane
  /** What the outside reaches at a chip, in words. */
  readonly reach: (chip: string) => string
  readonly selection: Selection
  readonly stop: string | undefined
  readonly open: boolean
  readonly gates: Gates
  readonly onOpen: (lane: string, open: boolean) => void
  readonly onFocus: OnFocus
}

/** One network: a row with its name and room, and a row with the machines in it. */
export const LaneRows = memo(function LaneRows(props: LaneRowsProps) {
  const { lane, reach, selection, stop, open, gates, onOpen, onFocus } = props
  const [most, setMost] = useState(drawnAtFirst)
  const [dropping, setDropping] = useState(false)
  const subnet = lane.kind === 'subnet' ? lane.title : undefined
  // What is selected is drawn however far down it stands, for focus goes there.
  const shown = lane.chips
    .map((chip, index) => ({ chip, index }))
    .filter(({ chip, index }) => index < most || sameSelection(chip.selection, selection))
  const rest = lane.chips.length - shown.length
  const selected = sameSelection(lane.selection, selection)
  const edge = subnet === undefined ? undefined : gates.stateAt('router', subnet)

  function drop(id: string) {
    setDropping(false)
    const name = id.slice(id.indexOf(':') + 1)
    if (subnet === undefined) return
    if (id.startsWith('node:')) edit(`Move ${name} to ${subnet}`, (design) => moveNode(design, name, subnet))
    if (id.startsWith('pool:')) edit(`Move ${name} to ${subnet}`, (design) => movePool(design, name, subnet))
  }

  return (
    <tbody
      {...rowGroup}
      className={classNames(styles.lane, dropping && styles.dropping)}
      onDragOver={(event) => {
        if (subnet === undefined || !event.dataTransfer.types.includes(chipType)) return
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        event.preventDefault()
        drop(event.dataTransfer.getData(chipType))
      }}
    >
      <tr
        {...row}
        aria-level={1}
        aria-expanded={lane.chips.length === 0 ? undefined : open}
        aria-selected={selected}
        aria-label={describeLane(lane, edge)}
        tabIndex={stop === lane.id ? 0 : -1}
        data-thing={lane.id}
        data-lane={lane.id}
        data-name={lane.title}
        data-points
        className={styles.header}
        onFocus={(event) => {
          if (event.target === event.currentTarget) onFocus(lane.selection, event.currentTarget, lane)
        }}
      >
        <td {...gridCell} className={styles.twisty}>
          <button
            type="button"
            tabIndex={-1}
            aria-label={open ? `Close ${lane.title}` : `Open ${lane.title}`}
            className={styles.twistyButton}
            disabled={lane.chips.length === 0}
            onClick={() => onOpen(lane.id, !open)}
          >
            {lane.kind === 'internet' ? (
              <Globe size={14} aria-hidden />
            ) : open ? (
              <ChevronDown size={14} aria-hidden />
            ) : (
              <ChevronRight size={14} aria-hidden />
            )}
          </button>
        </td>
        <th scope="row" {...rowHeader} className={styles.name}>
          {edge !== undefined && (
            <span className={classNames(styles.gate, styles.edge)} data-state={edge} aria-hidden="true" />
          )}
          {lane.title}
          {lane.vlan !== undefined && <span className={styles.vlan}>VLAN {lane.vlan}</span>}
        </th>
        <td {...gridCell} className={styles.prefixes}>
          {lane.prefixes.join('  ')}
        </td>
        <td {...gridCell} className={styles.capacity}>
          {lane.capacity !== undefined && <Capacity capacity={lane.capacity} />}
          {lane.kind === 'admin' && (lane.chips.length === 1 ? '1 prefix' : `${lane.chips.length} prefixes`)}
        </td>
        <td {...gridCell} className={styles.laneEnd}>
          {lane.kind !== 'internet' && (
            <IconButton
              label={`Menu of ${lane.title}`}
              tabIndex={-1}
              onClick={(event) => {
                event.currentTarget.closest('tr')?.focus()
                openPointedMenu(event.currentTarget)
              }}
            >
              <MoreHorizontal />
            </IconButton>
          )}
        </td>
      </tr>
      {lane.problems.length > 0 && (
        <Suspense fallback={null}>
          <LaneProblems lane={lane} />
        </Suspense>
      )}
      {open && (lane.chips.length > 0 || subnet !== undefined) && (
        <tr {...row} aria-level={2} className={styles.chips}>
          {shown.map(({ chip, index }) => (
            <ChipCell
              key={chip.id}
              chip={chip}
              laneId={lane.id}
              kind={lane.kind}
              lane={lane.title}
              index={index}
              total={lane.chips.length}
              reach={reach(chip.id)}
              selected={sameSelection(chip.selection, selection)}
              isStop={stop === chip.id}
              gate={gateOf(chip, subnet, gates, 'guest')}
              card={gateOf(chip, subnet, gates, 'nic')}
              asks={gates.sources.has(chip.id)}
              onFocus={onFocus}
            />
          ))}
          {rest > 0 && (
            <td {...gridCell}>
              <button type="button" tabIndex={-1} data-more className={styles.more} onClick={() => setMost(most + 200)}>
                {rest.toLocaleString('en-GB')} more
              </button>
            </td>
          )}
          {subnet !== undefined && <AddButtons lane={lane} />}
        </tr>
      )}
    </tbody>
  )
})

function gateOf(chip: Chip, subnet: string | undefined, gates: Gates, place: Place): GateState | undefined {
  if (subnet === undefined || (chip.mark !== 'CP' && chip.mark !== 'WK')) return undefined
  return gates.stateAt(place, subnet, chip.name)
}

function AddButtons({ lane }: { lane: Lane }) {
  const subnet = { name: lane.title, cidrs: [...lane.prefixes] }
  return (
    <td {...gridCell} className={styles.adds}>
      <button type="button" tabIndex={-1} className={styles.add} onClick={() => addNodeTo(subnet)}>
        <Plus size={12} aria-hidden />
        node
      </button>
      <button type="button" tabIndex={-1} className={styles.add} onClick={() => addPoolTo(subnet)}>
        <Plus size={12} aria-hidden />
        pool
      </button>
    </td>
  )
}

function Capacity({ capacity }: { capacity: NonNullable<Lane['capacity']> }) {
  const { used, total } = capacity
  const full = total !== undefined && used > total
  return (
    <>
      {full && <Mark shape="problem" label="Over its room" />}
      <span>{describeCapacity(capacity)}</span>
      {total !== undefined && (
        <svg className={styles.bar} viewBox="0 0 40 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width="40" height="4" fill="var(--line)" />
          <rect
            width={Math.min(40, Math.max(used > 0 ? 1 : 0, (40 * used) / total))}
            height="4"
            fill={full ? 'var(--deny)' : 'var(--muted)'}
          />
        </svg>
      )}
    </>
  )
}
