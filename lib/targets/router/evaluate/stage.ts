/** The rules of a box as its filter gets them: in their order, addresses and services spelt out. */
import type { Family } from '@/lib/net/address'
import type { PacketSet } from '@/lib/net/packet-set'
import type { Prefix } from '@/lib/net/prefix'
import type { ServiceInterval } from '@/lib/net/service'
import type { AlwaysOpen, Statement } from '../../target'

export interface End {
  readonly negated: boolean
  /** Everything where undefined. */
  readonly prefixes: readonly Prefix[] | undefined
}

export interface Stage {
  /** The line without which the box leaves the rule out. */
  readonly at: Statement
  /** Its description, or its place where it has none. */
  readonly name: string
  readonly action: 'pass' | 'block'
  /** The first match decides; without it the last one does. */
  readonly quick: boolean
  readonly inbound: boolean
  readonly outbound: boolean
  readonly on: Scope
  readonly families: readonly Family[]
  readonly services: Readonly<Record<Family, readonly ServiceInterval[]>>
  readonly source: End
  readonly destination: End
  /** Why it is not known which of these packets it matches. */
  readonly unknown: string | undefined
}

/** Interfaces and groups by name: these, or all but these; all of them where undefined. */
export type Scope =
  | { readonly kind: 'only'; readonly tabs: ReadonlySet<string> }
  | { readonly kind: 'except'; readonly tabs: ReadonlySet<string> }
  | undefined

/** A box as its packet filter knows it: what each product brings to the evaluation that all of them share. */
export interface RouterBox {
  readonly stages: readonly Stage[]
  /** The filter is switched off. */
  readonly isOff: boolean
  readonly always: readonly AlwaysOpen[]
  /** Names under which a rule may be for the interface: its own and those of its groups. */
  readonly tabsOf: (key: string) => ReadonlySet<string>
  /** What comes in on the interface and is dropped before any rule of a person. */
  readonly blockedOn: (key: string) => PacketSet
}

export function isOn({ on }: Stage, tabs: ReadonlySet<string>): boolean {
  if (on === undefined) return true
  const isNamed = [...on.tabs].some((tab) => tabs.has(tab))
  return isNamed === (on.kind === 'only')
}

/** Whether the rule holds on some interface beside those of the tabs. */
export function isBeside({ on }: Stage, tabs: ReadonlySet<string>): boolean {
  return on?.kind !== 'only' || [...on.tabs].some((tab) => !tabs.has(tab))
}
