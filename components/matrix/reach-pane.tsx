'use client'

import { memo, useDeferredValue, useMemo } from 'react'
import { copyText } from '@/components/state/clipboard'
import { currentSnapshot } from '@/components/state/design-store'
import { useEngine } from '@/components/state/engine'
import { notify } from '@/components/state/notices'
import { openZones } from '@/components/state/opened-zones'
import { select, useSelection } from '@/components/state/selection'
import type { Analysis } from '@/lib/verify/analysis'
import { reachMessages as say } from './messages'
import { PaneWaiting } from './pane-waiting'
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
  readonly analysis: Analysis | undefined
  readonly previous: Analysis | undefined
  readonly late: boolean
}

const Shown = memo(function Shown({ analysis, previous, late }: ShownProps) {
  const selection = useSelection((state) => state.selection)
  const changes = useMemo(
    () => (analysis === undefined ? undefined : compareReach(previous?.reach, analysis.reach)),
    [analysis, previous],
  )
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
      onWhy={(from, to) => select({ kind: 'cell', from, to })}
      onOpened={openZones}
      onZone={(id) => select(zoneSelection(id, currentSnapshot().design))}
      onCopy={async (text) => notify((await copyText(text)) ? say.copied : say.copyFailed)}
    />
  )
})

/** Those that the grid leaves out are sources all the same. */
function countSources({ reach }: Analysis): number {
  return reach.rows.reduce((sum, { more }) => sum + (more ?? 0), reach.rows.length)
}
