import { useId } from 'react'
import styles from './field.module.css'

export interface SegmentsProps<Id extends string> {
  readonly label: string
  readonly value: Id
  readonly options: readonly { readonly id: Id; readonly label: string }[]
  readonly onChoose: (id: Id) => void
  readonly hideLabel?: boolean
}

/** One of two to four, all in sight: radio buttons in a row. */
export function Segments<Id extends string>({ label, value, options, onChoose, hideLabel = false }: SegmentsProps<Id>) {
  const name = useId()
  return (
    <fieldset className={styles.field}>
      <legend className={hideLabel ? 'visually-hidden' : styles.label}>{label}</legend>
      <div className={styles.segments}>
        {options.map((option) => (
          <label key={option.id} className={styles.segment}>
            <input type="radio" name={name} checked={option.id === value} onChange={() => onChoose(option.id)} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
