import type { Problem } from '@/lib/design/problem'
import { wordProblem } from '@/lib/design/word-problem'
import type { Note } from '@/lib/import/note'
import styles from './import.module.css'
import { importMessages as say } from './messages'

const mostProblems = 20

/** Where, what, what to do. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  const rest = problems.length - mostProblems
  return (
    <ul className={styles.list}>
      {problems.slice(0, mostProblems).map((problem) => (
        <li key={`${problem.at} ${problem.message}`}>
          <code>{problem.at}</code> {wordProblem(problem)}
        </li>
      ))}
      {rest > 0 && <li>{say.moreProblems(rest)}</li>}
    </ul>
  )
}

/** One kind of thing there is to know about the files, folded unless it must be seen. */
export function Notes({ title, notes, open }: { title: string; notes: readonly Note[]; open?: boolean }) {
  if (notes.length === 0) return null
  return (
    <details className={styles.notes} open={open === true}>
      <summary>
        {title} <span className={styles.quiet}>{notes.length}</span>
      </summary>
      <ul className={styles.list}>
        {notes.map(({ at, text }) => (
          <li key={`${at?.file}:${at?.line} ${text}`}>
            {at !== undefined && (
              <code>
                {at.file}:{at.line}
              </code>
            )}{' '}
            {text}
          </li>
        ))}
      </ul>
    </details>
  )
}
