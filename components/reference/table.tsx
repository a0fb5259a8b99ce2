import { Children, type ReactNode } from 'react'
import { referenceMessages as say } from './messages'
import styles from './reference.module.css'

interface PartProps {
  readonly id: keyof typeof say.parts
  readonly about?: string
  readonly columns: readonly string[]
  readonly children: ReactNode
}

/** One table of the reference, hidden while a search leaves none of its rows. */
export function Part({ id, about, columns, children }: PartProps) {
  return (
    <section id={id} data-part={id} className={styles.part} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{say.parts[id]}</h2>
      {about !== undefined && <p>{about}</p>}
      <div className={styles.scroll}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </section>
  )
}

/** A row that a search finds by its words. */
export function Row({ words, children }: { words: readonly string[]; children: ReactNode }) {
  return <tr data-words={words.join(' ').toLowerCase()}>{children}</tr>
}

/** One cell a child, the first as the row's heading. */
export function Cells({ children }: { children: ReactNode }) {
  return Children.map(children, (child, index) => (index === 0 ? <th scope="row">{child}</th> : <td>{child}</td>))
}
