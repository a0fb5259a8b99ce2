import { type ReactNode, useId } from 'react'
import styles from './change.module.css'

interface TableProps {
  readonly title: string
  readonly mark?: ReactNode
  readonly columns: readonly string[]
  /** Said in place of rows. */
  readonly none?: string
  /** Rows of cells, the first of each its heading. */
  readonly children: readonly (readonly ReactNode[])[]
}

export function Table({ title, mark, columns, none, children }: TableProps) {
  const id = useId()
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 id={id}>
        {mark} {title} {children.length > 0 && <span className={styles.quiet}>{children.length}</span>}
      </h2>
      {children.length === 0 ? (
        <p className={styles.quiet}>{none}</p>
      ) : (
        <div className={styles.scroll}>
          <table aria-labelledby={id}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{children.map((cells, row) => rowOf(cells, `${row}`))}</tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** The rows of one result never move: their number is their name. */
function rowOf([first, ...rest]: readonly ReactNode[], name: string): ReactNode {
  return (
    <tr key={name}>
      <th scope="row">{first}</th>
      {rest.map((cell, column) => cellOf(cell, `${name} ${column}`))}
    </tr>
  )
}

function cellOf(cell: ReactNode, name: string): ReactNode {
  return <td key={name}>{cell}</td>
}
