import { useId } from 'react'
import styles from './field.module.css'

export interface SegmentsProps<Id extends string> {
  readonly label: string
  readonly value: Id
  readonly options: readonly { readonly id: Id; readonly label: string }[]
  readonly onChoose: (id: Id) => void
  readonly hideLabel?: boolean
  /** Another choice has the pointer or the focus; undefined when none has. */
  readonly onPreview?: (id: Id | undefined) => void
  /** What that choice would do. */
  readonly preview?: string | undefined
}

/** One of two to four, all in sight: radio buttons in a row. */
export function Segments<Id extends string>(props: SegmentsProps<Id>) {
  const { label, value, options, onChoose, hideLabel = false, onPreview, preview } = props
  const name = useId()
  return (
    <fieldset className={styles.field}>
      <legend className={hideLabel ? 'visually-hidden' : styles.label}>{label}</legend>
      <div className={styles.segments}>
        {options.map((option) => (
          <label
            key={option.id}
            className={styles.segment}
            onPointerEnter={() => onPreview?.(option.id === value ? undefined : option.id)}
            onPointerLeave={() => onPreview?.(undefined)}
          >
            <input
              type="radio"
              name={name}
              checked={option.id === value}
              onFocus={() => onPreview?.(options.find(({ id }) => id !== value)?.id)}
              onBlur={() => onPreview?.(undefined)}
              onChange={() => onChoose(option.id)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {onPreview !== undefined && (
        <p className={styles.preview} aria-live="polite" hidden={preview === undefined}>
          {preview}
        </p>
      )}
    </fieldset>
  )
}
