'use client'

import { memo } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Mark } from '@/components/ui/mark'
import { chipType } from './chip-type'
import type { GateState } from './gates'
import type { Chip, Lane } from './lane-model'
import { type ChipPlace, describeChip } from './messages'
import styles from './networks.module.css'
import type { OnFocus } from './pointed-of'
import { selectableCell } from './tree-roles'

interface ChipCellProps extends ChipPlace {
  readonly chip: Chip
  readonly laneId: string
  readonly selected: boolean
  readonly isStop: boolean
  /** The gate inside the machine; undefined where nothing filters there. */
  readonly gate: GateState | undefined
  /** The gate at its network card. */
  readonly card: GateState | undefined
  /** The question in the header comes from here. */
  readonly asks: boolean
  readonly onFocus: OnFocus
}

/** A machine, a pool, a load balancer or an admin prefix. Lanes are made anew by each edit; what is drawn the same stays. */
export const ChipCell = memo(function ChipCell(props: ChipCellProps) {
  const { chip, laneId, kind, selected, isStop, gate, card, asks, onFocus } = props
  const [address] = chip.addresses
  return (
    <td
      {...selectableCell(selected)}
      aria-label={describeChip(chip, props, [card, gate])}
      tabIndex={isStop ? 0 : -1}
      data-thing={chip.id}
      data-lane={laneId}
      data-name={chip.name}
      data-points
      draggable={kind === 'subnet' && !chip.isFurther}
      className={classNames(
        styles.chip,
        chip.count !== undefined && styles.pool,
        chip.isFurther && styles.further,
        chip.problems.length > 0 && styles.faulty,
        asks && styles.asks,
      )}
      onFocus={(event) => onFocus(chip.selection, event.currentTarget, { kind, title: props.lane })}
      onDragStart={(event) => event.dataTransfer.setData(chipType, chip.id)}
    >
      {card !== undefined && (
        <span className={classNames(styles.gate, styles.card)} data-state={card} aria-hidden="true" />
      )}
      {gate !== undefined && <span className={styles.gate} data-state={gate} aria-hidden="true" />}
      <span className={styles.role}>{chip.mark}</span>
      <span className={styles.chipName}>{chip.name}</span>
      {chip.count !== undefined && <span className={styles.count}>×{chip.count}</span>}
      {address !== undefined && (
        <span className={styles.address}>{chip.problems.length > 0 ? address : shortAddress(address, kind)}</span>
      )}
      {chip.problems.length > 0 && <Mark shape="problem" />}
    </td>
  )
}, isSame)

function isSame(before: ChipCellProps, after: ChipCellProps): boolean {
  const { chip: old, ...oldRest } = before
  const { chip, ...rest } = after
  return isEqualOneDeep(oldRest, rest) && (old === chip || isEqualOneDeep(old, chip, sameParts))
}

function isEqualOneDeep<T extends object>(
  a: T,
  b: T,
  isEqual: (a: unknown, b: unknown) => boolean = Object.is,
): boolean {
  const entries = Object.entries(a)
  return (
    entries.length === Object.keys(b).length && entries.every(([key, value]) => isEqual(value, Reflect.get(b, key)))
  )
}

/** A chip's own parts: texts, lists of texts and of problems, and what its selection names. */
function sameParts(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

/** The part of an address that differs inside its lane: `.11`, `::11`; a range and a CIDR whole. */
function shortAddress(text: string, kind: Lane['kind']): string {
  if (kind !== 'subnet') return text
  const [first = text, last] = text.split('-')
  const tail = (address: string) =>
    address.includes(':') ? address.slice(address.lastIndexOf(':')) : address.slice(address.lastIndexOf('.'))
  return last === undefined ? tail(first) : `${tail(first)}–${tail(last)}`
}
