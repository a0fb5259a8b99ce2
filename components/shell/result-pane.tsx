'use client'

import { ExportPane } from '@/components/exports/export-pane'
import { FindingsPane } from '@/components/findings/findings-pane'
import { useFindings } from '@/components/findings/use-findings'
import { ReachPane } from '@/components/matrix/reach-pane'
import { RulesPane } from '@/components/matrix/rules-pane'
import { perform } from '@/components/state/actions/registry'
import { useAnalysis } from '@/components/state/engine'
import { askQuestion } from '@/components/state/question'
import { type ResultTab, showTab, useView } from '@/components/state/view'
import { type Tab, Tabs } from '@/components/ui/tabs'

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
