/** What the worker is asked and what it answers. */
import type { Problem } from '@/lib/design/problem'
import type { Answer } from '@/lib/query/answer'
import type { Analysis, AnalysisRequest } from '@/lib/verify/analysis'

export interface EngineTask {
  readonly id: number
  readonly request: AnalysisRequest
  /** A question about that design, in words; without one the whole analysis is wanted. */
  readonly ask?: string
}

/** An answered question, or why it cannot be answered and how to ask it. */
export type Reply =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type EngineAnswer =
  | {
      readonly id: number
      readonly ok: true
      readonly kind: 'analysis'
      readonly analysis: Analysis
      readonly milliseconds: number
    }
  | { readonly id: number; readonly ok: true; readonly kind: 'reply'; readonly reply: Reply }
  | { readonly id: number; readonly ok: false; readonly message: string }
