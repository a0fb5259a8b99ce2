/** What the worker is asked and what it answers. */
import type { Design } from '@/lib/design/design'
import type { Problem } from '@/lib/design/problem'
import type { Answer } from '@/lib/query/answer'
import type { Analysis, AnalysisRequest } from '@/lib/verify/analysis'

export type EngineRequest =
  /** `stays`: later questions are about this design. */
  | { readonly kind: 'analyse'; readonly request: AnalysisRequest; readonly stays: boolean }
  | { readonly kind: 'ask'; readonly questions: readonly string[] }
  | { readonly kind: 'link'; readonly design: Design; readonly base: string }
  /** The download of a design with its files as a person changed them. */
  | { readonly kind: 'bundle'; readonly request: AnalysisRequest }

/** An answered question, or why it cannot be answered and how to ask it. */
export type Reply =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type EngineResult =
  | { readonly kind: 'analyse'; readonly analysis: Analysis; readonly milliseconds: number }
  | { readonly kind: 'ask'; readonly replies: readonly Reply[] }
  | { readonly kind: 'link'; readonly link: string }
  | { readonly kind: 'bundle'; readonly name: string; readonly zip: Uint8Array<ArrayBuffer> }

export interface EngineTask {
  readonly id: number
  readonly request: EngineRequest
}

export type EngineAnswer =
  | { readonly id: number; readonly ok: true; readonly result: EngineResult }
  | { readonly id: number; readonly ok: false; readonly message: string }
