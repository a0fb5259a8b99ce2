/** Design to everything that is shown: policy, files, proofs, the grid. Pure; runs in a worker, a browser or Node. */
import type { Problem } from '../design/problem'
import { compilePolicy } from '../policy/compile'
import type { Policy } from '../policy/rule'
import { buildSite } from '../site/build-site'
import type { Site } from '../site/site'
import { findTarget } from '../targets/all'
import {
  type Around,
  type FileSet,
  type Filter,
  isFilter,
  type Output,
  type OutputFile,
  type Target,
} from '../targets/target'
import type { Analysis, AnalysisRequest, TargetAnalysis } from './analysis'
import { aroundTarget } from './around-target'
import type { Proof } from './proof'
import { proveTarget } from './prove'
import { buildReachGrid } from './reach-grid'
import { type Variants, variantsOf } from './variants'

export function analyseDesign(request: AnalysisRequest): Analysis {
  const { design } = request
  const site = buildSite(design)
  const policy = compilePolicy(design, site)
  const problems: Problem[] = []
  const targets: TargetAnalysis[] = []
  for (const id of Object.keys(design.targets).sort()) {
    const target = findTarget(id)
    if (target === undefined) {
      problems.push({
        severity: 'warning',
        at: `targets/${id}`,
        message: `No target is called "${id}" in this version.`,
        suggestion: 'It is kept in the design; no file is written for it.',
      })
      continue
    }
    targets.push(analyseTarget(target, site, policy, request))
  }
  const proofs = targets.map((target) => target.proof)
  return { problems, site, policy, targets, reach: buildReachGrid(design, site, policy, proofs, request.opened) }
}

function analyseTarget(target: Target, site: Site, policy: Policy, request: AnalysisRequest): TargetAnalysis {
  const { design } = request
  const around = aroundTarget(target.id, request.around)
  const base = {
    id: target.id,
    title: target.meta.title,
    place: target.meta.place,
    ...(target.merges === undefined ? {} : { mergesBackup: true as const }),
    ...(target.checklist === undefined ? {} : { checklist: target.checklist }),
  }
  const options = target.options.safeParse(design.targets[target.id] ?? {})
  if (!options.success) {
    const problems = options.error.issues.map(
      (issue): Problem => ({
        severity: 'error',
        at: ['targets', target.id, ...issue.path].join('/'),
        message: issue.message,
      }),
    )
    return { ...base, files: [], proof: unreadProof(target, problems), problems }
  }
  const variants = variantsOf(target, options.data, design, site, policy)
  const output = target.render((binding) => variants.at(binding).work, site, options.data, around)
  const files = withEdits(output.files, request.edits)
  const proof = isFilter(target)
    ? proveOutput(target, options.data, variants, output, files, around)
    : syntaxProof(target, output, files)
  return { ...base, files: output.files, proof, problems: output.problems }
}

/** Proves rendered (or edited) files against the policy. */
function proveOutput(
  target: Filter,
  options: unknown,
  variants: Variants,
  output: Output,
  files: FileSet,
  around?: Around,
): Proof {
  const refused = output.problems.filter((problem) => problem.severity === 'error')
  // What was not written cannot be read: why it was not is all there is to say.
  if (files.length === 0 && refused.length > 0) return { ...unreadProof(target, output.problems), gaps: output.gaps }
  const previous = around?.previous
  const { base, others } = variants
  const proof = proveTarget({
    filter: target,
    options,
    ...base,
    variants: others,
    files,
    gaps: output.gaps,
    previous,
    ...(output.files.some(({ holdsBackup }) => holdsBackup === true) ? { before: 'own backup' as const } : {}),
  })
  return refused.length === 0 || proof.verdict !== 'equal'
    ? { ...proof, problems: [...proof.problems, ...output.problems] }
    : { ...proof, verdict: 'unread', problems: [...output.problems, ...proof.problems] }
}

/** The files that act on a box, with a person's changes in place of the rendered text. */
export function withEdits(files: readonly OutputFile[], edits: Readonly<Record<string, string>>): FileSet {
  return files
    .filter((file) => file.use === 'apply')
    .map(({ path, text }) => ({ path, text: Object.hasOwn(edits, path) ? (edits[path] ?? text) : text }))
}

function syntaxProof(target: Target, output: Output, files: FileSet): Proof {
  const problems = [...target.check(files), ...output.problems]
  const verdict = problems.some((problem) => problem.severity === 'error') ? 'unread' : 'none'
  return { ...unreadProof(target, problems), verdict }
}

function unreadProof(target: Target, problems: readonly Problem[]): Proof {
  return {
    target: target.id,
    verdict: 'unread',
    witnesses: [],
    enforced: 0,
    rules: 0,
    gaps: [],
    assumptions: [],
    always: [],
    openings: [],
    problems,
    points: 0,
    classes: 0,
    before: 'nothing',
  }
}
