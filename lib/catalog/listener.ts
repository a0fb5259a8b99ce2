/** What the catalogue knows about one listener: a role listening on a protocol and ports, with its users and source. */
import type { Design, Role } from '../design/design'
import type { PortRange } from '../net/port-range'
import type { Protocol } from '../net/protocol'
import type { SourceKey } from './source'

/** The principals that an add-on's own option `from` names. */
type UserOfOption = `from of ${string}`

/**
 * Who uses a listener. `pods` are seen by a filter inside the node, and by others only where pods are routed without
 * a tunnel (otherwise they arrive with their node's address); `pods at guest` are never added elsewhere, nor are
 * the link-local neighbours.
 */
export type User =
  | 'controlplane'
  | 'worker'
  | 'nodes'
  | 'cluster'
  | 'anywhere'
  | 'admin'
  | 'admin(kubernetes)'
  | 'admin(talos)'
  | 'lb(kubernetes-api)'
  | 'lb(talos-api)'
  | 'lb(trustd)'
  | 'lb(nodeports)'
  | 'pods'
  | 'pods at guest'
  | 'link-local'
  | UserOfOption

/** The add-on whose option the user stands for. */
export function addonOfUser(user: User): string | undefined {
  return user.startsWith('from of ') ? user.slice('from of '.length) : undefined
}

/** Users of the listener on each role; a role that is absent has no such listener. */
export type UsersByRole = Partial<Readonly<Record<Role, readonly User[]>>>

export interface CatalogListener {
  /** Stable id, the word of the command line: `kubelet`. */
  readonly id: string
  /** The words a newcomer knows. */
  readonly title: string
  readonly protocol: Protocol
  readonly ports: (design: Design) => readonly PortRange[]
  /** For ICMP: the types it stands for; empty for all. */
  readonly icmpTypes?: readonly number[]
  /** Whether this design has the listener at all. */
  readonly when: (design: Design) => boolean
  /** The same in words: `Cilium with VXLAN`. */
  readonly condition: string
  readonly users: Readonly<Record<Design['posture'], (design: Design) => UsersByRole>>
  readonly purpose: string
  readonly because: (design: Design) => string
  /** The field of the design that brings it. */
  readonly field: string
  /** What the internet could do with it. */
  readonly risk: 'critical' | 'high' | 'medium' | 'low'
  readonly need: 'required' | 'recommended' | 'optional'
  /** The addresses that the process binds, where they are not all of the node's. */
  readonly bind?: string
  readonly source: SourceKey
}

export function port(number: number): readonly PortRange[] {
  return [{ from: number, to: number }]
}

/** Several single ports. */
export function eachPort(...numbers: readonly number[]): readonly PortRange[] {
  return numbers.flatMap(port)
}

/** The same users on both roles. */
export function onBoth(...users: readonly User[]): UsersByRole {
  return { controlplane: users, worker: users }
}

/** One set of users whatever the posture. */
export function inEveryPosture(users: (design: Design) => UsersByRole): CatalogListener['users'] {
  return { relaxed: users, standard: users, strict: users }
}
