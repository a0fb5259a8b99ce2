import { ExternalLink } from 'lucide-react'
import { readSource } from './source'
import styles from './source-link.module.css'

export interface SourceLinkProps {
  readonly source: string
  /** What the source is for, read aloud. */
  readonly about: string
  readonly tabIndex?: number | undefined
}

/** Where an outside fact is written down: a link where that is a page, its words where it is not. */
export function SourceLink({ source, about, tabIndex }: SourceLinkProps) {
  if (source === '') return null
  const { label, href } = readSource(source)
  if (href === undefined) {
    return (
      <span className={styles.words} title={source}>
        {label}
      </span>
    )
  }
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      tabIndex={tabIndex}
      className={styles.link}
      title={source}
      aria-label={`Source for ${about}: ${label}`}
    >
      {label} <ExternalLink size={11} aria-hidden="true" />
    </a>
  )
}
