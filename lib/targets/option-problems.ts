/** Options of targets, which a design keeps as they are written and each target checks for itself. */
import * as z from 'zod'
import { describeIssue } from '../design/describe-issue'
import type { Design } from '../design/design'
import { type DesignFault, fault, problemOfFault } from '../design/fault'
import type { Problem } from '../design/problem'
import { nearestWord } from '../text/nearest'
import { findTarget } from './all'
import type { Target } from './target'

export function findOptionProblems(design: Design): Problem[] {
  return Object.entries(design.targets).flatMap(([id, drawn]) => {
    const target = findTarget(id)
    const read = target?.options.safeParse(drawn)
    if (target === undefined || read === undefined || read.success) return []
    return read.error.issues
      .flatMap((issue) => describe(issue, target, design))
      .map((one) => problemOfFault(one, design))
  })
}

function describe(issue: z.core.$ZodIssue, target: Target, design: Design): DesignFault[] {
  const path = ['targets', target.id, ...issue.path.filter((step) => typeof step !== 'symbol')]
  if (issue.code !== 'unrecognized_keys' || issue.path.length > 0) {
    return describeIssue({ ...issue, path }, design, () => undefined)
  }
  const known = target.options instanceof z.ZodObject ? Object.keys(target.options.shape) : []
  return issue.keys.map((key) => {
    const meant = nearestWord(key, known)
    const cure = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`
    const message = `"${key}" is not an option of ${target.meta.title}`
    return fault('unknown-key', [...path, key], message, meant === undefined ? cure : `did you mean "${meant}"?`)
  })
}
