'use client'

import { useRef, useState } from 'react'
import { openText, useImporting } from '@/components/state/importing'
import { closeDialog } from '@/components/state/view'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import styles from './share.module.css'

/** Opens a design from a file or from pasted text or a link, and says what is wrong when it cannot. */
export function OpenFileDialog() {
  const refused = useImporting((state) => state.refused)
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const close = () => {
    useImporting.setState({ refused: undefined })
    closeDialog()
  }
  return (
    <Dialog
      title="Open a design"
      wide
      onClose={close}
      footer={
        <Button variant="primary" disabled={text.trim() === ''} onClick={() => void openText(text, 'pasted text')}>
          Open the pasted text
        </Button>
      }
    >
      <div className={styles.column}>
        <p>A design.yaml or JSON file, or a link somebody sent. It opens beside your own designs.</p>
        <div className={styles.row}>
          <input
            ref={input}
            type="file"
            accept=".yaml,.yml,.json,.txt"
            aria-label="Design file"
            className="visually-hidden"
            tabIndex={-1}
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file !== undefined) void file.text().then((content) => openText(content, file.name))
              event.target.value = ''
            }}
          />
          <Button onClick={() => input.current?.click()}>Choose a file</Button>
        </div>
        <label className={styles.label}>
          Or paste it
          <textarea
            className={styles.text}
            rows={8}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {refused !== undefined && (
          <section className={styles.refused} aria-live="polite">
            <h3>{refused.name} was not opened; nothing changed</h3>
            <ul>
              {refused.problems.slice(0, 12).map((problem) => (
                <li key={`${problem.at} ${problem.message}`}>
                  <code>{problem.at}</code> {problem.message} {problem.suggestion}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  )
}
