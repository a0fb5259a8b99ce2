/** A destination that nodes may reach, before the design's machines and prefixes are worked out. */
import type { Role } from '../design/design'
import type { Principal } from '../design/principal'
import type { PortRange } from '../net/port-range'
import type { Prefix } from '../net/prefix'
import type { Protocol } from '../net/protocol'

export interface EgressDraft {
  readonly name: string
  readonly title: string
  /** Who sends; both roles where it does not say. */
  readonly roles?: readonly Role[]
  readonly to: readonly Principal[]
  /** Where `to` alone does not say it. */
  readonly destinations?: readonly Prefix[]
  readonly protocol: Protocol
  readonly ports: readonly PortRange[]
  readonly icmpTypes?: readonly number[]
  readonly because: string
  readonly field: string
  readonly source: string
}
