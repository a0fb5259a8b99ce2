'use client'

import { useAnalysis } from '@/components/state/engine'
import { Mark } from '@/components/ui/mark'
import styles from './inspector.module.css'

/** What is wrong with the selected thing. */
export function Problems({ path }: { path: string }) {
  const analysis = useAnalysis()
  const problems = analysis?.problems.filter(({ at }) => at === path || at.startsWith(`${path}/`)) ?? []
  return problems.map((problem) => (
    <p key={`${problem.at} ${problem.message}`} className={styles.problem}>
      <Mark shape="problem" />
      <span>
        {problem.message} {problem.suggestion}
      </span>
    </p>
  ))
}
