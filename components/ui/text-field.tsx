'use client'

import { type KeyboardEvent, type ReactNode, type Ref, useId, useState } from 'react'
import { classNames } from './class-names'
import styles from './field.module.css'
import { type FieldError, FieldErrorText } from './field-error'

export interface TextFieldProps {
  readonly label: string
  readonly value: string
  /** Called with what was typed when it is valid: on leaving the field and on Enter, or at each key with `live`. */
  readonly onCommit: (text: string) => void
  /** What is wrong with a text; it is kept and explained, never thrown away. */
  readonly validate?: (text: string) => FieldError | undefined
  /** A problem found elsewhere about the committed value. */
  readonly problem?: FieldError | undefined
  readonly hint?: ReactNode
  readonly live?: boolean
  readonly mono?: boolean
  readonly hideLabel?: boolean
  readonly placeholder?: string
  readonly inputMode?: 'text' | 'numeric'
  readonly inputRef?: Ref<HTMLInputElement>
  /** Marks the field for links that lead to it: `data-field`. */
  readonly field?: string
}

/** One line of text that is checked when it is left, keeps what was typed, and goes back on Escape. */
export function TextField({
  label,
  value,
  onCommit,
  validate,
  problem,
  hint,
  live = false,
  mono = false,
  hideLabel = false,
  placeholder,
  inputMode,
  inputRef,
  field,
}: TextFieldProps) {
  const id = useId()
  const [draft, setDraft] = useState<string>()
  const [left, setLeft] = useState(false)
  const text = draft ?? value
  const own = draft === undefined ? undefined : validate?.(draft)
  const error = (left ? own : undefined) ?? (draft === undefined || !left ? problem : undefined)

  function commit() {
    setLeft(true)
    if (draft === undefined || own !== undefined) return
    setDraft(undefined)
    if (draft !== value) onCommit(draft)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape' && draft !== undefined) {
      event.stopPropagation()
      setDraft(undefined)
      setLeft(false)
    }
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <input
        id={id}
        ref={inputRef}
        data-field={field}
        data-undo={draft === undefined ? 'design' : undefined}
        className={classNames(styles.input, mono && styles.mono)}
        value={text}
        placeholder={placeholder}
        inputMode={inputMode}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={error !== undefined ? `${id}-error` : hint !== undefined ? `${id}-hint` : undefined}
        onChange={(event) => {
          const typed = event.target.value
          setDraft(typed)
          if (live && validate?.(typed) === undefined && typed !== value) onCommit(typed)
        }}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {error !== undefined ? (
        <FieldErrorText id={`${id}-error`} error={error} />
      ) : (
        hint !== undefined && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}
