'use client'

import { useEffect, useRef, useState } from 'react'
import { referenceMessages as say } from './messages'
import styles from './reference.module.css'

/** Hides the rows of the page that hold none of the words; the rows themselves are never drawn again. */
export function Filter() {
  const [text, setText] = useState('')
  const [shown, setShown] = useState<number>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    let count = 0
    for (const row of document.querySelectorAll<HTMLElement>('[data-words]')) {
      const holds = words.every((word) => row.dataset.words?.includes(word) === true)
      row.hidden = !holds
      if (holds) count++
    }
    for (const part of document.querySelectorAll<HTMLElement>('[data-part]')) {
      part.hidden = part.querySelector('[data-words]:not([hidden])') === null
    }
    setShown(words.length === 0 ? undefined : count)
  }, [text])
  return (
    <search className={styles.filter}>
      <label htmlFor="reference-filter">{say.filter}</label>
      <input
        id="reference-filter"
        ref={field}
        type="search"
        value={text}
        placeholder={say.example}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      <output htmlFor="reference-filter">{shown === undefined ? '' : say.shown(shown)}</output>
    </search>
  )
}
