'use client'

import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { classNames } from './class-names'
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
  /** Texts that fit, offered while one is typed. */
  readonly suggestions?: readonly string[]
  readonly hint?: ReactNode
  readonly placeholder?: string
  readonly hideLabel?: boolean
  readonly field?: string
  /** The last token can be changed and not taken away: without any the list would mean nothing. */
  readonly keepsLast?: boolean
}

/**
 * A list of short texts: Enter, comma, space or paste adds; a press on a token, or Backspace in an empty input, takes it
 * up for change, and it keeps its place until the new text is there.
 */
export function TokenField({
  label,
  tokens,
  onChange,
  validate,
  problem,
  suggestions,
  hint,
  placeholder,
  hideLabel = false,
  field,
  keepsLast = false,
}: TokenFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState('')
  const [own, setOwn] = useState<FieldError>()
  /** The token whose text is in the input. */
  const [changing, setChanging] = useState<string>()
  const error = own ?? problem

  /** Takes over what is valid, keeps the rest in the input with its reason. */
  function add(text: string) {
    const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
    const others = tokens.filter((token) => token !== changing)
    const added: string[] = []
    let refused: { text: string; error: FieldError } | undefined
    for (const part of parts) {
      const wrong = part === changing ? undefined : validate?.(part)
      if (wrong !== undefined) refused ??= { text: part, error: wrong }
      else if (!others.includes(part) && !added.includes(part)) added.push(part)
    }
    setDraft(refused?.text ?? '')
    setOwn(refused?.error)
    if (refused !== undefined && added.length === 0) return
    setChanging(undefined)
    const next =
      changing === undefined ? [...tokens, ...added] : tokens.flatMap((token) => (token === changing ? added : [token]))
    if (next.length !== tokens.length || next.some((token, index) => token !== tokens[index])) onChange(next)
  }

  function remove(token: string) {
    onChange(tokens.filter((other) => other !== token))
    input.current?.focus()
  }

  function takeUp(token: string | undefined) {
    if (token === undefined) return
    setChanging(token)
    setDraft(token)
    setOwn(undefined)
    input.current?.focus()
  }

  function letGo() {
    setChanging(undefined)
    setDraft('')
    setOwn(undefined)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter' || event.key === ',' || (event.key === ' ' && draft.trim() !== '')) {
      event.preventDefault()
      add(draft)
    } else if (event.key === 'Backspace' && draft === '' && changing === undefined && tokens.length > 0) {
      event.preventDefault()
      takeUp(tokens.at(-1))
    } else if (event.key === 'Escape' && (draft !== '' || changing !== undefined)) {
      event.stopPropagation()
      letGo()
    }
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <div className={styles.box}>
        <ul className={styles.tokens} aria-label={label}>
          {tokens.map((token) => (
            <li key={token} className={classNames(styles.token, token === changing && styles.changing)}>
              <button
                type="button"
                className={styles.tokenText}
                title={`Change ${token}`}
                onClick={() => takeUp(token)}
              >
                {token}
              </button>
              {!(keepsLast && tokens.length === 1) && (
                <button
                  type="button"
                  className={styles.tokenRemove}
                  aria-label={`Remove ${token}`}
                  onClick={() => remove(token)}
                >
                  ×
                </button>
              )}
            </li>
          ))}
        </ul>
        <input
          id={id}
          ref={input}
          data-field={field}
          data-undo={draft === '' ? 'design' : undefined}
          aria-label={changing === undefined ? undefined : `${label}, changing ${changing}`}
          list={suggestions === undefined ? undefined : `${id}-list`}
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
            else letGo()
          }}
          onKeyDown={onKeyDown}
        />
        {suggestions !== undefined && (
          <datalist id={`${id}-list`}>
            {suggestions
              .filter((text) => !tokens.includes(text))
              .map((text) => (
                <option key={text} value={text} />
              ))}
          </datalist>
        )}
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
