/** Everything a question is answered from: the design's own words, and what each box holds by its files. */
import type { Design } from '../design/design'
import type { Problem } from '../design/problem'
import type { Point } from '../site/point'
import { findTarget } from '../targets/all'
import { type FileSet, type Filter, isFilter, type OutputFile } from '../targets/target'
import { withEdits } from '../verify/analyse'
import type { Analysis, TargetAnalysis } from '../verify/analysis'
import { aroundTarget } from '../verify/around-target'
import { coveredPoints } from '../verify/covered-points'
import { readInstalled } from '../verify/read-installed'
import { makeVocabulary, type Vocabulary } from './vocabulary'

export interface QueryContext extends Vocabulary {
  readonly layers: readonly LayerSource[]
}

/** A listed target: what its files say, or why nobody can say. */
export interface LayerSource {
  readonly target: string
  readonly title: string
  /** None for a target that filters no packets. */
  readonly filter: FilterSource | undefined
}

export interface FilterSource {
  readonly filter: Filter
  readonly points: readonly Point[]
  /** As read back from the files; none when they could not be read. */
  readonly model: unknown
  readonly problems: readonly Problem[]
  /** The rendered files, whose lines know their rules; a changed file has none. */
  readonly files: ReadonlyMap<string, OutputFile>
}

export interface ContextRequest {
  readonly design: Design
  readonly analysis: Analysis
  /** Files as a person changed them, by path. */
  readonly edits?: Readonly<Record<string, string>>
  readonly previous?: FileSet
  /** Files that stand in for the rendered ones, by target. */
  readonly instead?: readonly { readonly target: string; readonly files: FileSet }[]
}

export function makeQueryContext(request: ContextRequest): QueryContext {
  const { design, analysis } = request
  const { site, policy } = analysis
  return {
    ...makeVocabulary(design, site, policy),
    layers: analysis.targets.map((target) => ({
      target: target.id,
      title: target.title,
      filter: readLayer(target, request),
    })),
  }
}

function readLayer(target: TargetAnalysis, request: ContextRequest): FilterSource | undefined {
  const { design, analysis, edits = {}, previous, instead = [] } = request
  const filter = findTarget(target.id)
  if (filter === undefined || !isFilter(filter)) return undefined
  const { site } = analysis
  const options = filter.options.safeParse(design.targets[target.id] ?? {})
  if (!options.success) {
    return { filter, points: [], model: undefined, problems: target.proof.problems, files: new Map() }
  }
  const points = filter.points(site, options.data)
  const given = instead.find((one) => one.target === target.id)?.files
  const files = given ?? withEdits(target.files, edits)
  const around = aroundTarget(filter.id, previous === undefined ? undefined : { previous })
  const installed = readInstalled({ filter, site, files, previous: around?.previous })
  const unchanged = target.files.filter((file) => files.some((one) => one.path === file.path && one.text === file.text))
  return {
    filter,
    points: given === undefined ? points : coveredPoints(filter, points, given, site),
    model: installed.ok ? installed.model : undefined,
    problems: installed.problems,
    files: new Map(unchanged.map((file) => [file.path, file])),
  }
}
