import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names'

export interface ButtonProps extends ComponentProps<'button'> {
  /** `plain` has a border, `primary` is filled, `quiet` is bare until hovered, `deny` removes something. */
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'deny'
  readonly icon?: ReactNode
  /** The key that does the same, shown after the label. */
  readonly keys?: string | undefined
  readonly small?: boolean
}

export function Button({ variant = 'plain', icon, keys, small, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(styles.button, styles[variant], small === true && styles.small, className)}
    >
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      {children}
      {keys !== undefined && <kbd className={styles.keys}>{keys}</kbd>}
    </button>
  )
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'title'> {
  /** Read aloud, and shown when the pointer rests. */
  readonly label: string
  readonly keys?: string | undefined
  readonly bordered?: boolean
}

export function IconButton({ label, keys, bordered, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      title={keys === undefined ? label : `${label} (${keys})`}
      className={classNames(styles.button, styles.square, bordered === true ? styles.plain : styles.quiet, className)}
    >
      <span className={styles.icon}>{children}</span>
    </button>
  )
}
