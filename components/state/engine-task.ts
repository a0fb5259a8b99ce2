/** What the worker is asked and what it answers. */
import type { Design } from '@/lib/design/design'
import type { TargetOptions } from '@/lib/design/edits/records'
import type { Problem, Result } from '@/lib/design/problem'
import type { PacketDiff } from '@/lib/diff/packet-diff'
import type { Severity } from '@/lib/lint/finding'
import type { Answer } from '@/lib/query/answer'
import type { FileSet } from '@/lib/targets/target'
import type { AnalysisRequest } from '@/lib/verify/analysis'
import type { OpenedZones, ReachGrid } from '@/lib/verify/reach'
import type { Difference } from './difference'
import type { SentAnalysis } from './sent-analysis'

export type EngineRequest =
  /** The open design: later questions are about it. */
  | { readonly kind: 'analyse'; readonly request: AnalysisRequest }
  /** The grid of the open design with other zones opened. */
  | { readonly kind: 'reach'; readonly opened: OpenedZones }
  /** What another design would change about the open one, in a line. */
  | { readonly kind: 'compare'; readonly request: AnalysisRequest }
  | { readonly kind: 'ask'; readonly questions: readonly string[] }
  /** What lies between another design and the open one, which comes after it. */
  | { readonly kind: 'difference'; readonly before: Design }
  /** Edits that would let the packet of a question through. */
  | { readonly kind: 'offers'; readonly question: string }
  /** What the open design becomes by a finding's own fix. */
  | { readonly kind: 'fix'; readonly code: string; readonly at: string }
  | { readonly kind: 'link'; readonly design: Design; readonly base: string }
  /** SHA-256 of the design's canonical text. */
  | { readonly kind: 'fingerprint'; readonly design: Design }
  /** The download of a design with its files as a person changed them. */
  | { readonly kind: 'bundle'; readonly request: AnalysisRequest }
  | { readonly kind: 'read'; readonly source: DesignSource }
  /** The products that a design writes no files for. */
  | { readonly kind: 'products'; readonly design: Design }
  /** Whose backup these files are, and what they say to the options of a design. */
  | { readonly kind: 'takers'; readonly files: FileSet; readonly design: Design }

/** A design that comes from outside the page. */
export type DesignSource =
  | { readonly kind: 'text'; readonly text: string; readonly name: string }
  | { readonly kind: 'link'; readonly text: string }
  /** A value the browser kept for us. */
  | { readonly kind: 'kept'; readonly value: unknown }

/** A product that a design could write files for. */
export interface Product {
  readonly id: string
  readonly title: string
  /** What its files are, in half a sentence. */
  readonly summary: string
  /** Options to begin with; of a backup, where one is given. */
  readonly options: TargetOptions
  /** What the design says to it so far is the guess made without a backup. */
  readonly isGuessed?: true
}

/** A finding as the page shows it: its edit stays in the worker. */
export interface Advice {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly at: string
  readonly source: string
  readonly fix?: { readonly label: string; readonly isEdit: boolean }
  /** A packet that shows it, as a question. */
  readonly question?: string
  /** The reason with which the design accepts it. */
  readonly accepted?: string
  /** The design itself asks for it: there is nothing to accept but what it says. */
  readonly own?: true
}

/** An edit with everything it would do, said before it is made. */
export interface Offer {
  /** Verb first: `Let office use Talos API`. */
  readonly label: string
  readonly design: Design
  /** What the label leaves open. */
  readonly note?: string
  /** In a line, files included. */
  readonly change: string
  readonly packets: PacketDiff
}

/** An answered question, or why it cannot be answered and how to ask it. */
export type Reply =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type EngineResult =
  | {
      readonly kind: 'analyse'
      readonly analysis: SentAnalysis
      readonly advice: readonly Advice[]
      readonly milliseconds: number
      /** What is different from the design analysed before, in a line. */
      readonly change: string | undefined
    }
  | { readonly kind: 'reach'; readonly reach: ReachGrid | undefined }
  | { readonly kind: 'compare'; readonly change: string | undefined }
  | { readonly kind: 'ask'; readonly replies: readonly Reply[] }
  | { readonly kind: 'difference'; readonly difference: Difference | undefined }
  | { readonly kind: 'offers'; readonly offers: readonly Offer[] }
  /** None where the open design has no such finding any more. */
  | { readonly kind: 'fix'; readonly design: Design | undefined }
  | { readonly kind: 'link'; readonly link: string }
  | { readonly kind: 'fingerprint'; readonly fingerprint: string }
  | { readonly kind: 'bundle'; readonly name: string; readonly zip: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'read'; readonly read: Result<Design> }
  | { readonly kind: 'products'; readonly products: readonly Product[] }
  | { readonly kind: 'takers'; readonly takers: readonly Product[] }

export interface EngineTask {
  readonly id: number
  readonly request: EngineRequest
}

export type EngineAnswer =
  | { readonly id: number; readonly ok: true; readonly result: EngineResult }
  | { readonly id: number; readonly ok: false; readonly message: string }
