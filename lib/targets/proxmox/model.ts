/**
 * What a Proxmox VE cluster holds, as far as its firewall files say: the file of the datacenter, and one for each guest.
 * @see https://pve.proxmox.com/pve-docs/chapter-pve-firewall.html
 */
import type { PortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import type { Protocol } from '@/lib/net/protocol'
import type { Statement } from '../target'

export type Action = 'ACCEPT' | 'DROP' | 'REJECT'
/** `sdn` sets are made by the product itself out of its networks. */
export type Scope = 'dc' | 'guest' | 'sdn'

/** An end of a rule. */
export type End =
  | { readonly kind: 'set'; readonly scope: Scope | undefined; readonly name: string }
  | { readonly kind: 'alias'; readonly scope: Scope | undefined; readonly name: string }
  | { readonly kind: 'list'; readonly prefixes: readonly Prefix[] }

/** A protocol with what is asked of it; several for a macro. */
export interface Service {
  readonly protocol: Protocol
  /** Every port where undefined. */
  readonly ports: readonly PortRange[] | undefined
  /** Every type where undefined. */
  readonly icmpType: number | undefined
  /** It also asks for a source port, which no compared packet has. */
  readonly asksSourcePort: boolean
}

export interface MatchRule {
  readonly kind: 'match'
  readonly at: Statement
  readonly direction: 'in' | 'out' | 'forward'
  readonly action: Action
  /** The card, by its key in the configuration of the guest. */
  readonly card: string | undefined
  readonly source: End | undefined
  readonly destination: End | undefined
  readonly services: readonly Service[]
}

interface GroupRule {
  readonly kind: 'group'
  readonly at: Statement
  readonly group: string
  readonly card: string | undefined
}

/** One that is switched off is not kept. */
export type Rule = MatchRule | GroupRule

export interface SetEntry {
  readonly at: Statement
  /** Written with `!`: not in the set, whatever else says so. */
  readonly isExcluded: boolean
  readonly address: Prefix | { readonly alias: string; readonly scope: Scope | undefined }
}

export interface IpSet {
  readonly at: Statement
  readonly comment: string
  readonly entries: readonly SetEntry[]
}

export interface Group {
  readonly at: Statement
  readonly comment: string
  readonly rules: readonly Rule[]
}

interface Setting<Value> {
  readonly value: Value
  readonly at: Statement
}

interface Shared {
  readonly aliases: ReadonlyMap<string, Prefix>
  readonly sets: ReadonlyMap<string, IpSet>
}

export interface ClusterConfig extends Shared {
  readonly kind: 'cluster'
  readonly file: string
  /** The file goes into the box's own one, which keeps its options and whatever else it has. */
  readonly isPart: boolean
  readonly enable: Setting<boolean> | undefined
  readonly groups: ReadonlyMap<string, Group>
}

export const switches = ['enable', 'dhcp', 'ndp', 'radv', 'macfilter', 'ipfilter', 'ips'] as const
export type Switch = (typeof switches)[number]

export interface GuestConfig extends Shared {
  readonly kind: 'guest'
  readonly file: string
  readonly vmid: number
  readonly switches: Readonly<Partial<Record<Switch, Setting<boolean>>>>
  readonly policyIn: Setting<Action> | undefined
  readonly policyOut: Setting<Action> | undefined
  readonly rules: readonly Rule[]
}

export interface ProxmoxModel {
  readonly cluster: ClusterConfig | undefined
  readonly guests: ReadonlyMap<number, GuestConfig>
}

/** What stands behind a setting that a file leaves out; the schema of the product says otherwise for some, its code does this. */
const switchDefaults: Readonly<Record<Switch, boolean>> = {
  enable: false,
  dhcp: true,
  ndp: true,
  radv: false,
  macfilter: true,
  ipfilter: false,
  ips: false,
}

export function isOn(guest: GuestConfig, name: Switch): boolean {
  return guest.switches[name]?.value ?? switchDefaults[name]
}
