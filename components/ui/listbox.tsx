'use client'

import { Check } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { type Anchor, useAnchored } from './anchoring'
import styles from './field.module.css'

export interface Option<Id extends string = string> {
  readonly id: Id
  readonly label: string
  /** A second, quieter line. */
  readonly detail?: string | undefined
  /** At the far end: a count, a kind. */
  readonly end?: ReactNode
  readonly disabled?: boolean
}

export interface ListboxProps<Id extends string> {
  readonly id: string
  readonly label: string
  readonly anchor: Anchor
  readonly options: readonly Option<Id>[]
  readonly active: number
  readonly chosen?: Id | undefined
  readonly onActivate: (index: number) => void
  readonly onChoose: (option: Option<Id>) => void
  readonly onClose: () => void
  /** Below the options: what the active one would change. */
  readonly foot?: ReactNode
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

/** The list that a combobox or a select opens; focus stays where it was. */
export function Listbox<Id extends string>({
  id,
  label,
  anchor,
  options,
  active,
  chosen,
  onActivate,
  onChoose,
  onClose,
  foot,
}: ListboxProps<Id>) {
  const ref = useRef<HTMLDivElement>(null)
  useAnchored(ref, anchor, { matchWidth: true, content: options })
  useEffect(() => {
    document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  return (
    <div
      ref={ref}
      popover="manual"
      className={styles.list}
      onPointerDown={(event) => event.preventDefault()}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose()
      }}
    >
      <div id={id} role="listbox" aria-label={label} tabIndex={-1}>
        {options.map((option, index) => (
          // The combobox that owns the list handles its keys (`aria-activedescendant`).
          <div
            key={option.id}
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={option.id === chosen || (chosen === undefined && index === active)}
            aria-disabled={option.disabled === true ? true : undefined}
            data-active={index === active}
            className={styles.option}
            onPointerMove={() => {
              if (index !== active) onActivate(index)
            }}
            onPointerUp={() => {
              if (option.disabled !== true) onChoose(option)
            }}
          >
            {chosen !== undefined && (
              <span className={styles.check}>{option.id === chosen && <Check size={14} />}</span>
            )}
            <span className={styles.optionText}>
              {option.label}
              {option.detail !== undefined && <span className={styles.optionDetail}>{option.detail}</span>}
            </span>
            {option.end !== undefined && <span className={styles.optionEnd}>{option.end}</span>}
          </div>
        ))}
      </div>
      {foot !== undefined && (
        <div className={styles.foot} aria-live="polite">
          {foot}
        </div>
      )}
    </div>
  )
}
