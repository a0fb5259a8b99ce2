'use client'

import { useEffect, useState } from 'react'
import { takeDropped } from '@/components/state/dropped-files'
import styles from './drop-target.module.css'

const loadImporting = () => import('@/components/state/importing')

/** Where a person types, what is pasted is theirs. */
function takesText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null
}

/** The whole window takes designs and what boxes run, dropped or pasted: files, or text of several lines and links. */
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
      const files = takeDropped(event.dataTransfer)
      void loadImporting().then(async ({ openFiles }) => openFiles(await files))
    }
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (takesText(event.target) || (files.length === 0 && !/\n.*\S|#d=/.test(text))) return
      event.preventDefault()
      void loadImporting().then(({ openFiles, openText }) =>
        files.length > 0 ? openFiles(files) : openText(text, 'pasted text'),
      )
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('paste', onPaste)
    }
  }, [])
  return over ? (
    <div className={styles.over}>
      Drop a design, a bundle, or what your boxes run. Nothing changes before you have seen what it says
    </div>
  ) : null
}
