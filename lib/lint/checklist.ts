/** Steps before production: what packets can answer, the findings and the proof answer; the rest a person ticks. */
import type { Design } from '../design/design'
import type { ChecklistItem } from '../targets/target'
import type { TargetAnalysis } from '../verify/analysis'
import type { Finding } from './finding'

export type StepState =
  /** Every file that filters was proved, and no finding speaks against it. */
  | 'proved'
  /** A finding speaks against it. */
  | 'refuted'
  /** Nothing filters, or some file is not what the policy says, so nobody knows. */
  | 'unproved'
  | 'ticked'
  | 'open'

export interface ChecklistStep {
  readonly item: ChecklistItem
  readonly state: StepState
  /** Places of the findings that speak against it. */
  readonly against: readonly string[]
}

type Evidence = Pick<Finding, 'code' | 'severity' | 'at' | 'accepted'>

/** Those of the targets that the design lists, in their order. */
export function checklistOf(
  design: Pick<Design, 'checklist'>,
  targets: readonly Pick<TargetAnalysis, 'place' | 'proof' | 'checklist'>[],
  findings: readonly Evidence[],
): ChecklistStep[] {
  const filters = targets.filter(({ place }) => place !== undefined)
  // What admits less than the policy lets no stranger in.
  const isProved =
    filters.length > 0 && filters.every(({ proof }) => proof.verdict === 'equal' || proof.verdict === 'narrower')
  const items = targets.flatMap(({ checklist }) => checklist ?? [])
  return items.map((item) => {
    if (item.answeredBy === undefined) {
      const state = Object.hasOwn(design.checklist, item.id) && design.checklist[item.id] === true ? 'ticked' : 'open'
      return { item, state, against: [] }
    }
    const against = findings
      .filter(
        ({ code, severity, accepted }) =>
          severity !== 'info' && accepted === undefined && item.answeredBy?.includes(code),
      )
      .map(({ at }) => at)
    const state = against.length > 0 ? 'refuted' : isProved ? 'proved' : 'unproved'
    return { item, state, against: [...new Set(against)] }
  })
}
