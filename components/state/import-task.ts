/** What the worker that reads other people's files is asked, and what it answers: words and plain data, no text of a file. */
import type { Design } from '@/lib/design/design'
import type { Problem } from '@/lib/design/problem'
import type { AssumedParts } from '@/lib/import/list-assumed'
import type { Note } from '@/lib/import/note'
import type { GivenFile } from '@/lib/import/open-given'
import type { ReachMatrix } from '@/lib/import/reach-matrix'
import type { Severity } from '@/lib/lint/finding'
import type { Answer } from '@/lib/query/answer'
import type { Verdict } from '@/lib/verify/proof'

export type ImportRequest =
  /** The first question about some files: the others are about the same. */
  | { readonly kind: 'study'; readonly files: readonly GivenFile[]; readonly open: Design | undefined }
  | { readonly kind: 'ask'; readonly question: string }

/** What the files say, before anything is made of it. */
export interface ImportPreview {
  readonly design: Design
  /** As a file: what no file said is marked. */
  readonly text: string
  /** One of the files is a design, which is taken whole. */
  readonly isWhole: boolean
  readonly files: readonly string[]
  readonly understood: readonly Note[]
  readonly ignored: readonly Note[]
  readonly unprovable: readonly Note[]
  readonly assumed: readonly AssumedParts[]
  /** Machines and pools: those that a file describes, and those made up. */
  readonly machines: { readonly found: number; readonly assumed: number }
  readonly problems: readonly Problem[]
  readonly matrix: ReachMatrix
  readonly exposures: readonly string[]
  readonly findings: readonly FindingWords[]
  /** Beside the open design, for every product that it has files for. */
  readonly drift: readonly DriftWords[]
}

interface FindingWords {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly at: string
  readonly fix: string | undefined
}

export interface DriftWords {
  readonly title: string
  readonly verdict: Verdict
  readonly entries: readonly DriftLine[]
  /** Machines that no file is for. */
  readonly leftOut: readonly string[]
  /** Why there is nothing to compare. */
  readonly problems: readonly Problem[]
}

export interface DriftLine {
  /** As designed, otherwise, more than designed, missing. */
  readonly sign: '=' | '~' | '+' | '-'
  readonly what: string
  readonly sentence: string | undefined
  readonly packet: string | undefined
  /** `cp.yaml:14`, of what runs and of what the design writes. */
  readonly runs: readonly string[]
  readonly designed: readonly string[]
}

export type ImportResult =
  | { readonly kind: 'study'; readonly preview: ImportPreview }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'ask'; readonly answer: Answer }
  /** A bug, said aloud. */
  | { readonly kind: 'failed'; readonly message: string }

export interface ImportTask {
  readonly id: number
  readonly request: ImportRequest
}

export interface ImportAnswer {
  readonly id: number
  readonly result: ImportResult
}
