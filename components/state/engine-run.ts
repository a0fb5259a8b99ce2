import { answerQuestion } from '@/lib/query/answer'
import { makeQueryContext, type QueryContext } from '@/lib/query/query-context'
import { parseQuestion } from '@/lib/query/question'
import { analyseDesign } from '@/lib/verify/analyse'
import type { Analysis, AnalysisRequest } from '@/lib/verify/analysis'
import type { EngineAnswer, EngineTask, Reply } from './engine-task'

/** Does one task; a throw becomes an answer, so that one bad design does not end the engine. */
export function runTask({ id, request, ask }: EngineTask): EngineAnswer {
  const start = performance.now()
  try {
    if (ask !== undefined) return { id, ok: true, kind: 'reply', reply: replyTo(ask, request) }
    const analysis = analyseDesign(request)
    last = { key: JSON.stringify(request), analysis }
    return { id, ok: true, kind: 'analysis', analysis, milliseconds: performance.now() - start }
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

/** The last design looked at: most questions are about it, and its files are read once for all of them. */
let last: { readonly key: string; readonly analysis: Analysis; context?: QueryContext } | undefined

function replyTo(text: string, request: AnalysisRequest): Reply {
  const key = JSON.stringify(request)
  if (last?.key !== key) last = { key, analysis: analyseDesign(request) }
  last.context ??= makeQueryContext({ ...request, analysis: last.analysis })
  const question = parseQuestion(text, last.context)
  return question.ok
    ? { ok: true, answer: answerQuestion(question.value, last.context) }
    : { ok: false, problems: question.problems }
}
