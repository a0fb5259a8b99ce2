'use client'

import { lazy, type ReactNode, Suspense } from 'react'
import { NewsMark } from '@/components/findings/news-mark'
import { countOpen, isFault, useFindings } from '@/components/findings/use-findings'
import { ReachPane } from '@/components/matrix/reach-pane'
import { perform } from '@/components/state/actions/registry'
import { useAnalysis } from '@/components/state/engine'
import { askQuestion } from '@/components/state/question'
import { type ResultTab, showTab, useView } from '@/components/state/view'
import { type Tab, Tabs } from '@/components/ui/tabs'

// Loaded when first opened: the page opens into the grid.
const RulesPane = lazy(() => import('@/components/matrix/rules-pane').then((module) => ({ default: module.RulesPane })))
const ExportPane = lazy(() =>
  import('@/components/exports/export-pane').then((module) => ({ default: module.ExportPane })),
)
const FindingsPane = lazy(() =>
  import('@/components/findings/findings-pane').then((module) => ({ default: module.FindingsPane })),
)

export function ResultPane() {
  const tab = useView((state) => state.tab)
  const newFault = useView((state) => state.newFault)
  const analysis = useAnalysis()
  const findings = useFindings()
  const tabs: readonly Tab<ResultTab>[] = [
    { id: 'grid', title: 'Who reaches what', panel: <ReachPane /> },
    { id: 'rules', title: 'Rules', note: analysis?.policy.rules.length, panel: later(<RulesPane />) },
    {
      id: 'files',
      title: 'Files',
      note: analysis?.targets.flatMap((target) => target.files).length,
      panel: later(
        <ExportPane onAsk={(text) => askQuestion(text, true)} onDownloadAll={() => perform('download-bundle')} />,
      ),
    },
    {
      id: 'findings',
      title: 'Findings',
      note: (
        <>
          {countOpen(findings)}
          <span className="visually-hidden"> to fix or harden</span>
          {newFault && findings?.some(isFault) === true && <NewsMark />}
        </>
      ),
      panel: later(<FindingsPane />),
    },
  ]
  return <Tabs label="Result" tabs={tabs} selected={tab} onSelect={showTab} />
}

/** A boundary of its own: while one pane is loaded the others stay where they are. */
function later(pane: ReactNode): ReactNode {
  return <Suspense fallback={null}>{pane}</Suspense>
}
