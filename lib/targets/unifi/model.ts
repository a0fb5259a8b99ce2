/** What the gateway holds of ours: a zone, and the policies to and from it in the order in which it asks them. */
import type { Prefix } from '@/lib/net/prefix'
import type { ServiceInterval } from '@/lib/net/service'
import type { Statement } from '../target'

/** Stands for every zone of the gateway but its own. */
export const everyZone = '*'

export interface PolicyEnd {
  /** By name, or every one. */
  readonly zone: string
  /** Everything where undefined. */
  readonly prefixes: readonly Prefix[] | undefined
  /** All but those. */
  readonly isOpposite: boolean
}

export interface UnifiPolicy {
  readonly at: Statement
  readonly name: string
  readonly action: 'ALLOW' | 'BLOCK' | 'REJECT'
  readonly families: readonly (4 | 6)[]
  readonly services: readonly ServiceInterval[]
  readonly source: PolicyEnd
  readonly destination: PolicyEnd
  /** Whether it is for packets of conversations that are there already as well. */
  readonly ofAnswers: boolean
}

export interface UnifiModel {
  /** The zone of the machines. */
  readonly zone: string
  readonly policies: readonly UnifiPolicy[]
}
