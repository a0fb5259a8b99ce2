'use client'

import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { classNames } from './class-names'
import styles from './field.module.css'
import { Listbox, type Option, optionId } from './listbox'

export interface SelectProps<Id extends string> {
  readonly label: string
  readonly value: Id
  readonly options: readonly Option<Id>[]
  readonly onChoose: (id: Id) => void
  /** The option under the pointer or the arrow keys, before it is chosen; undefined when the list closes. */
  readonly onPreview?: (id: Id | undefined) => void
  /** What the option under the pointer would change. */
  readonly preview?: ReactNode
  readonly hint?: ReactNode
  readonly hideLabel?: boolean
  readonly field?: string
}

/** One of a few: a button with a list; arrow keys, Home, End, type-ahead, Enter or Space to choose, Escape to leave. */
export function Select<Id extends string>({
  label,
  value,
  options,
  onChoose,
  onPreview,
  preview,
  hint,
  hideLabel = false,
  field,
}: SelectProps<Id>) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const typed = useRef({ text: '', at: 0 })
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [active, setActive] = useState(0)
  const open = anchor !== null
  const current = options.find((option) => option.id === value)
  const activeOption = open ? options[active]?.id : undefined

  useEffect(() => {
    onPreview?.(activeOption === value ? undefined : activeOption)
  }, [activeOption, value, onPreview])

  function show() {
    setActive(
      Math.max(
        0,
        options.findIndex((option) => option.id === value),
      ),
    )
    setAnchor(button.current)
  }
  function choose(option: Option<Id> | undefined) {
    setAnchor(null)
    if (option !== undefined && option.disabled !== true && option.id !== value) onChoose(option.id)
  }

  function onKeyDown(event: KeyboardEvent) {
    const last = options.length - 1
    const move = (to: number) => {
      event.preventDefault()
      if (!open) show()
      else setActive(Math.max(0, Math.min(last, to)))
    }
    if (event.key === 'ArrowDown') return move(active + 1)
    if (event.key === 'ArrowUp') return move(active - 1)
    if (event.key === 'Home' && open) return move(0)
    if (event.key === 'End' && open) return move(last)
    if (event.key === 'Escape' && open) {
      event.stopPropagation()
      event.preventDefault()
      return setAnchor(null)
    }
    if (event.key === 'Tab') return setAnchor(null)
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      return open ? choose(options[active]) : show()
    }
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const now = Date.now()
      const text = (now - typed.current.at < 700 ? typed.current.text : '') + event.key.toLowerCase()
      typed.current = { text, at: now }
      const found = options.findIndex((option) => option.label.toLowerCase().startsWith(text))
      if (found >= 0) {
        if (!open) show()
        setActive(found)
      }
    }
  }

  return (
    <div className={styles.field}>
      <span id={`${id}-label`} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </span>
      <button
        ref={button}
        type="button"
        role="combobox"
        data-field={field}
        aria-labelledby={`${id}-label ${id}-value`}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={open ? `${id}-list` : undefined}
        aria-activedescendant={open ? optionId(`${id}-list`, active) : undefined}
        className={classNames(styles.input, styles.select)}
        onClick={() => (open ? setAnchor(null) : show())}
        onBlur={() => setAnchor(null)}
        onKeyDown={onKeyDown}
      >
        <span id={`${id}-value`}>{current?.label ?? value}</span>
        <ChevronDown aria-hidden />
      </button>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {open && (
        <Listbox
          id={`${id}-list`}
          label={label}
          anchor={anchor}
          options={options}
          active={active}
          chosen={value}
          onActivate={setActive}
          onChoose={choose}
          onClose={() => setAnchor(null)}
          foot={onPreview === undefined ? undefined : (preview ?? 'No change')}
        />
      )}
    </div>
  )
}
