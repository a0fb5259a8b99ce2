'use client'

import { type FormEvent, useState } from 'react'
import type { ImportResult } from '@/components/state/import-task'
import { askFiles } from '@/components/state/importing'
import { Button } from '@/components/ui/button'
import { Mark } from '@/components/ui/mark'
import type { Answer } from '@/lib/query/answer'
import { wordReason } from '@/lib/query/word-reason'
import styles from './import.module.css'
import { importMessages as say } from './messages'
import { Problems } from './notes'

/** One packet, asked of the files alone. */
export function AskFiles() {
  const [question, setQuestion] = useState('')
  const [result, setResult] = useState<ImportResult>()
  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (question.trim() !== '') void askFiles(question).then(setResult)
  }
  return (
    <form className={styles.ask} onSubmit={ask}>
      <label className={styles.label}>
        {say.question}
        <input
          className={styles.field}
          type="text"
          autoComplete="off"
          spellCheck={false}
          placeholder={say.questionHint}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
      </label>
      <Button type="submit">{say.ask}</Button>
      <div role="status" className={styles.answer}>
        {result?.kind === 'ask' && <Answered answer={result.answer} />}
        {result?.kind === 'refused' && <Problems problems={result.problems} />}
      </div>
    </form>
  )
}

function Answered({ answer: { verdict, layers } }: { readonly answer: Answer }) {
  return (
    <ul className={styles.list}>
      {layers.map(({ target, title, verdict: here, because, statements }) => (
        <li key={target}>
          <Mark shape={here === 'allow' ? 'allow' : here === 'deny' ? 'deny' : 'unread'} /> <strong>{here}</strong>{' '}
          {title}: {wordReason(because)}{' '}
          {statements.slice(0, 4).map(({ file, line }) => (
            <code key={`${file}:${line}`}>
              {file}:{line}{' '}
            </code>
          ))}
        </li>
      ))}
      {layers.length === 0 && <li>{verdict}</li>}
    </ul>
  )
}
