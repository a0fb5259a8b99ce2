import { type Selection, selectedRules } from '@/components/state/selection'
import type { SentAnalysis } from '@/components/state/sent-analysis'
import { cellOfZones } from '@/lib/verify/reach'
import { rulesOfLine } from './line-rules'

/** Rules that the one selection stands for; a cell stands for those that let something through it, and a line of an edited file stands for what it was rendered for. */
export function selectedRulesOf(
  selection: Selection,
  analysis: SentAnalysis | undefined,
  edits: Readonly<Record<string, string>>,
): ReadonlySet<string> {
  if (selection.kind === 'cell') {
    const cell = analysis === undefined ? undefined : cellOfZones(analysis.reach, selection.from, selection.to)
    return new Set(cell?.services.flatMap(({ rules }) => rules))
  }
  const ids = selectedRules(selection, (path, line) => {
    const file = analysis?.targets.flatMap((target) => target.files).find((one) => one.path === path)
    return file === undefined ? [] : rulesOfLine(file, edits[path], line)
  })
  return new Set(ids)
}
