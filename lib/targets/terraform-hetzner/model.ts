/** What a configuration, a plan or a state says once every expression is worked out: firewalls as Hetzner holds them. */
import type { Prefix } from '@/lib/net/prefix'
import type { Statement } from '../target'

export interface FirewallModel {
  readonly firewalls: readonly Firewall[]
  /** Servers of which something that decides does not stand in the file. */
  readonly doubts?: readonly ServerDoubt[]
}

export interface ServerDoubt {
  readonly on: Attachment
  readonly at: Statement
  /** `hcloud_server.cp_1 carries the firewall 7, which …` */
  readonly message: string
}

export interface Firewall {
  /** Terraform's own address: `hcloud_firewall.worker`. */
  readonly address: string
  /** Its name in the project, which two never share. */
  readonly name: string
  /** The servers that carry it: those of any of these. */
  readonly appliedTo: readonly Attachment[]
  readonly rules: readonly FirewallRule[]
}

export type Attachment =
  | { readonly kind: 'labels'; readonly selector: Selector }
  /** One server, with what is known of it. */
  | { readonly kind: 'server'; readonly name: string; readonly labels: Readonly<Record<string, string>> }

/** All of them must hold. */
export type Selector = readonly Requirement[]

/** What a label must be; without a value, whether it is there at all. */
export interface Requirement {
  readonly key: string
  readonly is: 'one of' | 'none of' | 'there' | 'missing'
  readonly values: readonly string[]
}

export const firewallProtocols = ['tcp', 'udp', 'icmp', 'esp', 'gre'] as const
export type FirewallProtocol = (typeof firewallProtocols)[number]

export interface FirewallRule {
  readonly direction: 'ingress' | 'egress'
  /** `icmp` is that of IPv4 and of IPv6, by the family of the other end. */
  readonly protocol: FirewallProtocol
  /** Of tcp and udp. */
  readonly from: number
  readonly to: number
  /** The other ends: where it comes from, or where it goes. */
  readonly ends: readonly FirewallEnd[]
}

interface FirewallEnd {
  readonly prefix: Prefix
  readonly statements: readonly Statement[]
}
