'use client'

import dynamic from 'next/dynamic'
import { useFindings } from '@/components/findings/use-findings'
import { ReachPane } from '@/components/matrix/reach-pane'
import { perform } from '@/components/state/actions/registry'
import { useAnalysis } from '@/components/state/engine'
import { askQuestion } from '@/components/state/question'
import { type ResultTab, showTab, useView } from '@/components/state/view'
import { type Tab, Tabs } from '@/components/ui/tabs'

// Loaded when first opened: the page opens into the grid.
const RulesPane = dynamic(() => import('@/components/matrix/rules-pane').then((module) => module.RulesPane), {
  ssr: false,
})
const ExportPane = dynamic(() => import('@/components/exports/export-pane').then((module) => module.ExportPane), {
  ssr: false,
})
const FindingsPane = dynamic(
  () => import('@/components/findings/findings-pane').then((module) => module.FindingsPane),
  {
    ssr: false,
  },
)

export function ResultPane() {
  const tab = useView((state) => state.tab)
  const analysis = useAnalysis()
  const findings = useFindings()
  const tabs: readonly Tab<ResultTab>[] = [
    { id: 'grid', title: 'Who reaches what', panel: <ReachPane /> },
    { id: 'rules', title: 'Rules', note: analysis?.policy.rules.length, panel: <RulesPane /> },
    {
      id: 'files',
      title: 'Files',
      note: analysis?.targets.flatMap((target) => target.files).length,
      panel: <ExportPane onAsk={(text) => askQuestion(text, true)} onDownloadAll={() => perform('download-bundle')} />,
    },
    { id: 'findings', title: 'Findings', note: findings?.length, panel: <FindingsPane /> },
  ]
  return <Tabs label="Result" tabs={tabs} selected={tab} onSelect={showTab} />
}
