'use client'

import { useMemo } from 'react'
import { PaneWaiting } from '@/components/matrix/pane-waiting'
import { useEngine } from '@/components/state/engine'
import { focusField } from '@/components/state/focus'
import { askQuestion } from '@/components/state/question'
import { select } from '@/components/state/selection'
import { showTab } from '@/components/state/view'
import { findExposures } from './exposure'
import type { FindingPlace } from './finding'
import { FindingsList } from './findings-list'
import { useFindings } from './use-findings'

/** The findings of the open design. */
export function FindingsPane() {
  const analysis = useEngine((state) => state.analysis)
  const late = useEngine((state) => state.status === 'late')
  const findings = useFindings()
  const exposures = useMemo(() => (analysis === undefined ? [] : findExposures(analysis.reach)), [analysis])
  if (analysis === undefined || findings === undefined) return <PaneWaiting />
  return (
    <FindingsList
      findings={findings}
      exposures={exposures}
      unread={analysis.targets.some((target) => target.proof.verdict === 'unread')}
      updating={late}
      onGo={go}
      onAsk={(question) => askQuestion(question, true)}
    />
  )
}

function go(place: FindingPlace): void {
  if (place.kind === 'design') {
    select({ kind: 'problem', at: place.path })
    focusField(place.path)
    return
  }
  if (place.kind === 'file') select({ kind: 'line', file: place.file, line: place.line })
  showTab('files')
}
