import { ChevronRight, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '@/components/ui/button'
import inspector from '../inspector.module.css'
import styles from './fold.module.css'

export interface FoldProps {
  readonly title: string
  /** What is set, in a few words, so that a closed section still says it. */
  readonly note: ReactNode
  readonly open?: boolean
  /** The path of the design that it is for: where links to it lead. */
  readonly path?: string
  readonly children: ReactNode
}

/** One section of the settings: closed it says what is set, open it lets one change it. */
export function Fold({ title, note, open = false, path, children }: FoldProps) {
  return (
    <details className={styles.fold} open={open}>
      <summary className={styles.summary} data-field={path}>
        <ChevronRight className={styles.mark} size={14} aria-hidden />
        <h3 className={styles.title}>{title}</h3>
        <span className={styles.note}>{note}</span>
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  )
}

/** One entry of a list, with a way to take it out. */
export function Entry({
  label,
  onRemove,
  children,
}: {
  label: string
  onRemove?: (() => void) | undefined
  children: ReactNode
}) {
  return (
    <fieldset className={styles.entry}>
      <legend className="visually-hidden">{label}</legend>
      {onRemove !== undefined && (
        <IconButton label={`Remove ${label}`} className={styles.remove} onClick={onRemove}>
          <X />
        </IconButton>
      )}
      <div className={inspector.fields}>{children}</div>
    </fieldset>
  )
}
