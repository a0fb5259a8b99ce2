/** What listens and needs no rule. */
import type { PortRange } from '../net/port-range'
import type { Protocol } from '../net/protocol'
import type { SourceKey } from './source'

export interface QuietListener {
  readonly id: string
  readonly title: string
  readonly protocol: Protocol
  readonly ports: readonly PortRange[]
  readonly bind: 'loopback' | 'link-local' | 'pod network' | 'nothing'
  readonly condition: string
  /** Why no rule is written. */
  readonly because: string
  readonly source: SourceKey
}

export type QuietFacts = Omit<QuietListener, 'protocol' | 'bind' | 'because'> & Partial<QuietListener>
