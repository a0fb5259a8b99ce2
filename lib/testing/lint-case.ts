/** A sound cluster with one thing changed, and what is said about it. */
import { type Design, type DesignInput, designSchema, type Place } from '../design/design'
import { findFindings } from '../lint/find-findings'
import type { Finding } from '../lint/finding'
import { analyseDesign } from '../verify/analyse'

export interface LintCase {
  readonly design?: Partial<DesignInput>
  /** Talks as if a filter stood at these places and nowhere else. */
  readonly places?: readonly Place[]
  readonly today?: string
}

export function soundDesign(changes: Partial<DesignInput> = {}): Design {
  return designSchema.parse({
    version: 1,
    name: 'sound',
    cni: { plugin: 'cilium' },
    admin: [{ name: 'office', cidr: '198.51.100.0/24' }],
    subnets: [
      { name: 'control', cidrs: ['10.0.0.0/24'] },
      { name: 'workers', cidrs: ['10.0.1.0/24'] },
    ],
    nodes: [
      ...[11, 12, 13].map((last) => cp(last)),
      { name: 'w-1', role: 'worker', subnet: 'workers', addresses: ['10.0.1.21'] },
      { name: 'w-2', role: 'worker', subnet: 'workers', addresses: ['10.0.1.22'] },
    ],
    ...changes,
  })
}

type NodeInput = NonNullable<DesignInput['nodes']>[number]

/** `cp-11` with 10.0.0.11. */
export function cp(last: number, more: Partial<NodeInput> = {}): NodeInput {
  return { name: `cp-${last}`, role: 'controlplane', subnet: 'control', addresses: [`10.0.0.${last}`], ...more }
}

export function lintCase({ design: changes, places, today = '2026-11-20' }: LintCase): Finding[] {
  const design = soundDesign(changes)
  const analysis = analyseDesign({ design, edits: {} })
  const [target] = analysis.targets
  if (places === undefined || target === undefined) return findFindings(design, analysis, today)
  const proof = { ...target.proof, always: [], witnesses: [] }
  const targets = places.map((place) => ({ ...target, place, proof }))
  return findFindings(design, { ...analysis, targets }, today)
}
