/** What the worker of the compare page is asked and what it answers: words and plain data, nothing to compute with. */
import type { Problem } from '@/lib/design/problem'
import type { FieldChange } from '@/lib/diff/field-diff'
import type { FileChange } from '@/lib/diff/file-diff'
import type { RuleChange } from '@/lib/diff/rule-diff'
import type { Step } from '@/lib/plan/steps'
import type { DesignSource } from './engine-task'

export interface ComparisonTask {
  readonly id: number
  readonly before: DesignSource
  readonly after: DesignSource
}

/** A class of packets in words. */
export interface PacketWords {
  readonly from: string
  readonly to: string
  readonly service: string
  readonly decided: string
  readonly internet: boolean
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
      readonly names: readonly [before: string, after: string]
      readonly summary: string
      readonly gained: readonly PacketWords[]
      readonly lost: readonly PacketWords[]
      readonly rules: readonly RuleChange[]
      readonly files: readonly FileChange[]
      readonly fields: readonly FieldChange[]
      readonly markdown: string
      readonly plan: PlanWords
    }
  /** One of the two could not be read. */
  | { readonly kind: 'refused'; readonly side: 'before' | 'after'; readonly problems: readonly Problem[] }
  /** A bug, said aloud. */
  | { readonly kind: 'failed'; readonly message: string }

export interface ComparisonAnswer {
  readonly id: number
  readonly comparison: Comparison
}
