import type { ReactNode } from 'react'
import styles from './field.module.css'

export interface CheckboxProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
  /** Marks the field for links that lead to it: `data-field`. */
  readonly field?: string
}

export function Checkbox({ checked, onChange, children, field }: CheckboxProps) {
  return (
    <label className={styles.checkbox}>
      <input
        type="checkbox"
        data-field={field}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{children}</span>
    </label>
  )
}
