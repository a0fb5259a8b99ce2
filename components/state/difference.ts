import { type DesignDiff, diffDesigns, type Side, summariseDiff } from '@/lib/diff/diff'
import { diffMarkdown } from '@/lib/diff/markdown'

/** Two designs compared, also as text for a change request. */
export interface Difference extends DesignDiff {
  /** `3 fields changed, no packet changed.` */
  readonly summary: string
  readonly markdown: string
}

export function differenceOf(before: Side, after: Side): Difference {
  const diff = diffDesigns(before, after)
  const title = `${before.design.name} → ${after.design.name}`
  return { ...diff, summary: summariseDiff(diff), markdown: diffMarkdown(title, diff) }
}
