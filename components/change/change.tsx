'use client'

import { ArrowLeftRight } from 'lucide-react'
import { useEffect } from 'react'
import { DifferenceView } from '@/components/compare/difference-view'
import { copyText } from '@/components/state/clipboard'
import { beginComparison, type Side, swapSides, useComparison } from '@/components/state/comparison'
import { refreshDesigns } from '@/components/state/workspace'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { PageHead } from '@/components/ui/page-head'
import { wordProblem } from '@/lib/design/word-problem'
import styles from './change.module.css'
import { changeMessages as say } from './messages'
import { PlanSteps } from './plan-steps'
import { SidePicker } from './side-picker'

/** More are in the Markdown. */
const mostPackets = 500

/** Two designs side by side: what a change opens and closes, and the order in which to make it. */
export function Change() {
  const comparison = useComparison((state) => state.comparison)
  const working = useComparison((state) => state.working)
  useEffect(() => {
    refreshDesigns()
    beginComparison()
  }, [])
  return (
    <main className={styles.page}>
      <PageHead back={say.back} title={say.title} about={say.about} />
      <div className={styles.sides}>
        <SidePicker side="before" />
        <Button variant="quiet" aria-label={say.swap} icon={<ArrowLeftRight />} onClick={swapSides} />
        <SidePicker side="after" />
      </div>
      <div className={styles.result} aria-live="polite" aria-busy={working}>
        {working && comparison === undefined && <p className={styles.quiet}>{say.working}</p>}
        {!working && comparison === undefined && <p className={styles.quiet}>{say.waiting}</p>}
        {comparison?.kind === 'failed' && (
          <p>
            {say.failed}: {comparison.message}
          </p>
        )}
        {comparison?.kind === 'refused' && (
          <section>
            <h2>{say.refused(comparison.side)}</h2>
            <ul>
              {comparison.problems.slice(0, 12).map((problem) => (
                <li key={`${problem.at} ${problem.message}`}>
                  <code>{problem.at}</code> {wordProblem(problem)}
                </li>
              ))}
            </ul>
          </section>
        )}
        {comparison?.kind === 'compared' && (
          <div className={styles.part} data-updating={working}>
            <Assumed side="before" parts={comparison.assumed.before} />
            <Assumed side="after" parts={comparison.assumed.after} />
            <DifferenceView difference={comparison.difference} most={mostPackets} />
            <CopyButton small copy={() => copyText(comparison.difference.markdown)}>
              {say.copy}
            </CopyButton>
            <PlanSteps plan={comparison.plan} />
          </div>
        )}
      </div>
    </main>
  )
}

/** Of what was no design. */
function Assumed({ side, parts }: { readonly side: Side; readonly parts: readonly string[] }) {
  if (parts.length === 0) return null
  return (
    <details>
      <summary>{say.assumed(side, parts.length)}</summary>
      <ul>
        {parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
    </details>
  )
}
