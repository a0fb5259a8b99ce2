import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import styles from './backup-bar.module.css'
import type { Merge } from './merge'
import { exportMessages as say } from './messages'

export interface BackupBarProps {
  /** The product whose backup it is. */
  readonly title: string
  /** Names of the given files. */
  readonly given: readonly string[] | undefined
  /** What the merge comes to; undefined where nothing was merged. */
  readonly merge: Merge | undefined
  readonly onGive: (files: readonly File[]) => void
  readonly onForget: () => void
}

/** The way to merge into the box's own configuration, and where that is kept meanwhile. */
export function BackupBar({ title, given, merge, onGive, onForget }: BackupBarProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.bar}>
      <p className={styles.sentence}>
        {given === undefined
          ? say.mergeInto(title)
          : merge === undefined
            ? say.notMerged(given)
            : say.mergedInto(given, merge)}
      </p>
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
      {given !== undefined && (
        <Button small onClick={onForget}>
          {say.forgetBackup}
        </Button>
      )}
      <Button small onClick={() => input.current?.click()}>
        {given === undefined ? say.chooseBackup : say.chooseAnother}
      </Button>
    </div>
  )
}
