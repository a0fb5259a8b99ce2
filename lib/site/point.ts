import type { Place } from '../design/design'
import type { AddressSet } from '../net/address-set'
import type { PortRange } from '../net/port-range'

/** One place where a box decides about packets: a node, a network card, an interface of a router; with a direction. */
export interface Point {
  /** Stable and readable: `node/cp-1`, `pool/web`, `interface/opt1`. */
  readonly id: string
  readonly place: Place
  /** As seen from the node or box that enforces. */
  readonly direction: 'ingress' | 'egress'
  /** The member behind the point, where there is one. */
  readonly member?: string
  /** The members behind the same box, where it knows them by group; one list for all its points. */
  readonly behind?: readonly string[]
  /** The interfaces of a router that the point stands for, by the router's own names: these, or all but these. */
  readonly interfaces?: { readonly only: readonly string[] } | { readonly except: readonly string[] }
  /** The destinations over which the point is compared with the policy. */
  readonly destinations: AddressSet
  /** The sources whose packets pass here; all where absent. */
  readonly sources?: AddressSet
  /**
   * The end that the box cannot tell apart. A security group does not see which address of its interface a packet is
   * for, so what the policy admits to any address behind it counts as admitted to all of them (SPEC 6).
   */
  readonly blindTo?: 'source' | 'destination'
  /**
   * A filter that forgets who began a conversation: answers need rules of their own, and are told by the ports they come
   * from. TCP is compared by segments without ACK and RST (SPEC 6).
   */
  readonly stateless?: true
  /** At such a filter, where the packets come from: of these source ports, some must pass or every one of them. */
  readonly sourcePorts?: { readonly ranges: readonly PortRange[]; readonly pass: 'some' | 'every' }
  /** How many prefixes of one network the box is told of for a rule; where there are more, the network stands for them. */
  readonly prefixesPerNetwork?: number
  /** Destinations whose packets never come to a box that is blind to them: a rule about these alone says nothing here. */
  readonly elsewhere?: AddressSet
  /** By what a box that finds its machines by labels finds this one; it carries no others that are known. */
  readonly labels?: Readonly<Record<string, string>>
}
