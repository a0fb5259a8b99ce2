/** What the files of a router say, whatever their syntax: aliases and rules in the order of the box. */

export interface PlannedAlias {
  readonly name: string
  readonly type: 'network' | 'port'
  readonly entries: readonly string[]
  /** What each entry is, in the same order. */
  readonly details: readonly string[]
  readonly description: string
}

export type PlannedEnd =
  | { readonly kind: 'any' }
  | { readonly kind: 'alias'; readonly name: string; readonly isNegated: boolean }

/** On which interfaces a packet comes in. */
export type PlannedScope =
  | { readonly kind: 'any' }
  | { readonly kind: 'only'; readonly keys: readonly string[] }
  | { readonly kind: 'not'; readonly key: string }

export interface PlannedRule {
  /** No other rule's: the policy's rule, or the network that it closes. */
  readonly id: string
  /** Ours by its beginning, and no other rule's. */
  readonly description: string
  readonly action: 'pass' | 'block'
  readonly scope: PlannedScope
  readonly families: 'inet' | 'inet6' | 'inet46'
  /** In the box's own words; left out for every protocol. */
  readonly protocol: string | undefined
  /** By number, each with a name there; empty for all. */
  readonly icmpTypes: readonly number[]
  readonly source: PlannedEnd
  readonly destination: PlannedEnd
  /** A port, a range, or an alias of both; left out for all. */
  readonly port: string | undefined
  /** Rules of the policy that it stands for. */
  readonly rules: readonly string[]
}

export interface Plan<Rule extends PlannedRule = PlannedRule> {
  readonly aliases: readonly PlannedAlias[]
  readonly rules: readonly Rule[]
}

/** In what the products of this kind differ when rules are made for them. */
export interface RouterDialect {
  /** Undefined for a type that the box has no word for. */
  readonly icmpName: (protocol: 'icmp' | 'icmpv6', type: number) => string | undefined
  /** Characters of a description that a person gets to see. */
  readonly descriptionLength: number
  /** A longer list is an alias of aliases. */
  readonly entriesPerAlias: number
  /** Whether a floating rule may be for a single interface. */
  readonly floatsOnOne: boolean
  /** Whether port 0 of tcp and udp is dropped before any rule, so that all ports are those from 1. */
  readonly dropsPortZero: boolean
  /** Protocols without ports here, by our names. */
  readonly portlessWords: Readonly<Partial<Record<string, string>>>
}
