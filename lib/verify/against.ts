/** Drift: the proof of files that exist already, in place of the rendered ones. */
import type { Design } from '../design/design'
import { failure, type Result, success } from '../design/problem'
import { findTarget } from '../targets/all'
import { type FileSet, isFilter } from '../targets/target'
import type { Analysis } from './analysis'
import { coveredPoints } from './covered-points'
import { type DriftEntry, findDrift } from './drift'
import { proveTarget } from './prove'
import { type Variant, variantsOf } from './variants'

interface Comparison {
  readonly analysis: Analysis
  /** Points that no file is for. */
  readonly leftOut: readonly string[]
  readonly drift: readonly DriftEntry[]
}

/**
 * The files as the readers take them: a dump of several machines as one file each, called by the machine of the design that
 * has its name or one of its addresses.
 */
export function openGivenFiles(design: Design, id: string, files: FileSet): FileSet {
  const target = findTarget(id)
  const lifted = target !== undefined && isFilter(target) ? target.lift?.(files) : undefined
  if (lifted === undefined || lifted.problems.length > 0) return files
  const alone = files.filter(({ path }) => lifted.referred?.includes(path) !== true)
  return alone.flatMap((file) => {
    const inside = lifted.files.filter(({ from }) => from === file.path)
    const [only] = inside
    if (only === undefined || (inside.length === 1 && only.text === file.text)) return [file]
    return inside.map(({ path, text }) => {
      const name = path.replace(/\.yaml$/, '')
      const addresses = lifted.machines.find((machine) => machine.name === name)?.addresses ?? []
      const hosts = new Set(addresses.map((address) => address.split('/')[0]))
      const known = design.nodes.find((node) =>
        [node, ...node.nics].some((nic) => nic.addresses.some((address) => hosts.has(address))),
      )
      return { path: `${file.path}/${known?.name ?? name}.yaml`, text }
    })
  })
}

/** The analysis of one target, its proof about the files given and the boxes they are for. */
export function compareGivenFiles(design: Design, analysis: Analysis, files: FileSet): Result<Comparison> {
  const [analysed] = analysis.targets
  const target = analysed === undefined ? undefined : findTarget(analysed.id)
  if (analysed === undefined || target === undefined || !isFilter(target))
    return success({ analysis, leftOut: [], drift: [] })
  const options = target.options.safeParse(design.targets[target.id] ?? {})
  if (!options.success) return success({ analysis, leftOut: [], drift: [] })
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
  const here = narrow(base, covered)
  const { gaps } = analysed.proof
  const proof = proveTarget({
    filter: target,
    options: options.data,
    ...here,
    variants: others.map((variant) => narrow(variant, covered)),
    files,
    gaps,
    before: 'the files given',
  })
  const written = analysed.files.filter(({ use }) => use === 'apply').map(({ path, text }) => ({ path, text }))
  return success({
    drift: findDrift({ filter: target, ...here, files, written, gaps, proof }),
    analysis: { ...analysis, targets: [{ ...analysed, proof }] },
    leftOut: points.map((point) => point.id).filter((id) => !covered.has(id)),
  })
}

function narrow({ site, work }: Variant, covered: ReadonlySet<string>): Variant {
  return { site, work: { ...work, points: work.points.filter(({ point }) => covered.has(point.id)) } }
}
