'use client'

import { useRef, useState } from 'react'
import { type Chosen, choose, give, giveFiles, type Side, useComparison } from '@/components/state/comparison'
import { takeDropped } from '@/components/state/dropped-files'
import { useWorkspace } from '@/components/state/workspace'
import { Button } from '@/components/ui/button'
import type { Option } from '@/components/ui/listbox'
import { Select } from '@/components/ui/select'
import { templates } from '@/lib/design/templates/templates'
import styles from './change.module.css'
import { changeMessages as say } from './messages'

/** Where one of the two designs comes from: this browser, a template, a file, pasted text or a link. */
export function SidePicker({ side }: { readonly side: Side }) {
  const chosen = useComparison((state) => state[side])
  const hasGiven = useComparison((state) => state.given[side] !== undefined)
  const designs = useWorkspace((state) => state.designs)
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const options: readonly Option<Chosen>[] = [
    { id: 'none', label: say.none, disabled: true },
    ...(hasGiven ? [{ id: 'given' as const, label: say.given }] : []),
    ...designs.map(({ id, name }): Option<Chosen> => ({ id: `kept:${id}`, label: name, detail: say.kept })),
    ...templates.map(({ id, title }): Option<Chosen> => ({ id: `template:${id}`, label: title, detail: say.template })),
  ]
  return (
    <section
      className={styles.side}
      aria-label={say.sides[side]}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void takeDropped(event.dataTransfer).then((files) => giveFiles(side, files))
      }}
    >
      <Select label={say.sides[side]} value={chosen} options={options} onChoose={(id) => choose(side, id)} />
      <div className={styles.row}>
        <input
          ref={input}
          type="file"
          multiple
          aria-label={say.file(side)}
          className="visually-hidden"
          tabIndex={-1}
          onChange={(event) => {
            void giveFiles(side, [...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <Button small onClick={() => input.current?.click()}>
          {say.fileButton}
        </Button>
        <label className={styles.paste}>
          <span className={styles.quiet}>{say.paste}</span>
          <textarea rows={1} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <Button
          small
          disabled={text.trim() === ''}
          onClick={() => {
            give(side, text, say.sides[side])
            setText('')
          }}
        >
          {say.use}
        </Button>
      </div>
    </section>
  )
}
