/** What the files say, whatever their syntax: aliases and rules in the order of the box. */

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

export interface PlannedRule {
  /** Ours by its beginning, and no other rule's. */
  readonly description: string
  readonly tracker: number
  readonly action: 'pass' | 'block'
  /** `any`, or keys with commas. */
  readonly interfaces: string
  readonly families: 'inet' | 'inet6' | 'inet46'
  /** Left out for every protocol. */
  readonly protocol: string | undefined
  readonly icmpTypes: readonly string[]
  readonly source: PlannedEnd
  readonly destination: PlannedEnd
  /** A port, a range, or an alias of both; left out for all. */
  readonly port: string | undefined
  /** Rules of the policy that it stands for. */
  readonly rules: readonly string[]
}

export interface Plan {
  readonly aliases: readonly PlannedAlias[]
  readonly rules: readonly PlannedRule[]
}
