import type { ComponentProps } from 'react'
import styles from './paste-area.module.css'

interface PasteAreaProps extends Omit<ComponentProps<'textarea'>, 'className'> {
  readonly label: string
}

/** Several lines of what a machine reads: a link, a file. */
export function PasteArea({ label, ...rest }: PasteAreaProps) {
  return (
    <label className={styles.label}>
      {label}
      <textarea {...rest} className={styles.area} />
    </label>
  )
}
