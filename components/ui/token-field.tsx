'use client'

import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import styles from './field.module.css'
import { type FieldError, FieldErrorText } from './field-error'

export interface TokenFieldProps {
  readonly label: string
  readonly tokens: readonly string[]
  /** Called with the whole new list. */
  readonly onChange: (tokens: readonly string[]) => void
  /** What is wrong with one text. */
  readonly validate?: (text: string) => FieldError | undefined
  readonly problem?: FieldError | undefined
  readonly hint?: ReactNode
  readonly placeholder?: string
  readonly hideLabel?: boolean
  readonly field?: string
}

/** A list of short texts: Enter, comma, space or paste adds; Backspace in an empty input takes the last one back. */
export function TokenField({
  label,
  tokens,
  onChange,
  validate,
  problem,
  hint,
  placeholder,
  hideLabel = false,
  field,
}: TokenFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState('')
  const [own, setOwn] = useState<FieldError>()
  const error = own ?? problem

  /** Adds what is valid, keeps the rest in the input with its reason. */
  function add(text: string) {
    const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
    const added: string[] = []
    let refused: { text: string; error: FieldError } | undefined
    for (const part of parts) {
      const wrong = validate?.(part)
      if (wrong !== undefined) refused ??= { text: part, error: wrong }
      else if (!tokens.includes(part) && !added.includes(part)) added.push(part)
    }
    setDraft(refused?.text ?? '')
    setOwn(refused?.error)
    if (added.length > 0) onChange([...tokens, ...added])
  }

  function remove(index: number) {
    onChange(tokens.filter((_, at) => at !== index))
    input.current?.focus()
  }

  function takeBack(index: number) {
    const token = tokens[index]
    if (token === undefined) return
    setDraft(token)
    remove(index)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter' || event.key === ',' || (event.key === ' ' && draft.trim() !== '')) {
      event.preventDefault()
      add(draft)
    } else if (event.key === 'Backspace' && draft === '' && tokens.length > 0) {
      event.preventDefault()
      takeBack(tokens.length - 1)
    } else if (event.key === 'Escape' && draft !== '') {
      event.stopPropagation()
      setDraft('')
      setOwn(undefined)
    }
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <div className={styles.box}>
        <ul className={styles.tokens} aria-label={label}>
          {tokens.map((token, index) => (
            <li key={token} className={styles.token}>
              <button
                type="button"
                className={styles.tokenText}
                title={`Change ${token}`}
                onClick={() => takeBack(index)}
              >
                {token}
              </button>
              <button
                type="button"
                className={styles.tokenRemove}
                aria-label={`Remove ${token}`}
                onClick={() => remove(index)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        <input
          id={id}
          ref={input}
          data-field={field}
          data-undo={draft === '' ? 'design' : undefined}
          className={styles.tokenInput}
          value={draft}
          placeholder={tokens.length === 0 ? placeholder : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={own !== undefined}
          aria-describedby={error !== undefined ? `${id}-error` : hint !== undefined ? `${id}-hint` : undefined}
          onChange={(event) => setDraft(event.target.value)}
          onPaste={(event: ClipboardEvent<HTMLInputElement>) => {
            const text = event.clipboardData.getData('text')
            if (!/[\s,;]/.test(text.trim())) return
            event.preventDefault()
            add(draft + text)
          }}
          onBlur={() => {
            if (draft.trim() !== '') add(draft)
            else setOwn(undefined)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
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
