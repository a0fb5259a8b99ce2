import styles from './field.module.css'

/** What is wrong with what was typed, and the cure where there is one. */
export interface FieldError {
  readonly message: string
  readonly fix?: { readonly label: string; readonly apply: () => void }
}

export function FieldErrorText({ id, error }: { id: string; error: FieldError }) {
  return (
    <p id={id} className={styles.error}>
      <span>{error.message}</span>
      {error.fix !== undefined && (
        <button type="button" className={styles.fix} onClick={error.fix.apply}>
          {error.fix.label}
        </button>
      )}
    </p>
  )
}
