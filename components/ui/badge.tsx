import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { Mark, type Shape } from './mark'

/** A shape and a word; never a colour alone. */
export function Badge({ shape, children }: { shape: Shape; children: ReactNode }) {
  return (
    <span className={styles.badge}>
      <Mark shape={shape} />
      <span>{children}</span>
    </span>
  )
}

/** Ink on pale yellow: advice and problems that stop nothing. */
export function Notice({ children }: { children: ReactNode }) {
  return <span className={styles.notice}>{children}</span>
}
