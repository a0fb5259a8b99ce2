import type { Place } from '../design/design'
import type { AddressSet } from '../net/address-set'

/** One place where a box decides about packets: a node, the group of one role, an interface; with a direction. */
export interface Point {
  /** Stable and readable: `node/cp-1`, `pool/web`, `group/worker`, `interface/opt1`. */
  readonly id: string
  readonly place: Place
  /** As seen from the node or box that enforces. */
  readonly direction: 'ingress' | 'egress'
  /** The member behind the point, where there is one. */
  readonly member?: string
  /** The destinations over which the point is compared with the policy. */
  readonly destinations: AddressSet
}
