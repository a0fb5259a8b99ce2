import { useDesign } from '@/components/state/design-store'
import type { ImportPreview } from '@/components/state/import-task'
import { Mark } from '@/components/ui/mark'
import { AskFiles } from './ask-files'
import { Drift } from './drift'
import styles from './import.module.css'
import { MatrixTable } from './matrix-table'
import { importMessages as say } from './messages'
import { Notes, Problems } from './notes'

/** What was read, in the order in which one would ask: who gets in, what is wrong, what is only assumed. */
export function Preview({ preview }: { readonly preview: ImportPreview }) {
  const { name } = useDesign()
  const { machines, files, matrix, exposures, findings, drift, problems } = preview
  const assumed = preview.assumed.map(({ at, text }) => ({ text: at === '' ? text : `${at}: ${text}` }))
  return (
    <div className={styles.column}>
      <p role="status">{say.summary(files.length, machines)}</p>
      {problems.length > 0 && (
        <section aria-label={say.problems}>
          <h3>{say.problems}</h3>
          <Problems problems={problems} />
        </section>
      )}
      {!preview.isWhole && <MatrixTable matrix={matrix} />}
      <section aria-label={say.exposure}>
        <h3>{say.exposure}</h3>
        <ul className={styles.list}>
          {exposures.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <AskFiles />
      {drift.map((one) => (
        <Drift key={one.title} drift={one} design={name} />
      ))}
      <section aria-label={say.findings}>
        <details className={styles.notes}>
          <summary>
            {say.findings} <span className={styles.quiet}>{findings.length}</span>
          </summary>
          <ul className={styles.list}>
            {findings.map(({ code, severity, message, at, fix }) => (
              <li key={`${code} ${at} ${message}`}>
                {severity === 'error' && <Mark shape="problem" label="error" />} {message}.{' '}
                {fix !== undefined && `${fix}. `}
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </details>
      </section>
      <Notes title={say.assumed} notes={assumed} open />
      <Notes title={say.unprovable} notes={preview.unprovable} />
      <Notes title={say.understood} notes={preview.understood} />
      <Notes title={say.ignored} notes={preview.ignored} />
    </div>
  )
}
