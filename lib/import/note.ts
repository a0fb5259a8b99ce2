/** What an import has to say, before anything changes. */
import type { Design } from '../design/design'
import type { Problem } from '../design/problem'
import type { Statement } from '../targets/target'
import type { ReachLine } from './list-reach'

/** Something a file says, or something in it that is passed over. */
export interface Note {
  readonly at?: Statement
  readonly text: string
}

/** A part of the design that no file gives. */
export interface Assumption {
  /** Of the design: its key, or the list and the place in it. */
  readonly path: readonly (string | number)[]
  readonly text: string
}

export interface Imported {
  readonly design: Design
  readonly understood: readonly Note[]
  readonly ignored: readonly Note[]
  /** What the files cannot hold, and what the design does not say as they do. */
  readonly unprovable: readonly Note[]
  readonly assumed: readonly Assumption[]
  /** Who reaches what, by the files alone. */
  readonly reach: readonly ReachLine[]
  readonly problems: readonly Problem[]
}
