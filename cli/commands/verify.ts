import { recordOfVerification } from '@/lib/bundle/verification'
import type { Design } from '@/lib/design/design'
import { failure, type Result, success } from '@/lib/design/problem'
import { maskProblem } from '@/lib/import/mask'
import { type CheckedExpectation, checkExpectations } from '@/lib/query/expectations'
import { makeQueryContext } from '@/lib/query/query-context'
import { findTarget } from '@/lib/targets/all'
import { type FileSet, isFilter, type TextFile } from '@/lib/targets/target'
import { compareGivenFiles, openGivenFiles } from '@/lib/verify/against'
import { analyseDesign } from '@/lib/verify/analyse'
import type { Analysis } from '@/lib/verify/analysis'
import type { DriftEntry } from '@/lib/verify/drift'
import { usageProblem } from '../args'
import type { Call, Command } from '../command'
import { type LoadedDesign, loadDesigns, networksOption, reportNewProblems } from '../designs'
import { readGivenFiles, readPreviousBundle } from '../folders'
import type { Io } from '../io'
import { driftMarkdown, driftText, recordOfDrift } from '../output/drift'
import { formatOptions, readFormat, writeJson } from '../output/format'
import { refuseInput } from '../output/problems'
import { expectationsText, isBadNews, proofsMarkdown, proofText, recordOfExpectation } from '../output/proof'
import { styleOf } from '../output/style'
import { checkTargetIds, selectTargets, targetOption } from '../select-targets'

const formats = ['table', 'json', 'markdown'] as const

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'whether the files let through exactly what the design says',
  operands: 'DESIGN…',
  description: [
    'Writes the files of every target, reads them back and compares what each box then lets through with the policy:',
    '═ equal, ▲ wider, ▼ narrower, ◆ different, ? unread, · filters nothing. Then asks the questions of the design.',
  ],
  options: {
    networks: networksOption,
    target: targetOption,
    against: {
      value: 'PATH',
      help: 'compare files that exist already (a file, a folder, a pattern in quotes) instead of new ones; needs -t ID',
    },
    previous: { value: 'PATH', help: 'the bundle that the boxes run now: the verdict is about the box after it' },
    ...formatOptions(formats),
  },
  examples: [
    ['portcullis verify design.yaml', 'proves every target of the design'],
    ['portcullis verify design.yaml -t ID --against backup/', 'drift: do the boxes still do what the design says?'],
    ['portcullis verify design.yaml --previous firewall --json', 'after the next bundle is applied over the last'],
  ],
  run: async (call, io) => {
    const format = readFormat(call, formats)
    if (!format.ok) return refuseInput(io, format.problems)
    const request = readRequest(call, io)
    if (!request.ok) return refuseInput(io, request.problems)
    const designs = await loadDesigns(call.operands, io, call.text('networks'))
    if (designs === undefined) return 2
    const checked: Checked[] = []
    for (const loaded of designs) {
      const one = check(loaded, request.value, io)
      if (!one.ok) return refuseInput(io, one.problems)
      checked.push(one.value)
    }
    print(checked, format.value, io)
    return checked.some(isBad) ? 1 : 0
  },
}

interface VerifyRequest {
  readonly ids: readonly string[]
  readonly against: FileSet | undefined
  readonly previous: FileSet | undefined
}

function readRequest(call: Call, io: Io): Result<VerifyRequest> {
  const ids = checkTargetIds(call.texts('target'))
  if (!ids.ok) return ids
  const [againstPath, previousPath] = [call.text('against'), call.text('previous')]
  if (againstPath !== undefined && previousPath !== undefined) {
    return failure([
      usageProblem('--against and --previous exclude each other.', 'Files that exist are compared as they are.'),
    ])
  }
  if (againstPath !== undefined && ids.value.length !== 1) {
    return failure([usageProblem('--against needs to know whose files they are.', 'Add -t ID, once.')])
  }
  const [id] = ids.value
  const against = againstPath === undefined ? success(undefined) : readAgainst(againstPath, id, io)
  if (!against.ok) return against
  const previous = previousPath === undefined ? success(undefined) : readPreviousBundle(previousPath, io)
  if (!previous.ok) return previous
  return success({ ids: ids.value, against: against.value, previous: previous.value })
}

