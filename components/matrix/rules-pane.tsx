'use client'

import { useMemo } from 'react'
import { selectedRulesOf } from '@/components/exports/selected-rules'
import { copyText } from '@/components/state/clipboard'
import { useEditedFiles } from '@/components/state/design-store'
import { useEngine } from '@/components/state/engine'
import { focusWhy } from '@/components/state/focus'
import { notify } from '@/components/state/notices'
import { select, useSelection } from '@/components/state/selection'
import { PaneWaiting } from './pane-waiting'
import { pointAtRule } from './point-at-rule'
import { RuleList } from './rule-list'
import { ruleMessages as say } from './rule-messages'

/** The rules of the open design. */
export function RulesPane() {
  const analysis = useEngine((state) => state.analysis)
  const late = useEngine((state) => state.status === 'late')
  const selection = useSelection((state) => state.selection)
  const edits = useEditedFiles()
  const selected = useMemo(() => selectedRulesOf(selection, analysis, edits), [selection, analysis, edits])
  if (analysis === undefined) return <PaneWaiting />
  return (
    <RuleList
      policy={analysis.policy}
      targets={analysis.targets}
      updating={late}
      selected={selected}
      onSelect={(id) => select({ kind: 'rule', id })}
      onPoint={pointAtRule}
      onOpen={(id) => {
        select({ kind: 'rule', id })
        focusWhy()
      }}
      onCopy={async (text, rules) => notify((await copyText(text)) ? say.copied(rules) : say.copyFailed)}
    />
  )
}
