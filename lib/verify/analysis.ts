/** One pass over a design: everything the page, the terminal and the bundle show. */
import type { Design, Place } from '../design/design'
import type { Problem } from '../design/problem'
import type { Policy } from '../policy/rule'
import type { Site } from '../site/site'
import type { Around, ChecklistItem, OutputFile } from '../targets/target'
import type { Proof } from './proof'
import type { OpenedZones, ReachGrid } from './reach'

export interface AnalysisRequest {
  readonly design: Design
  /** Files as a person changed them, by path; they are read instead of the rendered ones. */
  readonly edits: Readonly<Record<string, string>>
  /** What the boxes hold now, or a backup to merge into. */
  readonly around?: Around
  /** Zones of the grid whose single machines are wanted, however many there are. */
  readonly opened?: OpenedZones
}

export interface TargetAnalysis {
  readonly id: string
  readonly title: string
  /** Where its boxes stand; undefined for one that filters no packets. */
  readonly place: Place | undefined
  /** Whether its rules can be merged into a backup of the box (`around.base`). */
  readonly mergesBackup?: true
  /** As rendered, edits not applied. */
  readonly files: readonly OutputFile[]
  readonly proof: Proof
  readonly problems: readonly Problem[]
  /** What it asks for beyond its files. */
  readonly checklist?: readonly ChecklistItem[]
}

export interface Analysis {
  readonly problems: readonly Problem[]
  readonly site: Site
  readonly policy: Policy
  readonly targets: readonly TargetAnalysis[]
  readonly reach: ReachGrid
}
