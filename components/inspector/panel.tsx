'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '@/components/ui/button'
import styles from './inspector.module.css'

export interface PanelProps {
  readonly title: string
  /** What kind of thing it is. */
  readonly kind: string
  readonly actions?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The skeleton every panel shares: title, fields, what it means. */
export function Panel({ title, kind, actions, onClose, children }: PanelProps) {
  return (
    <div className={styles.panel}>
      <header className={styles.header}>
        <div>
          <h2 className={styles.title} tabIndex={-1} data-why>
            {title}
          </h2>
          <p className={styles.kind}>{kind}</p>
        </div>
        <IconButton label="Close the inspector" keys="Esc" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {children}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

export function Section({ title, why, children }: { title: string; why?: 'reach'; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle} {...(why === undefined ? {} : { tabIndex: -1, 'data-why': why })}>
        {title}
      </h3>
      {children}
    </section>
  )
}

export function Fields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>
}

/** In place of something that the last change took away. */
export function Gone({ what, onClose }: { what: string; onClose: () => void }) {
  return (
    <Panel title={what} kind="No longer there" onClose={onClose}>
      <p className={styles.muted}>The last change took it away. Undo brings it back.</p>
    </Panel>
  )
}
