'use client'

import { ArrowLeftRight } from 'lucide-react'
import { useEffect } from 'react'
import { beginComparison, swapSides, useComparison } from '@/components/state/comparison'
import { refreshDesigns } from '@/components/state/workspace'
import { Button } from '@/components/ui/button'
import styles from './change.module.css'
import { Difference } from './difference'
import { changeMessages as say } from './messages'
import { PlanSteps } from './plan-steps'
import { SidePicker } from './side-picker'

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
      <header className={styles.head}>
        <a className={styles.anchor} href={`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/`}>
          {say.back}
        </a>
        <h1>{say.title}</h1>
        <p>{say.about}</p>
      </header>
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
              {comparison.problems.slice(0, 12).map(({ at, message, suggestion }) => (
                <li key={`${at} ${message}`}>
                  <code>{at}</code> {message} {suggestion}
                </li>
              ))}
            </ul>
          </section>
        )}
        {comparison?.kind === 'compared' && (
          <div data-updating={working}>
            <Difference comparison={comparison} />
            <PlanSteps plan={comparison.plan} />
          </div>
        )}
      </div>
    </main>
  )
}
