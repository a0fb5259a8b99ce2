'use client'

import { useEngine } from '@/components/state/engine'
import { useLinkLength } from '@/components/state/permalink'
import { showTab } from '@/components/state/view'
import { worstVerdict } from '@/components/state/worst-verdict'
import { classNames } from '@/components/ui/class-names'
import { Mark } from '@/components/ui/mark'
import { messages, verdictWords } from './messages'
import styles from './status-bar.module.css'

/** The last line of the page: whether to trust what stands above. */
export function StatusBar() {
  const { analysis, status, milliseconds, failure } = useEngine()
  const link = useLinkLength()
  if (analysis === undefined) return <footer className={styles.bar}>Compiling</footer>
  const verdicts = analysis.targets.map((target) => target.proof.verdict)
  const filters = verdicts.filter((verdict) => verdict !== 'none')
  const worst = worstVerdict(filters)
  const problems = analysis.problems.length
  return (
    <footer className={styles.bar}>
      <span>{messages.nodes(analysis.machines)}</span>
      <button type="button" className={styles.link} onClick={() => showTab('rules')}>
        {messages.rules(analysis.policy.rules.length)}
      </button>
      {worst !== undefined && analysis.machines > 0 && (
        <button type="button" className={styles.link} onClick={() => showTab('files')}>
          <Mark shape={worst === 'none' ? 'unfiltered' : worst} />
          {filters.length === 1 && worst !== 'equal'
            ? verdictWords[worst]
            : messages.proved(filters.filter((verdict) => verdict === 'equal').length, filters.length)}
        </button>
      )}
      {failure !== undefined && (
        <span role="alert" className={styles.notice}>
          <Mark shape="problem" /> {messages.failed(failure)}
        </span>
      )}
      {problems > 0 && (
        <button type="button" className={styles.notice} onClick={() => showTab('findings')}>
          <Mark shape="problem" />
          {messages.problems(problems)}
        </button>
      )}
      {link !== undefined && (
        <span className={classNames(styles.quiet, styles.roomy)} data-clock="">
          {messages.link(link)}
        </span>
      )}
      <a className={styles.quiet} href={`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/reference/`}>
        {messages.reference}
      </a>
      <span className={styles.end} data-late={status === 'late' ? '' : undefined}>
        {status === 'late' ? messages.updating : milliseconds === undefined ? '' : messages.compiled(milliseconds)}
      </span>
    </footer>
  )
}
