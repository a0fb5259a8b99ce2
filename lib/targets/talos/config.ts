/**
 * The firewall documents of Talos machine configurations as Talos decodes them, each statement with the file and line it
 * stands on.
 * @see https://github.com/siderolabs/talos/tree/main/pkg/machinery/config/types/network
 */

import type { PortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import type { Member } from '@/lib/site/site'
import type { Statement } from '../target'

type DefaultAction = 'accept' | 'block'

export interface PortEntry {
  readonly range: PortRange
  readonly at: Statement
}

/** One item of an `ingress` list. Lines count from the line of the `ingress` key, so that equal lists can be one object. */
export interface SourceEntry {
  readonly prefix: Prefix
  readonly except: Prefix | undefined
  readonly line: number
  /** The line of `except`, or of the subnet where there is none. */
  readonly exceptLine: number
}
export interface SourceList {
  readonly entries: readonly SourceEntry[]
}
export interface SourceBlock {
  readonly file: string
  /** The line of the `ingress` key. */
  readonly line: number
  readonly list: SourceList
}

export interface DefaultDocument {
  readonly kind: 'default'
  readonly action: DefaultAction
  /** The line that names the action, or that of the document's kind. */
  readonly at: Statement
}

/** A patch may leave parts out; they keep what the machine had. */
export interface RuleDocument {
  readonly kind: 'rule'
  readonly name: string
  /** The line of the name. */
  readonly at: Statement
  /** Without one, Talos decodes protocol 0 and the rule matches nothing. */
  readonly protocol: 'tcp' | 'udp' | undefined
  readonly ports: readonly PortEntry[] | undefined
  /** More than one block only where Talos appends lists. */
  readonly sources: readonly SourceBlock[] | undefined
}

/** `$patch: delete`. */
export interface DeleteMarker {
  readonly kind: 'delete'
  readonly of: 'default' | 'rule' | 'other'
  readonly name: string
  readonly at: Statement
}

/** A document that filters no packets: its kind and line, nothing of what it says. */
interface OtherDocument {
  readonly kind: 'other'
  readonly documentKind: string
  readonly at: Statement
}

export type ConfigDocument = DefaultDocument | RuleDocument | DeleteMarker | OtherDocument

export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'role'; readonly role: Member['role'] }
  | { readonly kind: 'member'; readonly name: string }

/** One file, and the machines that get it. */
export interface Layer {
  readonly file: string
  /**
   * `config`: a whole machine configuration, replaces everything. `loose`: firewall documents in a file of any name.
   * `patch`, `remove`: the files of a bundle.
   */
  readonly step: 'config' | 'loose' | 'patch' | 'remove'
  readonly scope: Scope
  readonly documents: readonly ConfigDocument[]
}

/** What one machine holds: all that its filter is made of. */
export interface Firewall {
  readonly action: DefaultAction
  /** Undefined where no document says so and Talos' own default, accept, holds. */
  readonly actionAt: Statement | undefined
  readonly rules: readonly InstalledRule[]
}
export interface InstalledRule extends RuleDocument {
  readonly ports: readonly PortEntry[]
}

export type TalosModel =
  | { readonly kind: 'files'; readonly layers: readonly Layer[] }
  /** By member. */
  | { readonly kind: 'installed'; readonly firewalls: ReadonlyMap<string, Firewall> }

/** A machine without firewall documents: Talos writes no chains at all. */
export const noFirewall: Firewall = { action: 'accept', actionAt: undefined, rules: [] }
