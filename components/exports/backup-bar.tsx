import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import styles from './backup-bar.module.css'
import { exportMessages as say } from './messages'

export interface BackupBarProps {
  /** The product whose backup it is. */
  readonly title: string
  /** Names of the given files. */
  readonly given: readonly string[] | undefined
  readonly onGive: (files: readonly File[]) => void
  readonly onForget: () => void
}

/** The way to merge into the box's own configuration, and where that is kept meanwhile. */
export function BackupBar({ title, given, onGive, onForget }: BackupBarProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.bar}>
      <p className={styles.sentence}>{given === undefined ? say.mergeInto(title) : say.mergedInto(given)}</p>
      <input
        ref={input}
        type="file"
        multiple
        aria-label={say.backupLabel}
        className="visually-hidden"
        tabIndex={-1}
        onChange={({ target }) => {
          onGive([...(target.files ?? [])])
          target.value = ''
        }}
      />
      <Button small onClick={() => input.current?.click()}>
        {given === undefined ? say.chooseBackup : say.chooseAnother}
      </Button>
      {given !== undefined && (
        <Button small onClick={onForget}>
          {say.forgetBackup}
        </Button>
      )}
    </div>
  )
}
