import type { Design } from '@/lib/design/design'
import { failure, type Result } from '@/lib/design/problem'
import { countMachines, listAssumed } from '@/lib/import/list-assumed'
import { maskProblem } from '@/lib/import/mask'
import { openGiven } from '@/lib/import/open-given'
import { matrixOf } from '@/lib/import/reach-matrix'
import { writeImported } from '@/lib/import/write-imported'
import { formatPacket } from '@/lib/net/packet'
import { askStudy, driftOf, findingsOf, type Study, studyFiles } from '@/lib/study/study'
import type { FileSet, Statement } from '@/lib/targets/target'
import { findExposures, wordExposure } from '@/lib/verify/exposure'
import type { DriftWords, ImportPreview, ImportRequest, ImportResult } from './import-task'

/** What was studied last: questions are about it. */
let studied: Study | undefined

/** A throw becomes an answer: the page must not wait for ever. Its words are not shown, they might quote a file. */
export function runImport(request: ImportRequest): ImportResult {
  try {
    return request.kind === 'study' ? study(request) : ask(request.question)
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.name : 'Error' }
  }
}

function study({ files, open }: Extract<ImportRequest, { kind: 'study' }>): ImportResult {
  studied = undefined
  const opened = openGiven(files)
  if (!opened.ok) return { kind: 'refused', problems: opened.problems }
  const { files: texts, passed } = opened.value
  const read: Result<Study> = texts.length === 0 ? failure([nothing]) : studyFiles(texts)
  if (!read.ok) return { kind: 'refused', problems: read.problems }
  studied = read.value
  return { kind: 'study', preview: previewOf(read.value, texts, open, passed) }
}

const nothing = {
  severity: 'error',
  at: 'files',
  message: 'There is nothing in it.',
  suggestion: 'Give a file that holds something.',
} as const

function previewOf(
  found: Study,
  files: FileSet,
  open: Design | undefined,
  passed: ImportPreview['ignored'],
): ImportPreview {
  const { imported, analysis, boxes } = found
  const { design, understood, ignored, unprovable, problems, reach } = imported
  const today = new Date().toISOString().slice(0, 10)
  return {
    design,
    understood,
    unprovable,
    problems,
    text: writeImported(imported),
    isWhole: boxes.length === 0,
    files: files.map(({ path }) => path),
    ignored: [...ignored, ...passed],
    machines: countMachines(imported),
    assumed: listAssumed(imported),
    matrix: matrixOf(reach, design),
    exposures: findExposures(analysis.reach).map(wordExposure),
    findings: findingsOf(found, today)
      .filter(({ accepted }) => accepted === undefined)
      .map(({ code, severity, message, at, fix }) => ({ code, severity, message, at, fix: fix?.label })),
    drift: open === undefined ? [] : driftOf(found, files, open).map(wordDrift),
  }
}

function wordDrift({ title, drift }: ReturnType<typeof driftOf>[number]): DriftWords {
  if (!drift.ok)
    return { title, verdict: 'unread', entries: [], leftOut: [], problems: drift.problems.map(maskProblem) }
  const { analysis, drift: entries, leftOut } = drift.value
  const proof = analysis.targets[0]?.proof
  return {
    title,
    leftOut,
    verdict: proof?.verdict ?? 'unread',
    problems: (proof?.problems ?? []).filter(({ severity }) => severity === 'error').map(maskProblem),
    entries: entries.map(({ sign, what, sentence, packet, runs, designed }) => ({
      sign,
      what,
      sentence,
      packet: packet === undefined ? undefined : formatPacket(packet),
      runs: placesOf(runs),
      designed: placesOf(designed),
    })),
  }
}

function placesOf(statements: readonly Statement[]): string[] {
  return statements.filter(({ beside }) => beside !== true).map(({ file, line }) => `${file}:${line}`)
}

function ask(question: string): ImportResult {
  const answer = studied === undefined ? failure<never>([]) : askStudy(studied, question)
  return answer.ok ? { kind: 'ask', answer: answer.value } : { kind: 'refused', problems: answer.problems }
}
