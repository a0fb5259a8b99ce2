'use client'

import { useMemo } from 'react'
import { copyText } from '@/components/state/clipboard'
import { useEngine } from '@/components/state/engine'
import { notify } from '@/components/state/notices'
import { select, selectedRules, useSelection } from '@/components/state/selection'
import type { Analysis } from '@/lib/verify/analysis'
import { ruleMessages as say } from './messages'
import { PaneWaiting } from './pane-waiting'
import { RuleList } from './rule-list'

/** The rules of the open design. */
export function RulesPane() {
  const analysis = useEngine((state) => state.analysis)
  const late = useEngine((state) => state.status === 'late')
  const selection = useSelection((state) => state.selection)
  const selected = useMemo(
    () => new Set(selectedRules(selection, (file, line) => rulesOfLine(analysis, file, line))),
    [analysis, selection],
  )
  if (analysis === undefined) return <PaneWaiting />
  return (
    <RuleList
      policy={analysis.policy}
      targets={analysis.targets}
      updating={late}
      selected={selected}
      onSelect={(id) => select({ kind: 'rule', id })}
      onCopy={async (text, rules) => notify((await copyText(text)) ? say.copied(rules) : say.copyFailed)}
    />
  )
}

/** Rules that a line of a rendered file stands for. */
function rulesOfLine(analysis: Analysis | undefined, path: string, line: number): readonly string[] {
  const files = analysis?.targets.flatMap((target) => target.files) ?? []
  return files.find((file) => file.path === path)?.lineRules[line - 1] ?? []
}
