'use client'

import { memo, useDeferredValue, useMemo } from 'react'
import { labelOf } from '@/components/state/actions/action'
import { actionOf } from '@/components/state/actions/registry'
import { currentSnapshot } from '@/components/state/design-store'
import { useEngine } from '@/components/state/engine'
import { focusWhy } from '@/components/state/focus'
import { openZones } from '@/components/state/opened-zones'
import { select, useSelection } from '@/components/state/selection'
import type { SentAnalysis } from '@/components/state/sent-analysis'
import { litRules } from './lit-rules'
import { PaneWaiting } from './pane-waiting'
import { pointAtCell } from './point-at-cell'
import { compareReach } from './reach-changes'
import { ReachView } from './reach-view'
import { zoneSelection } from './zone-selection'

/** "Who reaches what" of the open design: drawn in slices behind the edit that changed it, so that typing goes first. */
export function ReachPane() {
  const analysis = useEngine((state) => state.analysis)
  const previous = useEngine((state) => state.previous)
  const late = useEngine((state) => state.status === 'late')
  return <Shown analysis={useDeferredValue(analysis)} previous={useDeferredValue(previous)} late={late} />
}

interface ShownProps {
  readonly analysis: SentAnalysis | undefined
  readonly previous: SentAnalysis | undefined
  readonly late: boolean
}

const Shown = memo(function Shown({ analysis, previous, late }: ShownProps) {
  const selection = useSelection((state) => state.selection)
  const changes = useMemo(
    () => (analysis === undefined ? undefined : compareReach(previous?.reach, analysis.reach)),
    [analysis, previous],
  )
  const lit = useMemo(() => litRules(selection, analysis), [selection, analysis])
  if (analysis === undefined || changes === undefined) return <PaneWaiting />
  const cell = selection.kind === 'cell' ? selection : undefined
  return (
    <ReachView
      grid={analysis.reach}
      sources={countSources(analysis)}
      changes={changes}
      unread={analysis.targets.flatMap((target) => (target.proof.verdict === 'unread' ? [target.title] : []))}
      updating={late}
      selected={cell}
      lit={lit}
      onWhy={(from, to) => select({ kind: 'cell', from, to })}
      onOpened={openZones}
      ways={waysOut()}
      onZone={(id) => select(zoneSelection(id, currentSnapshot().design))}
      onPoint={pointAtCell}
      onInto={focusWhy}
    />
  )
})

/** Where nobody can be reached yet. */
function waysOut() {
  return ['add-control-plane', 'new-design'].flatMap((id) => {
    const action = actionOf(id)
    return action === undefined ? [] : [{ id, label: labelOf(action), onSelect: action.perform }]
  })
}

/** Those that the grid leaves out are sources all the same. */
function countSources({ reach }: SentAnalysis): number {
  return reach.rows.reduce((sum, { more }) => sum + (more ?? 0), reach.rows.length)
}
