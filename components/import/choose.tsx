'use client'

import { useRef, useState } from 'react'
import { type Importing, openFiles, openText } from '@/components/state/importing'
import { Button } from '@/components/ui/button'
import { PasteArea } from '@/components/ui/paste-area'
import styles from './import.module.css'
import { importMessages as say } from './messages'
import { Problems } from './notes'

/** The ways in without a drag, and why the last of them led nowhere. */
export function Choose({ importing }: { readonly importing: Exclude<Importing, { readonly kind: 'preview' }> }) {
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  return (
    <div className={styles.column}>
      <p>{say.about}</p>
      <p className={styles.quiet}>{say.privacy}</p>
      <div>
        <input
          ref={input}
          type="file"
          multiple
          aria-label={say.label}
          className="visually-hidden"
          tabIndex={-1}
          onChange={({ target }) => {
            void openFiles([...(target.files ?? [])])
            target.value = ''
          }}
        />
        <Button data-focus-first onClick={() => input.current?.click()}>
          {say.choose}
        </Button>
      </div>
      <PasteArea
        label={say.paste}
        rows={8}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div>
        <Button variant="primary" disabled={text.trim() === ''} onClick={() => void openText(text, 'pasted text')}>
          {say.openPasted}
        </Button>
      </div>
      <div aria-live="polite" aria-busy={importing.kind === 'reading'}>
        {importing.kind === 'reading' && <p className={styles.quiet}>{say.reading(importing.name)}</p>}
        {importing.kind === 'refused' && (
          <section className={styles.refused}>
            <h3>{say.refused(importing.name)}</h3>
            <Problems problems={importing.problems} />
          </section>
        )}
      </div>
    </div>
  )
}
