/** What the worker is asked and what it answers. */
import type { Analysis, AnalysisRequest } from '@/lib/verify/analysis'

export interface EngineTask {
  readonly id: number
  readonly request: AnalysisRequest
}

export type EngineAnswer =
  | { readonly id: number; readonly ok: true; readonly analysis: Analysis; readonly milliseconds: number }
  | { readonly id: number; readonly ok: false; readonly message: string }
