import type { DriftLine, DriftWords } from '@/components/state/import-task'
import styles from './import.module.css'
import { importMessages as say } from './messages'
import { Problems } from './notes'

/** What runs beside what the open design writes: the changes first, each with its packet and a line of both. */
export function Drift({ drift, design }: { readonly drift: DriftWords; readonly design: string }) {
  const changes = drift.entries.filter(({ sign }) => sign !== '=')
  const same = drift.entries.filter(({ sign }) => sign === '=')
  return (
    <section className={styles.drift} aria-label={say.drift(drift, design)}>
      <h3>{say.drift(drift, design)}</h3>
      <p>
        <strong>{say.driftVerdict(drift)}</strong> {say.driftCounts(drift)}
      </p>
      <Problems problems={drift.problems} />
      <ul className={styles.list}>
        {changes.map((line) => (
          <Entry key={`${line.sign} ${line.what}`} line={line} />
        ))}
      </ul>
      {same.length > 0 && (
        <details className={styles.notes}>
          <summary>
            <code>=</code> {say.sign('=')} <span className={styles.quiet}>{same.length}</span>
          </summary>
          <ul className={styles.list}>
            {same.map(({ what }) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        </details>
      )}
      {drift.leftOut.length > 0 && <p className={styles.quiet}>{say.leftOut(drift.leftOut)}</p>}
    </section>
  )
}

function Entry({ line: { sign, what, sentence, packet, runs, designed } }: { readonly line: DriftLine }) {
  return (
    <li>
      <code title={say.sign(sign)}>{sign}</code> {what}: {sentence} {packet !== undefined && <code>{packet}</code>}
      <dl className={styles.places}>
        <dt>{say.runs}</dt>
        <dd>{runs.length === 0 ? say.byDefault : runs.join(', ')}</dd>
        <dt>{say.designed}</dt>
        <dd>{designed.length === 0 ? say.byDefault : designed.join(', ')}</dd>
      </dl>
    </li>
  )
}
