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

/** Of the rules of one's own, as many as a person goes through. */
const mostNamed = 20

/** The way to merge into the box's own configuration, and where that is kept meanwhile. */
export function BackupBar({ title, given, merge, onGive, onForget }: BackupBarProps) {
  const input = useRef<HTMLInputElement>(null)
  const overruled = merge?.overruled ?? []
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
      {overruled.length > 0 && (
        <details className={styles.overruled}>
          <summary>{say.overruled(overruled.length)}</summary>
          <p>{say.overruledNote}</p>
          <ul>
            {[...new Set(overruled.slice(0, mostNamed))].map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
          {overruled.length > mostNamed && <p>{say.moreOverruled(overruled.length - mostNamed)}</p>}
        </details>
      )}
    </div>
  )
}
