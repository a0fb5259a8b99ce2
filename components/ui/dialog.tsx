'use client'

import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { IconButton } from './button'
import { classNames } from './class-names'
import styles from './dialog.module.css'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly footer?: ReactNode
  readonly wide?: boolean
  /** Hides the title bar; the title is still read aloud. */
  readonly bare?: boolean
}

/**
 * A modal dialog by the browser's own element: traps focus, closes on Escape, gives focus back. Render it to open it.
 * Focus goes to the first thing marked `data-focus-first`, else to the first of its content that takes it.
 */
export function Dialog({ title, onClose, children, footer, wide, bare }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    dialog?.showModal()
    const first = dialog?.querySelector<HTMLElement>('[data-focus-first]')
    const content = dialog?.querySelector<HTMLElement>('[data-content] :is(input, select, textarea, button):enabled')
    const goal = first ?? content
    goal?.focus()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      className={classNames(styles.dialog, wide === true && styles.wide, bare === true && styles.bare)}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget && isOutside(event.currentTarget, event)) onClose()
      }}
    >
      <header className={bare === true ? 'visually-hidden' : styles.header}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {bare !== true && (
          <IconButton label="Close" keys="Esc" onClick={onClose}>
            <X />
          </IconButton>
        )}
      </header>
      <div className={styles.body} data-content>
        {children}
      </div>
      {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
    </dialog>
  )
}

function isOutside(dialog: HTMLElement, event: { clientX: number; clientY: number }): boolean {
  const box = dialog.getBoundingClientRect()
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom
}
