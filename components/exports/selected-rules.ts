import { type Selection, selectedRules } from '@/components/state/selection'
import type { SentAnalysis } from '@/components/state/sent-analysis'
import { rulesOfLine } from './line-rules'

/** Rules that the one selection stands for; a line of an edited file stands for what it was rendered for. */
export function selectedRulesOf(
  selection: Selection,
  analysis: SentAnalysis | undefined,
  edits: Readonly<Record<string, string>>,
): ReadonlySet<string> {
  const ids = selectedRules(selection, (path, line) => {
    const file = analysis?.targets.flatMap((target) => target.files).find((one) => one.path === path)
    return file === undefined ? [] : rulesOfLine(file, edits[path], line)
  })
  return new Set(ids)
}
