/** Drift: the proof of files that exist already, in place of the rendered ones. */
import type { Design } from '@/lib/design/design'
import { findTarget } from '@/lib/targets/all'
import { type FileSet, isFilter } from '@/lib/targets/target'
import type { Analysis, TargetAnalysis } from '@/lib/verify/analysis'
import { proveTarget } from '@/lib/verify/prove'
import { variantsOf } from '@/lib/verify/variants'

/** The analysis of one target, its proof about the files given. */
export function compareGivenFiles(design: Design, analysis: Analysis, files: FileSet): Analysis {
  const [analysed] = analysis.targets
  const target = analysed === undefined ? undefined : findTarget(analysed.id)
  if (analysed === undefined || target === undefined || !isFilter(target)) return analysis
  const options = target.options.safeParse(design.targets[target.id] ?? {})
  if (!options.success) return analysis
  const { base, others } = variantsOf(target, options.data, design, analysis.site, analysis.policy)
  const proof = proveTarget({
    filter: target,
    options: options.data,
    ...base,
    variants: others,
    files,
    gaps: analysed.proof.gaps,
    before: 'the files given',
  })
  const compared: TargetAnalysis = { ...analysed, proof }
  return { ...analysis, targets: [compared] }
}
