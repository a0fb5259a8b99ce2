/**
 * Files asked without a design: what each box lets through by them alone, found with the machines and networks that they
 * name. Answers, findings and the grid come from the files; the design they became only says who is who.
 */
import type { Design } from '../design/design'
import { type Result, success } from '../design/problem'
import { type Box, readBrought } from '../import/import-files'
import type { Imported } from '../import/note'
import { sourceOf } from '../lint/codes'
import { findFindings } from '../lint/find-findings'
import type { Finding } from '../lint/finding'
import type { Answer } from '../query/answer'
import { makeQueryContext, type QueryContext } from '../query/query-context'
import { parseQuestion } from '../query/question'
import { answerForAll } from '../query/stand-in'
import type { FileSet } from '../targets/target'
import { compareGivenFiles, openGivenFiles } from '../verify/against'
import { analyseDesign } from '../verify/analyse'
import type { Analysis } from '../verify/analysis'
import { buildReachGrid } from '../verify/reach-grid'
import { readInstalled } from '../verify/read-installed'

export interface Study {
  readonly imported: Imported
  /** About the files; about the design itself where one was given. */
  readonly analysis: Analysis
  readonly context: QueryContext
  readonly boxes: readonly Box[]
}

export function studyFiles(files: FileSet): Result<Study> {
  const read = readBrought(files)
  if (!read.ok) return read
  const { imported, boxes } = read.value
  const { design } = imported
  const analysis = analyseFiles(design, boxes)
  const instead = boxes.map(({ filter, files: own }) => ({ target: filter.id, files: own }))
  return success({ imported, analysis, boxes, context: makeQueryContext({ design, analysis, instead }) }, read.problems)
}

/** The proofs are about the files that were given, wherever they are for a machine that is known. */
function analyseFiles(design: Design, boxes: readonly Box[]): Analysis {
  const written = analyseDesign({ design, edits: {} })
  const targets = written.targets.map((target) => {
    const box = boxes.find(({ filter }) => filter.id === target.id)
    if (box === undefined) return target
    const compared = compareGivenFiles(design, { ...written, targets: [target] }, box.files)
    return (compared.ok ? compared.value.analysis.targets[0] : undefined) ?? target
  })
  const proofs = targets.map(({ proof }) => proof)
  return { ...written, targets, reach: buildReachGrid(design, written.site, written.policy, proofs) }
}

export function findingsOf(study: Study, today: string): Finding[] {
  const { imported, analysis } = study
  return [...findFindings(imported.design, analysis, today), ...shadowedRules(study)]
}

/** Rules of the files that change nothing on any machine: the design that they become no longer has them. */
function shadowedRules({ analysis: { site }, boxes }: Study): Finding[] {
  return boxes.flatMap(({ filter, files }) => {
    const options = filter.options.safeParse({})
    const read = filter.weigh === undefined ? undefined : readInstalled({ filter, site, files })
    if (!options.success || read?.ok !== true) return []
    const { model } = read
    const weighed = filter.points(site, options.data).flatMap((point) => filter.weigh?.(model, point, site) ?? [])
    const given = new Map(files.map(({ path, from }) => [path, from]))
    const names = new Map<string, string>()
    for (const { name, at } of weighed) names.set(`${given.get(at.file) ?? at.file}:${at.line}`, name)
    for (const { at, isRedundant } of weighed)
      if (!isRedundant) names.delete(`${given.get(at.file) ?? at.file}:${at.line}`)
    return [...names].map(([place, name]): Finding => {
      const message = `${name} (${place}) changes nothing: the other rules let the same packets in`
      return { code: 'redundant-rule', severity: 'info', message, at: '', source: sourceOf('redundant-rule') }
    })
  })
}

/** As `query` answers, with the files called as they were given. */
export function askStudy({ context, boxes }: Study, text: string): Result<Answer> {
  const question = parseQuestion(text, context)
  if (!question.ok) return question
  const answer = answerForAll(question.value, context)
  const from = new Map(boxes.flatMap(({ files }) => files.map((file) => [file.path, file.from] as const)))
  const layers = answer.layers.map((layer) => ({
    ...layer,
    statements: layer.statements.map((one) => ({ ...one, file: from.get(one.file) ?? one.file })),
  }))
  return success({ ...answer, layers })
}

/** What runs beside another design, for every product of the files that the design has files for too. */
export function driftOf({ boxes }: Study, given: FileSet, design: Design) {
  return boxes.flatMap(({ filter, files }) => {
    if (!Object.hasOwn(design.targets, filter.id)) return []
    const from = new Set(files.map((file) => file.from))
    const own = given.filter(({ path }) => from.has(path))
    const only = { ...design, targets: { [filter.id]: design.targets[filter.id] ?? {} } }
    const drift = compareGivenFiles(
      only,
      analyseDesign({ design: only, edits: {} }),
      openGivenFiles(only, filter.id, own),
    )
    return [{ title: filter.meta.title, drift }]
  })
}
