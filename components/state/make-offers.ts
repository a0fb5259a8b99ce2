import { diffPackets } from '@/lib/diff/packet-diff'
import { proposeAllows } from '@/lib/query/allow'
import { type Answer, answerQuestion } from '@/lib/query/answer'
import { makeQueryContext, type QueryContext } from '@/lib/query/query-context'
import { parseQuestion } from '@/lib/query/question'
import { analyseDesign } from '@/lib/verify/analyse'
import type { Analysis, AnalysisRequest } from '@/lib/verify/analysis'
import { describeConsequence } from './describe-consequence'
import type { Offer } from './engine-task'

interface Open {
  readonly request: AnalysisRequest
  readonly analysis: Analysis
}

/** Edits that truly let the packet through, asked of the design that each of them makes. */
export function makeOffers({ request, analysis }: Open, answer: Answer, context: QueryContext): Offer[] {
  return proposeAllows(answer, context).flatMap(({ label, design, ...rest }) => {
    const after = analyseDesign({ ...request, design })
    const changed = makeQueryContext({ design, edits: request.edits, analysis: after })
    const question = parseQuestion(answer.question.text, changed)
    if (!question.ok || answerQuestion(question.value, changed).policy.verdict !== 'allow') return []
    const packets = diffPackets({ design: request.design, ...analysis }, { design, ...after })
    return [{ ...rest, label, design, change: describeConsequence(analysis, after), packets }]
  })
}
