'use client'

import { useEngine } from '@/components/state/engine'
import { paneMessages as say } from './messages'
import styles from './pane-waiting.module.css'

/** In place of a result that is not there yet, or never came. */
export function PaneWaiting() {
  const failure = useEngine((state) => state.failure)
  return (
    <p className={styles.waiting} role="status">
      {failure === undefined ? say.working : say.failed(failure)}
    </p>
  )
}
