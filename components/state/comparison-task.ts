/** What the worker of the compare page is asked and what it answers: words and plain data, nothing to compute with. */
import type { Problem } from '@/lib/design/problem'
import type { GivenFile } from '@/lib/import/open-given'
import type { Step } from '@/lib/plan/steps'
import type { Difference } from './difference'
import type { DesignSource } from './engine-task'

/** A design, or what boxes run, as whoever reads it finds out. */
export type ComparedSource = DesignSource | { readonly kind: 'files'; readonly files: readonly GivenFile[] }

export interface ComparisonTask {
  readonly id: number
  readonly before: ComparedSource
  readonly after: ComparedSource
}

export interface FaultWords {
  readonly sentence: string
  readonly packet: string
}

export type PlanWords =
  | {
      readonly ok: true
      readonly summary: string
      readonly steps: readonly Step[]
      readonly shorter: readonly FaultWords[]
      readonly unmet: readonly FaultWords[]
      readonly markdown: string
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type Comparison =
  | {
      readonly kind: 'compared'
      readonly difference: Difference
      readonly plan: PlanWords
      /** By side, what of it no file said. */
      readonly assumed: Readonly<Record<'before' | 'after', readonly string[]>>
    }
  /** One of the two could not be read. */
  | { readonly kind: 'refused'; readonly side: 'before' | 'after'; readonly problems: readonly Problem[] }
  /** A bug, said aloud. */
  | { readonly kind: 'failed'; readonly message: string }

export interface ComparisonAnswer {
  readonly id: number
  readonly comparison: Comparison
}
