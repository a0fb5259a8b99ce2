import { ExternalLink } from 'lucide-react'
import { proofMessages as say } from './messages'
import styles from './proof-panel.module.css'

/** A link where the source is a page, its words where it is not. */
export function SourceLink({ source, about }: { source: string; about: string }) {
  if (source === '') return null
  if (!source.startsWith('https://')) return <span className={styles.quiet}>({source})</span>
  return (
    <a
      href={source}
      target="_blank"
      rel="noreferrer"
      className={styles.source}
      title={source}
      aria-label={say.sourceOf(about)}
    >
      {say.source} <ExternalLink size={11} aria-hidden="true" />
    </a>
  )
}
