/** Undo and redo as snapshots with labels; typing into one field is one step. */
import type { Design } from '@/lib/design/design'
import type { FileSet } from '@/lib/targets/target'
import type { AnalysisRequest } from '@/lib/verify/analysis'

/** Everything a person can change: the design, and files edited by hand, by path. */
export interface Snapshot {
  readonly design: Design
  readonly files: Readonly<Record<string, string>>
  readonly backup?: Backup
}

/** What a person gave of their own box. It holds passwords and keys: for this tab's memory, never written down or linked. */
interface Backup {
  readonly given: FileSet
  /** Files made from it, edited by hand, by path: they hold the same secrets. */
  readonly edits: Readonly<Record<string, string>>
}

/** What the engine is asked about a snapshot. */
export function requestOf({ design, files, backup }: Snapshot): AnalysisRequest {
  if (backup === undefined) return { design, edits: files }
  return { design, edits: { ...files, ...backup.edits }, around: { base: backup.given } }
}

export interface Step {
  /** What was done: `Move cp-2`. */
  readonly label: string
  /** What undo (past) or redo (future) goes to. */
  readonly snapshot: Snapshot
  readonly coalesce: string | undefined
  /** Milliseconds of the clock at the last change of the step. */
  readonly at: number
}

export interface History {
  readonly past: readonly Step[]
  readonly present: Snapshot
  readonly future: readonly Step[]
}

export interface RecordOptions {
  /** Changes with the same key in quick succession are one step. */
  readonly coalesce?: string | undefined
  readonly now: number
}

const longestPast = 200
/** Milliseconds between two changes of one step. */
const coalesceWithin = 1500

export function startHistory(present: Snapshot): History {
  return { past: [], present, future: [] }
}

export function recordStep(history: History, next: Snapshot, label: string, options: RecordOptions): History {
  const { coalesce, now } = options
  const last = history.past.at(-1)
  const joins =
    last !== undefined &&
    coalesce !== undefined &&
    last.coalesce === coalesce &&
    now - last.at <= coalesceWithin &&
    history.future.length === 0
  const step: Step = { label, snapshot: joins ? last.snapshot : history.present, coalesce, at: now }
  const past = joins ? [...history.past.slice(0, -1), step] : [...history.past, step].slice(-longestPast)
  return { past, present: next, future: [] }
}

export function undoStep(history: History): History {
  const step = history.past.at(-1)
  if (step === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: step.snapshot,
    future: [{ ...step, snapshot: history.present, coalesce: undefined }, ...history.future],
  }
}

export function redoStep(history: History): History {
  const [step, ...future] = history.future
  if (step === undefined) return history
  return {
    past: [...history.past, { ...step, snapshot: history.present, coalesce: undefined }],
    present: step.snapshot,
    future,
  }
}
