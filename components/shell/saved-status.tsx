'use client'

import { useDesignStore } from '@/components/state/design-store'
import { useWorkspace } from '@/components/state/workspace'
import styles from './header.module.css'
import { clockTime, messages } from './messages'

/** Whether the browser holds what is on the screen. */
export function SavedStatus() {
  const saving = useWorkspace((state) => state.saving)
  const origin = useDesignStore((state) => state.origin.kind)
  if (saving.kind === 'failed') {
    return (
      <span className={styles.failed} role="alert">
        <strong>Not saved.</strong> {saving.reason}
      </span>
    )
  }
  if (origin === 'preview') return <span className={styles.saved}>{messages.preview}</span>
  return (
    <span className={styles.saved} data-clock="">
      {saving.kind === 'saved'
        ? messages.savedAt(clockTime(saving.at))
        : saving.kind === 'pending'
          ? messages.pending
          : messages.unsaved}
    </span>
  )
}
