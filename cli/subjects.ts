/** What `query` and `lint` are about: designs, or the files of boxes read as if somebody had drawn them. */
import { resolve } from 'node:path'
import type { Design } from '@/lib/design/design'
import type { Result } from '@/lib/design/problem'
import { isBoxFile } from '@/lib/import/import-files'
import { mostBytes, nameByContent } from '@/lib/import/open-given'
import { findFindings } from '@/lib/lint/find-findings'
import type { Finding } from '@/lib/lint/finding'
import type { Answer } from '@/lib/query/answer'
import { makeQueryContext } from '@/lib/query/query-context'
import { parseQuestion } from '@/lib/query/question'
import { answerForAll } from '@/lib/query/stand-in'
import { askStudy, findingsOf, type Study, studyFiles } from '@/lib/study/study'
import { analyseDesign } from '@/lib/verify/analyse'
import type { Analysis } from '@/lib/verify/analysis'
import { type LoadedDesign, loadDesigns, reportNewProblems } from './designs'
import { expandPattern, hasPattern } from './glob'
import { readBoxFiles } from './import-operands'
import type { Io } from './io'
import { reportDoubts } from './output/imported'
import { reportProblems } from './output/problems'
import { readTextFile } from './text-file'

export interface Subject {
  readonly name: string
  readonly analysis: Analysis
  readonly ask: (question: string) => Result<Answer>
  readonly findings: (today: string) => readonly Finding[]
}

/** Reports what is wrong and returns nothing unless every one can be read. */
export async function loadSubjects(
  operands: readonly string[],
  world: Io,
  networks?: string,
): Promise<readonly Subject[] | undefined> {
  const input = operands.includes('-') ? await world.readInput() : ''
  const io: Io = { ...world, readInput: async () => input }
  const boxes = operands.filter((operand) =>
    operand === '-' ? isBoxFile({ path: nameByContent('input', input), text: input }) : isOfBoxes(operand, io),
  )
  const others = operands.filter((operand) => !boxes.includes(operand))
  const study = boxes.length === 0 ? [] : await loadStudy(boxes, io)
  const designs = others.length === 0 && boxes.length > 0 ? [] : await loadDesigns(others, io, networks)
  if (study === undefined || designs === undefined) return undefined
  return [...designs.map((loaded) => subjectOfDesign(loaded, io)), ...study]
}

/** A folder, an archive, or a file that some product's reader takes for its own. */
function isOfBoxes(operand: string, io: Io): boolean {
  const path = resolve(io.folder, operand)
  const kind = io.files.kind(path)
  if (kind === 'folder') return true
  const [first] = kind === undefined && hasPattern(operand) ? expandPattern(operand, io.folder, io.files) : [operand]
  const file = first === undefined ? undefined : resolve(io.folder, first)
  if (first === undefined || file === undefined || io.files.kind(file) !== 'file') return false
  if (/\.zip$/i.test(first)) return true
  const text = io.files.size(file) > mostBytes ? undefined : readTextFile(file, io)
  return text?.ok === true && isBoxFile({ path: first, text: text.value })
}

async function loadStudy(operands: readonly string[], io: Io): Promise<readonly Subject[] | undefined> {
  const opened = await readBoxFiles(operands, io)
  const study = opened.ok ? studyFiles(opened.value.files) : opened
  reportProblems(io, study.problems)
  if (!study.ok) return undefined
  const { imported, boxes } = study.value
  if (boxes.length > 0) io.err('No design is named: who is who is read from the files of the boxes.\n')
  reportDoubts(io, imported)
  return [subjectOfStudy(operands.join(', ').replace(/^-$/, 'standard input'), study.value)]
}

function subjectOfStudy(name: string, study: Study): Subject {
  return {
    name,
    analysis: study.analysis,
    ask: (question) => askStudy(study, question),
    findings: (today) => findingsOf(study, today),
  }
}

function subjectOfDesign(loaded: LoadedDesign, io: Io): Subject {
  const { design, name } = loaded
  const analysis = analyseDesign({ design, edits: {} })
  reportNewProblems(io, loaded, analysis.problems)
  return {
    name,
    analysis,
    ask: (text) => askDesign(design, analysis, text),
    findings: (today) => findFindings(design, analysis, today),
  }
}

function askDesign(design: Design, analysis: Analysis, text: string): Result<Answer> {
  const context = makeQueryContext({ design, analysis })
  const question = parseQuestion(text, context)
  return question.ok ? { ...question, value: answerForAll(question.value, context) } : question
}
