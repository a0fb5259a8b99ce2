/**
 * Facts about what the boxes are plugged into, made from the design: addresses, networks, versions. It knows no flow,
 * posture or rule, so that what reads and evaluates a file may lean on it without leaning on the policy.
 */
import type { CniPlugin } from '../design/cni'
import type { Design, Role } from '../design/design'
import type { TalosVersion } from '../design/talos-version'
import type { Family } from '../net/address'
import type { AddressSet } from '../net/address-set'
import type { Prefix } from '../net/prefix'

/** A machine, or the machines of one pool taken together: they are alike, so one point stands for all of them. */
export interface Member {
  readonly name: string
  readonly kind: 'node' | 'pool'
  readonly role: Role
  /** Primary subnet. */
  readonly subnet: string
  /** How many machines it stands for. */
  readonly count: { readonly min: number; readonly max: number }
  /** The primary interface first, then its further ones. */
  readonly interfaces: readonly MemberInterface[]
  /**
   * Its addresses as a destination: all interfaces, the shared API address for control planes, and the whole prefix
   * where the machine has no fixed address of a family its subnet has.
   */
  readonly own: AddressSet
  /** Its addresses as a source: as above with public addresses, without the shared API address. */
  readonly sources: readonly Prefix[]
}

export interface MemberInterface {
  readonly subnet: string
  /** Fixed addresses, as the fewest prefixes. */
  readonly addresses: readonly Prefix[]
  /** Prefixes of the subnet that stand for addresses the design does not know. */
  readonly standIns: readonly Prefix[]
}

export interface SiteSubnet {
  readonly name: string
  readonly prefixes: readonly Prefix[]
  readonly vlan: number | undefined
  /** Whether some member has an interface here. */
  readonly holdsMembers: boolean
}

export interface Site {
  readonly name: string
  readonly members: readonly Member[]
  readonly subnets: readonly SiteSubnet[]
  readonly podPrefixes: readonly Prefix[]
  readonly servicePrefixes: readonly Prefix[]
  readonly clusterPrefixes: readonly Prefix[]
  /** Families in play beyond the node itself: those of a subnet or of a named prefix. */
  readonly families: readonly Family[]
  readonly talosVersion: TalosVersion
  readonly management: Design['talos']['management']
  /** False when the CNI replaces kube-proxy and answers service ports before the host's own filter. */
  readonly kubeProxy: boolean
  readonly cniPlugin: CniPlugin
  /** Whether pods keep their own addresses between nodes. */
  readonly podsRouted: boolean
  readonly nodePortsEnabled: boolean
  readonly nodePortRange: { readonly from: number; readonly to: number }
  readonly kubespan: boolean
  readonly loadBalancers: readonly { readonly name: string; readonly sources: readonly Prefix[] }[]
  /** Service addresses announced by the cluster; on no node's interface. */
  readonly announced: AddressSet
  /** Values given to the switches of a target's files, in place of the files' own defaults. */
  readonly variables: Readonly<Record<string, string | boolean>>
}
