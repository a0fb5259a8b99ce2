import type { Design, Place } from '../design/design'
import type { Principal } from '../design/principal'
import type { PortRange } from '../net/port-range'
import type { Prefix } from '../net/prefix'
import type { Protocol } from '../net/protocol'

/** A compiled permit, with everything a person needs to trust it. */
export interface Rule {
  /** `<listener>/<on>`, stable: `kubelet/worker`, `postgres/node:gpu-1`. */
  readonly id: string
  /** The listener's id in the catalogue, or the user's own name for it. */
  readonly listener: string
  /** The words a newcomer knows: `Talos API`. */
  readonly title: string
  /** Where it listens (ingress) or which nodes send (egress): `controlplane`, `worker`, `pool:web`, `node:gpu-1`. */
  readonly on: string
  /** The site's members behind `on`. */
  readonly members: readonly string[]
  readonly direction: 'ingress' | 'egress'
  readonly from: readonly Principal[]
  readonly to: readonly Principal[]
  /** The places where it holds; empty sources or destinations at a place mean that nobody is admitted there. */
  readonly places: readonly Place[]
  /** Source prefixes by place: sorted, those contained in another dropped. */
  readonly sources: Readonly<Record<Place, readonly Prefix[]>>
  /** Whom the sources at each place stand for: a principal keeps its name to the end. */
  readonly users: Readonly<Record<Place, readonly Principal[]>>
  /** Destination prefixes: the members' own addresses (ingress), or where they may go (egress). */
  readonly destinations: readonly Prefix[]
  readonly protocol: Protocol
  /** Empty for protocols without ports, or for all of them. */
  readonly ports: readonly PortRange[]
  /** Empty for all types. */
  readonly icmpTypes: readonly number[]
  readonly purpose: string
  /** Why it is there, in a sentence. */
  readonly because: string
  /** The field of the design it comes from: `cni/transport`, `admin/office`. */
  readonly field: string
  /** Where the outside fact is written down. */
  readonly source: string
  /** A load balancer that keeps its clients' addresses stands before the listener. */
  readonly keepsClients?: boolean
  readonly owner?: string
  readonly until?: string
}

/** All rules, and the listeners nobody may reach, which still matter where the default is to accept. */
export interface Policy {
  /** The posture it was compiled by, for headers; nothing is decided by it. */
  readonly posture?: Design['posture']
  readonly defaultAction: 'block' | 'accept'
  readonly rules: readonly Rule[]
  /** Listeners on a node's own addresses that admit nobody; a rule's fields without its sources. */
  readonly closed: readonly Rule[]
  /** What each principal of the rules stands for outside the nodes, by its text. */
  readonly principals: ReadonlyMap<string, readonly Prefix[]>
  readonly admin: readonly AdminSource[]
  /** Servers that the design names by their addresses, whether or not egress is narrowed to them. */
  readonly servers?: readonly NamedServers[]
}

/** Who answers over UDP from one port. */
export interface NamedServers {
  readonly service: 'dns' | 'ntp'
  readonly port: number
  readonly prefixes: readonly Prefix[]
}

/** Where admins work, and which APIs they may use from there. */
export interface AdminSource {
  readonly name: string
  readonly prefix: Prefix
  readonly may: Design['admin'][number]['may']
}
