import { fingerprintOf } from '@/lib/bundle/fingerprint'
import { bundleName, makeBundle } from '@/lib/bundle/make-bundle'
import { zipBundle } from '@/lib/bundle/zip'
import { findDesignFaults } from '@/lib/design/check-design'
import { findReferenceFaults } from '@/lib/design/check-references'
import type { Design } from '@/lib/design/design'
import { problemOfFault } from '@/lib/design/fault'
import type { Problem } from '@/lib/design/problem'
import { findFindings } from '@/lib/lint/find-findings'
import type { Finding } from '@/lib/lint/finding'
import { formatPacket } from '@/lib/net/packet'
import { makeQueryContext, type QueryContext } from '@/lib/query/query-context'
import { parseQuestion } from '@/lib/query/question'
import { answerForAll } from '@/lib/query/stand-in'
import { linkToDesign } from '@/lib/share/codec'
import { targets } from '@/lib/targets/all'
import { knownNames } from '@/lib/targets/known-names'
import { suggestedOptions } from '@/lib/targets/suggested-options'
import type { FileSet, Target } from '@/lib/targets/target'
import { analyseDesign } from '@/lib/verify/analyse'
import type { Analysis, AnalysisRequest } from '@/lib/verify/analysis'
import type { OpenedZones, ReachGrid } from '@/lib/verify/reach'
import { buildReachGrid } from '@/lib/verify/reach-grid'
import { adviceOfBackup, withOptionOfBackup } from './backup-advice'
import { describeConsequence, describeOmissions, describeStep } from './describe-consequence'
import { type Difference, differenceOf } from './difference'
import type {
  Advice,
  EngineAnswer,
  EngineRequest,
  EngineResult,
  EngineTask,
  Offer,
  Product,
  Reply,
} from './engine-task'
import { makeOffers } from './make-offers'
import { readSource } from './read-source'
import { toSend } from './sent-analysis'
import { unmetExpectations, withoutExpectation } from './unmet-expectations'

/** The design that questions are about, and what they are answered from once somebody asks. */
let open: Open | undefined

interface Open {
  readonly request: AnalysisRequest
  readonly analysis: Analysis
  readonly findings: readonly Finding[]
  context?: QueryContext
}

