'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { type Anchor, useAnchored } from './anchoring'
import { Button, type ButtonProps, IconButton } from './button'
import { classNames } from './class-names'
import styles from './menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly label: string
  /** A second, quieter line. */
  readonly detail?: string | undefined
  readonly keys?: string | undefined
  readonly icon?: ReactNode
  readonly disabled?: boolean
  /** Makes it a choice that is on or off. */
  readonly checked?: boolean
  readonly removes?: boolean
  readonly onSelect: () => void
}

export interface MenuGroup {
  readonly id: string
  readonly title?: string
  readonly items: readonly MenuItem[]
}

export interface MenuPopupProps {
  readonly label: string
  readonly anchor: Anchor
  readonly groups: readonly MenuGroup[]
  readonly onClose: () => void
}

/** A menu beside an element or at a point of the window; arrow keys, Home, End and type-ahead. */
export function MenuPopup({ label, anchor, groups, onClose }: MenuPopupProps) {
  const ref = useRef<HTMLDivElement>(null)
  const typed = useRef({ text: '', at: 0 })
  useAnchored(ref, anchor)
  useEffect(() => {
    const before = document.activeElement
    const box = ref.current
    enabledItems(box)[0]?.focus()
    return () => {
      const lost = document.activeElement === document.body || box?.contains(document.activeElement) === true
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  function onKeyDown(event: KeyboardEvent) {
    const items = enabledItems(ref.current)
    const index = items.indexOf(document.activeElement as HTMLElement)
    const go = (to: number) => {
      event.preventDefault()
      items.at(((to % items.length) + items.length) % items.length)?.focus()
    }
    if (event.key === 'ArrowDown') return go(index + 1)
    if (event.key === 'ArrowUp') return go(index <= 0 ? -1 : index - 1)
    if (event.key === 'Home') return go(0)
    if (event.key === 'End') return go(-1)
    if (event.key === 'Tab') {
      event.preventDefault()
      return onClose()
    }
    if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const now = Date.now()
      const text = (now - typed.current.at < 700 ? typed.current.text : '') + event.key.toLowerCase()
      typed.current = { text, at: now }
      const found = items.findIndex((item) => item.textContent?.trim().toLowerCase().startsWith(text) === true)
      if (found >= 0) go(found)
    }
  }

  return (
    <div
      ref={ref}
      popover="auto"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className={styles.menu}
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose()
      }}
    >
      {groups.map((group) =>
        group.items.length === 0 ? null : <MenuSection key={group.id} group={group} onClose={onClose} />,
      )}
    </div>
  )
}

function MenuSection({ group, onClose }: { group: MenuGroup; onClose: () => void }) {
  return (
    <div className={styles.group}>
      {group.title !== undefined && (
        <div className={styles.title} role="presentation">
          {group.title}
        </div>
      )}
      {group.items.map((item) => (
        <button
          key={item.id}
          type="button"
          {...(item.checked === undefined
            ? { role: 'menuitem' }
            : { role: 'menuitemradio', 'aria-checked': item.checked })}
          aria-disabled={item.disabled === true ? true : undefined}
          tabIndex={-1}
          className={classNames(styles.item, item.removes === true && styles.removes)}
          onClick={() => {
            if (item.disabled === true) return
            onClose()
            item.onSelect()
          }}
          onPointerEnter={(event) => event.currentTarget.focus()}
        >
          <span className={styles.icon}>{item.icon ?? (item.checked === true ? '✓' : undefined)}</span>
          <span className={styles.label}>
            {item.label}
            {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
          </span>
          {item.keys !== undefined && <kbd className={styles.keys}>{item.keys}</kbd>}
        </button>
      ))}
    </div>
  )
}

function enabledItems(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
}

export interface MenuButtonProps extends Omit<ButtonProps, 'onClick'> {
  /** The menu's name. */
  readonly label: string
  readonly groups: readonly MenuGroup[] | (() => readonly MenuGroup[])
  /** Shows only this, with the label read aloud. */
  readonly onlyIcon?: ReactNode
}

export function MenuButton({
  label,
  groups,
  onlyIcon,
  children,
  variant: kind,
  small,
  icon,
  ...rest
}: MenuButtonProps) {
  const [opened, setOpened] = useState<{ readonly anchor: HTMLElement; readonly groups: readonly MenuGroup[] }>()
  // Made when the menu opens, so that it may look around at that moment.
  const open = (anchor: HTMLElement) => setOpened({ anchor, groups: typeof groups === 'function' ? groups() : groups })
  const shared = {
    ...rest,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': opened !== undefined,
    onClick: (event: { currentTarget: HTMLElement }) =>
      opened === undefined ? open(event.currentTarget) : setOpened(undefined),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key !== 'ArrowDown') return
      event.preventDefault()
      open(event.currentTarget)
    },
  }
  return (
    <>
      {onlyIcon === undefined ? (
        <Button {...shared} variant={kind ?? 'plain'} small={small ?? false} icon={icon}>
          {children}
        </Button>
      ) : (
        <IconButton {...shared} label={label}>
          {onlyIcon}
        </IconButton>
      )}
      {opened !== undefined && (
        <MenuPopup label={label} anchor={opened.anchor} groups={opened.groups} onClose={() => setOpened(undefined)} />
      )}
    </>
  )
}
