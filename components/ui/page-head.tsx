import type { ReactNode } from 'react'
import styles from './page-head.module.css'

export interface PageHeadProps {
  readonly back: string
  readonly title: string
  readonly about: string
  /** What else stands at the head. */
  readonly children?: ReactNode
}

/** The head of a page beside the designer: the way back, what it is, and what it is for. */
export function PageHead({ back, title, about, children }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <a className={styles.back} href={`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/`}>
        {back}
      </a>
      <h1>{title}</h1>
      <p>{about}</p>
      {children}
    </header>
  )
}
