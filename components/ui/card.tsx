import type { ReactNode } from 'react'
import styles from './card.module.css'
import { classNames } from './class-names'

/** Things of a kind to choose one of, side by side. */
export function CardList({ children, note }: { children: ReactNode; note: string }) {
  return (
    <>
      <ul className={styles.list}>{children}</ul>
      <p className={styles.note}>{note}</p>
    </>
  )
}

interface CardProps {
  readonly title: string
  readonly summary: string
  readonly onChoose: () => void
  /** Where the focus begins in a dialog. */
  readonly isFirst?: boolean
  readonly picture?: ReactNode
  /** A way of another kind: in a row of its own below the others. */
  readonly isApart?: boolean
}

export function Card({ title, summary, onChoose, isFirst = false, picture, isApart = false }: CardProps) {
  return (
    <li className={classNames(isApart && styles.apart)}>
      <button type="button" data-focus-first={isFirst ? '' : undefined} className={styles.card} onClick={onChoose}>
        {picture}
        <strong>{title}</strong>
        <span className={styles.summary}>{summary}</span>
      </button>
    </li>
  )
}
