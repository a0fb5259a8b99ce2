/** What was compared, and what came of it. */
import type { Problem } from '../design/problem'
import type { Packet } from '../net/packet'
import type { PointWork } from '../policy/work'
import type { Point } from '../site/point'
import type { AlwaysOpen, Binding, Gap, Statement } from '../targets/target'

/** SPEC 6: about the box after the file is applied. */
export type Verdict = 'equal' | 'wider' | 'narrower' | 'different' | 'unread' | 'none'

export const verdictMarks: Readonly<Record<Verdict, string>> = {
  equal: '═',
  wider: '▲',
  narrower: '▼',
  different: '◆',
  unread: '?',
  none: '·',
}

/** A proof that differs in more than this many packets tells no more of them. */
export const mostWitnesses = 40

/** One packet on which the policy and the files differ, with the lines that decide on both sides. */
export interface Witness {
  /** `extra`: the files admit it and the policy does not; `missing`: the other way round. */
  readonly kind: 'extra' | 'missing'
  readonly point: string
  /** The member behind the point, for words and for the grid. */
  readonly member: string | undefined
  readonly direction: Point['direction']
  /** Values of the file's switches with which they differ, where they agree as the file stands. */
  readonly binding?: Binding
  readonly packet: Packet
  readonly intended: 'allow' | 'deny'
  readonly actual: 'allow' | 'deny'
  /** Rules of the policy that admit it, or whose listener it concerns. */
  readonly rules: readonly string[]
  /** Lines of the files that decide about it. */
  readonly statements: readonly Statement[]
  /** `203.0.113.9 now reaches the Talos API on cp-1`. */
  readonly sentence: string
}

interface PointOpening {
  readonly at: PointWork
  readonly always: readonly AlwaysOpen[]
}

export interface Proof {
  readonly target: string
  readonly verdict: Verdict
  readonly witnesses: readonly Witness[]
  /** Rules the files enforce completely, of all the rules at this target's points. */
  readonly enforced: number
  readonly rules: number
  readonly gaps: readonly Gap[]
  readonly assumptions: readonly string[]
  readonly always: readonly AlwaysOpen[]
  /** The same point by point, for those who must know where; none once it is sent or kept. */
  readonly openings: readonly PointOpening[]
  /** Why something was not read (`unread`), and what else there is to say. */
  readonly problems: readonly Problem[]
  /** How many points and how many classes of packets were compared. */
  readonly points: number
  readonly classes: number
  /** What was assumed to be on the box before: `nothing`, the bundle that was handed in, or the backup merged into. */
  readonly before: 'nothing' | 'previous bundle' | 'the files given' | 'own backup'
}
