import { currentSnapshot } from '@/components/state/design-store'
import type { Selection } from '@/components/state/selection'
import type { SentAnalysis } from '@/components/state/sent-analysis'

const none: ReadonlySet<string> = new Set()

/** Rules whose services the grid points out: the selected one, or those of the selected line of a file as rendered. */
export function litRules(selection: Selection, analysis: SentAnalysis | undefined): ReadonlySet<string> {
  if (selection.kind === 'rule') return new Set([selection.id])
  if (selection.kind !== 'line' || currentSnapshot().files[selection.file] !== undefined) return none
  const file = analysis?.targets.flatMap(({ files }) => files).find(({ path }) => path === selection.file)
  const ids = file?.lineRules[selection.line - 1] ?? []
  return ids.length === 0 ? none : new Set(ids)
}
