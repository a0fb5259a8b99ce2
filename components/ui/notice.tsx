import type { ReactNode } from 'react'
import styles from './notice.module.css'

/** Ink on pale yellow: advice and problems that stop nothing. */
export function Notice({ children }: { children: ReactNode }) {
  return <span className={styles.notice}>{children}</span>
}
