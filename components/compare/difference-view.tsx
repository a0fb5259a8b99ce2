import { PacketChanges } from '@/components/query/packet-changes'
import type { Difference } from '@/components/state/difference'
import styles from './difference-view.module.css'
import { compareMessages as say } from './messages'

/** Packets first, then the rules, files and fields that brought them. */
export function DifferenceView({ difference, most }: { readonly difference: Difference; readonly most: number }) {
  const { summary, packets, rules, files, fields } = difference
  return (
    <>
      <p className={styles.summary} role="status">
        {summary}
      </p>
      <PacketChanges packets={packets} titles={say.packets} most={most} />
      <Changes
        title={say.rules}
        entries={rules.map(({ id, title, kind, parts }) => ({
          id,
          words: title,
          note: [say.kinds[kind], ...parts].join(' · '),
        }))}
      />
      <Changes
        title={say.files}
        entries={files.map(({ path, kind, linesAdded, linesRemoved }) => ({
          id: path,
          words: path,
          isCode: true,
          note: `${say.kinds[kind]} · ${say.lines(linesAdded, linesRemoved)}`,
        }))}
      />
      <Changes
        title={say.fields}
        entries={fields.map(({ path, before, after }) => ({
          id: path,
          words: path,
          isCode: true,
          note: [before, after].map((value) => value ?? '–').join(' → '),
        }))}
      />
    </>
  )
}

interface Entry {
  readonly id: string
  readonly words: string
  readonly note: string
  readonly isCode?: boolean
}

function Changes({ title, entries }: { title: string; entries: readonly Entry[] }) {
  if (entries.length === 0) return null
  return (
    <details className={styles.changes}>
      <summary>
        {title} <span className={styles.quiet}>{entries.length.toLocaleString('en-GB')}</span>
      </summary>
      <ul>
        {entries.map(({ id, words, note, isCode }) => (
          <li key={id} className={styles.entry}>
            {isCode === true ? <code>{words}</code> : <span>{words}</span>} <span className={styles.note}>{note}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
