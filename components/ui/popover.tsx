'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { type Anchor, useAnchored } from './anchoring'
import { classNames } from './class-names'
import styles from './popover.module.css'

export interface PopoverProps {
  readonly label: string
  readonly anchor: Anchor
  readonly onClose: () => void
  readonly children: ReactNode
  /** Moves focus into the box when it opens (the default), and back when it closes. */
  readonly takesFocus?: boolean
  readonly className?: string
}

/** A box beside its anchor, in the top layer; closes on Escape or a press outside. Render it to open it. */
export function Popover({ label, anchor, onClose, children, takesFocus = true, className }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null)
  useAnchored(ref, anchor)
  useEffect(() => {
    if (!takesFocus) return
    const before = document.activeElement
    const box = ref.current
    const first = box?.querySelector<HTMLElement>('[autofocus], a[href], button:not(:disabled), input, [tabindex="0"]')
    const target = first ?? box
    target?.focus()
    return () => {
      const lost = document.activeElement === document.body || box?.contains(document.activeElement) === true
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [takesFocus])
  return (
    <div
      ref={ref}
      popover="auto"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      className={classNames(styles.popover, className)}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose()
      }}
    >
      {children}
    </div>
  )
}
