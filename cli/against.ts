/** Drift: the proof of files that exist already, in place of the rendered ones. */
import type { Design } from '@/lib/design/design'
import { failure, type Result, success } from '@/lib/design/problem'
import { findTarget } from '@/lib/targets/all'
import { type FileSet, isFilter } from '@/lib/targets/target'
import type { Analysis } from '@/lib/verify/analysis'
import { coveredPoints } from '@/lib/verify/covered-points'
import { proveTarget } from '@/lib/verify/prove'
import { type Variant, variantsOf } from '@/lib/verify/variants'

interface Comparison {
  readonly analysis: Analysis
  /** Points that no file is for. */
  readonly leftOut: readonly string[]
}

/** The analysis of one target, its proof about the files given and the boxes they are for. */
export function compareGivenFiles(design: Design, analysis: Analysis, files: FileSet): Result<Comparison> {
  const [analysed] = analysis.targets
  const target = analysed === undefined ? undefined : findTarget(analysed.id)
  if (analysed === undefined || target === undefined || !isFilter(target)) return success({ analysis, leftOut: [] })
  const options = target.options.safeParse(design.targets[target.id] ?? {})
  if (!options.success) return success({ analysis, leftOut: [] })
  const { base, others } = variantsOf(target, options.data, design, analysis.site, analysis.policy)
  const points = base.work.points.map(({ point }) => point)
  const covered = new Set(coveredPoints(target, points, files, analysis.site).map((point) => point.id))
  if (covered.size === 0) {
    return failure([
      {
        severity: 'error',
        at: files.map((file) => file.path).join(', '),
        message: 'is for no machine of this design.',
        suggestion: 'Name each file after its machine or its role, or check that the design is the right one.',
      },
    ])
  }
  const proof = proveTarget({
    filter: target,
    options: options.data,
    ...narrow(base, covered),
    variants: others.map((variant) => narrow(variant, covered)),
    files,
    gaps: analysed.proof.gaps,
    before: 'the files given',
  })
  return success({
    analysis: { ...analysis, targets: [{ ...analysed, proof }] },
    leftOut: points.map((point) => point.id).filter((id) => !covered.has(id)),
  })
}

function narrow({ site, work }: Variant, covered: ReadonlySet<string>): Variant {
  return { site, work: { ...work, points: work.points.filter(({ point }) => covered.has(point.id)) } }
}
