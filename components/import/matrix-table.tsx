import { internetRow, type ReachMatrix } from '@/lib/import/reach-matrix'
import styles from './import.module.css'
import { importMessages as say } from './messages'

/** Sources down, those who let them in across; the internet has its double border. */
export function MatrixTable({ matrix: { columns, rows } }: { readonly matrix: ReachMatrix }) {
  return (
    <section aria-labelledby="files-reach">
      <h3 id="files-reach">{say.reach}</h3>
      {columns.length === 0 ? (
        <p>{say.noReach}</p>
      ) : (
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col">{say.from}</th>
              {columns.map(({ names, through }) => (
                <th key={names.join()} scope="col" title={names.join(', ')}>
                  {say.names(names)} {through.length > 0 && say.through(through)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ from, cells }) => (
              <tr key={from} data-internet={from === internetRow}>
                <th scope="row">{from}</th>
                {columns.map(({ names }, at) => (
                  <Cell key={names.join()} services={cells[at] ?? []} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Cell({ services }: { readonly services: readonly string[] }) {
  return (
    <td data-open={services.length > 0}>
      {services.length === 0 ? <span className={styles.quiet}>{say.nothing}</span> : services.join(', ')}
    </td>
  )
}