function readAgainst(path: string, id: string | undefined, io: Io): Result<FileSet> {
  const target = id === undefined ? undefined : findTarget(id)
  if (target === undefined || !isFilter(target)) {
    return failure([usageProblem(`${id} filters no packets: there is nothing to compare.`, 'Name another target.')])
  }
  const recognises = (file: TextFile): boolean => target.readers.some((reader) => reader.recognises(file))
  const given = readGivenFiles(path, { id: target.id, recognises }, io)
  if (!given.ok) return given
  const { files, others } = given.value
  if (others.length > 0) io.err(`left out, because ${target.id} does not read them: ${others.join(', ')}\n`)
  return success(files)
}

interface Checked {
  readonly loaded: LoadedDesign
  /** With the targets asked for. */
  readonly design: Design
  readonly analysis: Analysis
  /** Of files that exist already. */
  readonly drift?: readonly DriftEntry[]
  readonly expectations: readonly CheckedExpectation[]
}

function check(loaded: LoadedDesign, request: VerifyRequest, io: Io): Result<Checked> {
  const { ids, previous } = request
  const design = selectTargets(loaded.design, ids)
  const against = request.against === undefined ? undefined : openGivenFiles(design, ids[0] ?? '', request.against)
  const around = previous === undefined ? {} : { around: { previous } }
  const written = analyseDesign({ design, edits: {}, ...around })
  reportNewProblems(io, loaded, written.problems)
  const compared =
    against === undefined
      ? success({ analysis: written, leftOut: [], drift: [] })
      : compareGivenFiles(design, written, against)
  if (!compared.ok) return failure(compared.problems.map(maskProblem))
  const { leftOut, drift } = compared.value
  const analysis = against === undefined ? written : withoutSecrets(compared.value.analysis)
  if (leftOut.length > 0) io.err(`not compared, because no file given is for them: ${leftOut.join(', ')}\n`)
  const [target] = ids
  const context = makeQueryContext({
    design,
    analysis,
    ...(previous === undefined ? {} : { previous }),
    ...(against === undefined || target === undefined ? {} : { instead: [{ target, files: against }] }),
  })
  const isCompared = against !== undefined
  return success({
    loaded,
    design,
    analysis,
    ...(isCompared ? { drift } : {}),
    expectations: checkExpectations(context),
  })
}

/** What a reader quotes of somebody's own files may be a secret. */
function withoutSecrets(analysis: Analysis): Analysis {
  const targets = analysis.targets.map((target) => ({
    ...target,
    proof: { ...target.proof, problems: target.proof.problems.map(maskProblem) },
  }))
  return { ...analysis, targets }
}

function isBad({ analysis, expectations }: Checked): boolean {
  return analysis.targets.some(({ proof }) => isBadNews(proof.verdict)) || expectations.some((one) => !one.met)
}

function print(checked: readonly Checked[], format: (typeof formats)[number], io: Io): void {
  const [only] = checked
  const several = checked.length > 1
  if (format === 'json') {
    const records = checked.map((one) => ({ design: one.loaded.name, ...recordOf(one) }))
    io.out(writeJson(several || only === undefined ? records : recordOf(only)))
    return
  }
  const style = styleOf(io)
  const parts = checked.map(({ loaded, analysis, drift = [], expectations }) => {
    const proofs = analysis.targets.map((target) => target.proof)
    if (format === 'markdown') {
      const changes = driftMarkdown(drift)
      return `${proofsMarkdown(loaded.design.name, proofs, expectations)}${changes === '' ? '' : `\n${changes}`}`
    }
    const title = several ? [`${style.strong(loaded.name)}\n`] : []
    const empty = proofs.length === 0 ? ['The design lists no target: nothing to prove.\n'] : []
    const texts = proofs.map((proof) => proofText(proof, style))
    return [...title, ...empty, ...texts, driftText(drift, style), expectationsText(expectations, style)]
      .filter((text) => text !== '')
      .join('\n')
  })
  io.out(parts.join('\n'))
}

function recordOf({ design, analysis, drift, expectations }: Checked) {
  return {
    ...recordOfVerification(design, analysis),
    ...(drift === undefined ? {} : { drift: drift.map(recordOfDrift) }),
    expectations: expectations.map(recordOfExpectation),
  }
}