/** Does one task; a throw becomes an answer, so that one bad design does not end the engine. */
export function runTask({ id, request }: EngineTask): EngineAnswer {
  try {
    return { id, ok: true, result: run(request) }
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

function run(task: EngineRequest): EngineResult {
  switch (task.kind) {
    case 'analyse':
      return analyse(task.request)
    case 'reach':
      return { kind: 'reach', reach: reachOf(task.opened) }
    case 'compare':
      return { kind: 'compare', change: open === undefined ? undefined : changeFrom(open, task.request) }
    case 'ask':
      return { kind: 'ask', replies: task.questions.map(ask) }
    case 'difference':
      return { kind: 'difference', difference: differenceFrom(task.before) }
    case 'offers':
      return { kind: 'offers', offers: offersFor(task.question) }
    case 'fix':
      return { kind: 'fix', design: fix(task.code, task.at) }
    case 'link':
      return { kind: 'link', link: linkToDesign(task.design, task.base) }
    case 'fingerprint':
      return { kind: 'fingerprint', fingerprint: fingerprintOf(task.design) }
    case 'bundle':
      return bundle(task.request)
    case 'read':
      return { kind: 'read', read: readSource(task.source) }
    case 'products': {
      const off = targets.filter(({ id }) => !Object.hasOwn(task.design.targets, id))
      return { kind: 'products', products: off.map((target) => productOf(target, task.design)) }
    }
    case 'takers': {
      const { files, design } = task
      const takers = targets.filter(({ merges }) => merges?.(files) === true)
      return { kind: 'takers', takers: takers.map((target) => productOf(target, design, files)) }
    }
  }
}

function productOf(target: Target, design: Design, backup?: FileSet): Product {
  const { title, summary } = target.meta
  const product = { id: target.id, title, summary, options: suggestedOptions(target, design, backup) }
  const now = JSON.stringify(design.targets[target.id])
  return now === JSON.stringify(suggestedOptions(target, design)) ? { ...product, isGuessed: true } : product
}

function analyse(request: AnalysisRequest): EngineResult {
  const start = performance.now()
  const analysed = analyseDesign(request)
  const analysis = { ...analysed, problems: [...designProblems(request.design), ...analysed.problems] }
  const milliseconds = performance.now() - start
  const change =
    open && describeStep({ edits: open.request.edits, analysis: open.analysis }, { edits: request.edits, analysis })
  const findings = findFindings(request.design, analysed, new Date().toISOString().slice(0, 10))
  open = { request, analysis, findings }
  const unmet = request.design.expectations.length === 0 ? [] : unmetExpectations(contextOf(open))
  const advice = [...unmet, ...adviceOfBackup(request, analysed.targets), ...findings.map(adviceOf)]
  return { kind: 'analyse', analysis: toSend(analysis), advice, milliseconds, change }
}

/** In a line; what files that come would leave out is told after it. */
function changeFrom({ analysis: before }: Open, request: AnalysisRequest): string {
  const after = analyseDesign(request)
  return [describeConsequence(before, after), ...describeOmissions(before, after)].join('\n')
}

function reachOf(opened: OpenedZones): ReachGrid | undefined {
  if (open === undefined) return undefined
  const { request, analysis } = open
  const proofs = analysis.targets.map(({ proof }) => proof)
  return buildReachGrid(request.design, analysis.site, analysis.policy, proofs, opened)
}

function adviceOf({ code, severity, message, at, source, fix: cure, evidence, accepted }: Finding): Advice {
  return {
    code,
    severity,
    message,
    at,
    source,
    ...(cure === undefined ? {} : { fix: { label: cure.label, isEdit: cure.edit !== undefined } }),
    ...(evidence === undefined ? {} : { question: formatPacket(evidence) }),
    ...(accepted === undefined ? {} : { accepted }),
  }
}

function differenceFrom(before: Design): Difference | undefined {
  if (open === undefined) return undefined
  const { design } = open.request
  return differenceOf({ design: before }, { design, analysis: open.analysis })
}

function offersFor(text: string): Offer[] {
  const reply = ask(text)
  if (open?.context === undefined || !reply.ok) return []
  return makeOffers(open, reply.answer, open.context)
}

function fix(code: string, at: string): Design | undefined {
  if (open === undefined) return undefined
  const { design } = open.request
  const found = open.findings.find((finding) => finding.code === code && finding.at === at)
  if (found !== undefined) return found.fix?.edit?.(design)
  return withoutExpectation(design, at) ?? withOptionOfBackup(open.request, at)
}

/** What reading the design from a file would say: an edit may leave names that lead nowhere. */
function designProblems(design: Design): Problem[] {
  return [...findReferenceFaults(design, knownNames), ...findDesignFaults(design)].map((fault) =>
    problemOfFault(fault, design),
  )
}

/** The same bytes as the terminal writes, so from the analysis as it is, without what only the page says. */
function bundle(request: AnalysisRequest): EngineResult {
  const { design, edits, around } = request
  const files = makeBundle({ design, edits, analysis: analyseDesign(request), previous: around?.previous })
  return { kind: 'bundle', name: bundleName(design), zip: zipBundle(files) }
}

function ask(text: string): Reply {
  if (open === undefined) return { ok: false, problems: [] }
  const context = contextOf(open)
  const question = parseQuestion(text, context)
  if (!question.ok) return { ok: false, problems: question.problems }
  return { ok: true, answer: answerForAll(question.value, context) }
}

function contextOf(now: Open): QueryContext {
  const { design, edits } = now.request
  now.context ??= makeQueryContext({ design, edits, analysis: now.analysis })
  return now.context
}
