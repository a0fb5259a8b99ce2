'use client'

import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef, useState } from 'react'
import { classNames } from './class-names'
import styles from './field.module.css'
import { Listbox, type Option, optionId } from './listbox'

export interface ComboboxProps {
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
  /** What the text could become; already filtered. */
  readonly options: readonly Option[]
  readonly onChoose: (option: Option) => void
  /** Enter without an option under the arrow keys. */
  readonly onEnter?: (text: string) => void
  readonly onEscape?: () => void
  /** It has the focus, or lost it. */
  readonly onFocused?: (focused: boolean) => void
  readonly placeholder?: string
  readonly mono?: boolean
  readonly invalid?: boolean
  readonly describedBy?: string
  readonly className?: string
  readonly inputRef?: Ref<HTMLInputElement>
}

/** A line of text with completions; nothing is active until an arrow key is pressed, so Enter means the text. */
export function Combobox({
  label,
  text,
  onText,
  options,
  onChoose,
  onEnter,
  onEscape,
  onFocused,
  placeholder,
  mono = false,
  invalid = false,
  describedBy,
  className,
  inputRef,
}: ComboboxProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(inputRef, () => input.current)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [active, setActive] = useState(-1)
  const open = anchor !== null && options.length > 0
  const index = Math.min(active, options.length - 1)

  function close() {
    setAnchor(null)
    setActive(-1)
  }
  function choose(option: Option | undefined) {
    close()
    if (option !== undefined) onChoose(option)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setAnchor(input.current)
      const step = event.key === 'ArrowDown' ? 1 : -1
      const size = options.length
      if (size > 0) setActive(open ? (index + step + size) % size : step === 1 ? 0 : size - 1)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (open && index >= 0) choose(options[index])
      else {
        close()
        onEnter?.(text)
      }
    } else if (event.key === 'Escape') {
      if (open) {
        event.stopPropagation()
        close()
      } else onEscape?.()
    }
  }

  return (
    <>
      <input
        ref={input}
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? `${id}-list` : undefined}
        aria-activedescendant={open && index >= 0 ? optionId(`${id}-list`, index) : undefined}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className={classNames(styles.input, mono && styles.mono, className)}
        value={text}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => {
          onText(event.target.value)
          setAnchor(event.target)
          setActive(-1)
        }}
        onFocus={() => onFocused?.(true)}
        onBlur={() => {
          close()
          onFocused?.(false)
        }}
        onKeyDown={onKeyDown}
      />
      {open && (
        <Listbox
          id={`${id}-list`}
          label={label}
          anchor={anchor}
          options={options}
          active={index}
          onActivate={setActive}
          onChoose={choose}
          onClose={close}
        />
      )}
    </>
  )
}
