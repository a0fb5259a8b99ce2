/** Advice about a design: what, where, why, and what to do. */
import type { Design } from '../design/design'
import type { Packet } from '../net/packet'

export type Severity = 'error' | 'warning' | 'info'

interface FindingFix {
  /** What it does, as an order: `Block by default`. Also the name of the step that undo takes back. */
  readonly label: string
  /** Absent where only the person knows the value. */
  readonly edit?: (design: Design) => Design
}

/** A finding as a rule raises it. */
export interface Raised {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  /** A path into the design (`admin/office`) or a rule (`rules/kubelet/worker`); empty for the design as a whole. */
  readonly at: string
  readonly fix?: FindingFix
  /** A packet that shows it. */
  readonly evidence?: Packet
}

export interface Finding extends Raised {
  /** Where the fact behind it is written down. */
  readonly source: string
  /** The reason with which the design accepts it. */
  readonly accepted?: string
}
