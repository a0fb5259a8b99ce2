/** The rules as the packet filter gets them: in its own order, addresses and services spelt out. */
import type { Problem } from '@/lib/design/problem'
import type { Family } from '@/lib/net/address'
import type { Prefix } from '@/lib/net/prefix'
import type { ServiceInterval } from '@/lib/net/service'
import type { Statement } from '../../target'
import type { Box } from '../model'

export interface End {
  readonly negated: boolean
  /** Everything where undefined. */
  readonly prefixes: readonly Prefix[] | undefined
}

export interface Stage {
  /** The line that says for whom it is: without it pfSense leaves the rule out. */
  readonly at: Statement
  /** Its description, or its place where it has none. */
  readonly name: string
  readonly action: 'pass' | 'block'
  /** The first match decides; without it the last one does. */
  readonly quick: boolean
  readonly inbound: boolean
  readonly outbound: boolean
  /** Interfaces and groups by name; all of them where undefined. */
  readonly on: ReadonlySet<string> | undefined
  readonly families: readonly Family[]
  readonly services: Readonly<Record<Family, readonly ServiceInterval[]>>
  readonly source: End
  readonly destination: End
  /** Why it is not known which of these packets it matches. */
  readonly unknown: string | undefined
}

export interface Ruleset {
  /** Floating, then of groups, then of single interfaces; within each in the order of the file. */
  readonly stages: readonly Stage[]
  readonly box: Box | undefined
  /** Rules that pfSense leaves out, what pf refuses to load, and what is worth saying. */
  readonly problems: readonly Problem[]
}

/** Names of tabs that stand for all tunnels of a kind. */
export const tunnelTabs: Readonly<Record<string, RegExp>> = {
  openvpn: /^ovpn/,
  wireguard: /^tun_wg/i,
  enc0: /^enc0$/,
  l2tp: /^l2tp/,
  pppoe: /^poes/,
}

/** The interface itself and every group that it is in. */
export function tabsOf(key: string, box: Box | undefined): ReadonlySet<string> {
  const tabs = new Set([key])
  for (const [group, members] of box?.groups ?? []) if (members.includes(key)) tabs.add(group)
  const device = box?.interfaces.get(key)?.device ?? ''
  for (const [tab, pattern] of Object.entries(tunnelTabs)) if (pattern.test(device)) tabs.add(tab)
  return tabs
}

export function isOn(stage: Stage, tabs: ReadonlySet<string>): boolean {
  if (stage.on === undefined) return true
  for (const tab of stage.on) if (tabs.has(tab)) return true
  return false
}
