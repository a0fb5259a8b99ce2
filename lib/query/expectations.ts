/** Questions that must keep their answers: the design's own tests. */
import type { Problem } from '../design/problem'
import { type Answer, answerQuestion } from './answer'
import type { QueryContext } from './query-context'
import { parseQuestion } from './question'

export interface CheckedExpectation {
  readonly ask: string
  readonly want: 'allow' | 'deny'
  /** None when the question could not be read. */
  readonly answer: Answer | undefined
  readonly problems: readonly Problem[]
  readonly met: boolean
}

/** In the order of their questions, whatever the design's. */
export function checkExpectations(context: QueryContext): CheckedExpectation[] {
  const sorted = [...context.design.expectations].sort((a, b) => (a.ask < b.ask ? -1 : a.ask > b.ask ? 1 : 0))
  return sorted.map(({ ask, want }) => {
    const question = parseQuestion(ask, context)
    if (!question.ok) return { ask, want, answer: undefined, problems: question.problems, met: false }
    const answer = answerQuestion(question.value, context)
    return { ask, want, answer, problems: [], met: answer.verdict === want }
  })
}
