'use client'

import { ProblemNote } from '@/components/canvas/problem-note'
import { useAnalysis } from '@/components/state/engine'

/** What is wrong with the selected thing. */
export function Problems({ path }: { path: string }) {
  const analysis = useAnalysis()
  const problems = analysis?.problems.filter(({ at }) => at === path || at.startsWith(`${path}/`)) ?? []
  return problems.map((problem) => <ProblemNote key={`${problem.at} ${problem.message}`} problem={problem} />)
}
