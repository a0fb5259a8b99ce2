import type { ReactNode } from 'react'
import styles from './field.module.css'

export interface CheckboxProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
  /** Marks the field for links that lead to it: `data-field`. */
  readonly field?: string
  /** The box has the pointer or the focus, and would become this; undefined when it has neither. */
  readonly onPreview?: (checked: boolean | undefined) => void
}

export function Checkbox({ checked, onChange, children, field, onPreview }: CheckboxProps) {
  return (
    <label
      className={styles.checkbox}
      onPointerEnter={() => onPreview?.(!checked)}
      onPointerLeave={() => onPreview?.(undefined)}
    >
      <input
        type="checkbox"
        data-field={field}
        checked={checked}
        onFocus={() => onPreview?.(!checked)}
        onBlur={() => onPreview?.(undefined)}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{children}</span>
    </label>
  )
}
