'use client'

import { memo } from 'react'
import type { Selection } from '@/components/state/selection'
import { classNames } from '@/components/ui/class-names'
import { Mark } from '@/components/ui/mark'
import type { Analysis } from '@/lib/verify/analysis'
import { chipType } from './chip-type'
import type { GateState } from './gates'
import type { Anchored } from './lane-menu'
import type { Chip, Lane } from './lane-model'
import { describeChip } from './messages'
import styles from './networks.module.css'
import { selectableCell } from './tree-roles'

interface ChipCellProps {
  readonly chip: Chip
  readonly lane: Lane
  readonly index: number
  readonly analysis: Analysis | undefined
  readonly selected: boolean
  readonly isStop: boolean
  /** The gate inside the machine; undefined where nothing filters there. */
  readonly gate: GateState | undefined
  /** The gate at its network card. */
  readonly card: GateState | undefined
  /** The question in the header comes from here. */
  readonly asks: boolean
  readonly onFocus: (selection: Selection) => void
  readonly onMenu: (at: Anchored) => void
}

/** A machine, a pool, a load balancer or an admin prefix. */
export const ChipCell = memo(function ChipCell(props: ChipCellProps) {
  const { chip, lane, index, analysis, selected, isStop, gate, card, asks, onFocus, onMenu } = props
  const [address] = chip.addresses
  return (
    <td
      {...selectableCell(selected)}
      aria-label={describeChip(chip, lane, index, analysis, [card, gate])}
      tabIndex={isStop ? 0 : -1}
      data-thing={chip.id}
      data-lane={lane.id}
      data-name={chip.name}
      draggable={lane.kind === 'subnet' && !chip.isFurther}
      className={classNames(
        styles.chip,
        chip.count !== undefined && styles.pool,
        chip.isFurther && styles.further,
        chip.problems.length > 0 && styles.faulty,
        asks && styles.asks,
      )}
      onFocus={() => onFocus(chip.selection)}
      onDragStart={(event) => event.dataTransfer.setData(chipType, chip.id)}
      onContextMenu={(event) => {
        event.preventDefault()
        onFocus(chip.selection)
        onMenu({ anchor: { x: event.clientX, y: event.clientY }, lane: lane.id })
      }}
    >
      {card !== undefined && (
        <span className={classNames(styles.gate, styles.card)} data-state={card} aria-hidden="true" />
      )}
      {gate !== undefined && <span className={styles.gate} data-state={gate} aria-hidden="true" />}
      <span className={styles.role}>{chip.mark}</span>
      <span className={styles.chipName}>{chip.name}</span>
      {chip.count !== undefined && <span className={styles.count}>×{chip.count}</span>}
      {address !== undefined && <span className={styles.address}>{shortAddress(address, lane)}</span>}
      {chip.problems.length > 0 && <Mark shape="problem" />}
    </td>
  )
})

/** The part of an address that differs inside its lane: `.11`, `::11`; a range and a CIDR whole. */
function shortAddress(text: string, lane: Lane): string {
  if (lane.kind !== 'subnet') return text
  const [first = text, last] = text.split('-')
  const tail = (address: string) =>
    address.includes(':') ? address.slice(address.lastIndexOf(':')) : address.slice(address.lastIndexOf('.'))
  return last === undefined ? tail(first) : `${tail(first)}–${tail(last)}`
}
