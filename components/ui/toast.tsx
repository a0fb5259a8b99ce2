import { X } from 'lucide-react'
import { Button, IconButton } from './button'
import styles from './toast.module.css'

export interface ToastProps {
  readonly text: string
  readonly tone?: 'plain' | 'problem'
  readonly action?: { readonly label: string; readonly perform: () => void } | undefined
  readonly onDismiss: () => void
}

/** A sentence at the foot of the window, with at most one thing to do about it. */
export function Toast({ text, tone = 'plain', action, onDismiss }: ToastProps) {
  return (
    <div className={styles.toast} data-tone={tone}>
      <span className={styles.text}>{text}</span>
      {action !== undefined && (
        <Button
          small
          onClick={() => {
            action.perform()
            onDismiss()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" onClick={onDismiss}>
        <X />
      </IconButton>
    </div>
  )
}
