'use client'

import { useEffect, useState } from 'react'
import styles from './drop-target.module.css'

/** The whole window takes a dropped design file, or a backup of a box. */
export function DropTarget() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const onOver = (event: DragEvent) => {
      if (!holdsFile(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!holdsFile(event)) return
      event.preventDefault()
      setOver(false)
      void import('@/components/state/importing').then(({ openFiles }) =>
        openFiles([...(event.dataTransfer?.files ?? [])]),
      )
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
  return over ? (
    <div className={styles.over}>
      Drop a design to open it beside your own, or a backup of your firewall to merge into
    </div>
  ) : null
}
