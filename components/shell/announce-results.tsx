'use client'

import { useEffect } from 'react'
import { announce } from '@/components/state/announcer'
import { useDesignStore } from '@/components/state/design-store'
import { useEngine } from '@/components/state/engine'
import { useView } from '@/components/state/view'
import { worstVerdict } from '@/components/state/worst-verdict'
import { messages, verdictWords } from './messages'

/** Says once for each change what it did, for those who do not see it. */
export function AnnounceResults() {
  useEffect(
    () =>
      useEngine.subscribe((state, before) => {
        const { analysis, change, step } = state
        // Machines listed in the grid are no news about the design.
        if (analysis?.policy === before.analysis?.policy || analysis === undefined || change === undefined) return
        if (useDesignStore.getState().step !== step) return
        const verdict = worstVerdict(analysis.targets.map((target) => target.proof.verdict))
        const proof =
          verdict === undefined ? '' : `, ${verdict === 'equal' ? messages.allEqual : verdictWords[verdict]}`
        void import('@/components/findings/new-faults').then(({ newFaults, goneFindings, tellFindings }) => {
          const faults = newFaults(before, state)
          announce(`${change}${proof}${tellFindings(faults, goneFindings(before, state))}`)
          if (faults.length > 0 && useView.getState().tab !== 'findings') useView.setState({ newFault: true })
        })
      }),
    [],
  )
  return null
}
