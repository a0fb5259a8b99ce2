/**
 * The part of an nftables ruleset that this target writes and that a person may reasonably add by hand: filter chains of
 * inet tables on the hooks that packets to a machine pass, every statement with its line.
 * @see https://www.netfilter.org/projects/nftables/manpage.html
 */
import type { AddressRange } from '@/lib/net/address-range'
import type { AddressSet } from '@/lib/net/address-set'
import type { PortRange } from '@/lib/net/port-range'
import type { Member } from '@/lib/site/site'
import type { Statement } from '../target'

/** Interfaces that are told apart; every other one is the wire or the pods' own. */
export const namedInterfaces = ['lo', 'siderolink', 'kubespan'] as const
export type NamedInterface = (typeof namedInterfaces)[number]

export const connectionStates = ['new', 'established', 'related', 'invalid', 'untracked'] as const
export type ConnectionState = (typeof connectionStates)[number]

interface Negatable {
  /** Written with `!=`. */
  readonly not: boolean
}

/** One condition of a rule; all of a rule's must hold. */
export type Match =
  | (Negatable & { readonly kind: 'interface'; readonly names: readonly NamedInterface[] })
  | (Negatable & { readonly kind: 'family'; readonly families: readonly (4 | 6)[] })
  | (Negatable & { readonly kind: 'protocol'; readonly numbers: readonly number[] })
  | (Negatable & { readonly kind: 'state'; readonly states: readonly ConnectionState[] })
  | (Negatable & {
      readonly kind: 'address'
      readonly end: 'source' | 'destination'
      readonly family: 4 | 6
      readonly ranges: readonly AddressRange[]
      /** The line of each range; a defined set stands elsewhere than the rule. */
      readonly lines: readonly number[]
      /** The ranges as a set. */
      readonly set: AddressSet
    })
  | (Negatable & {
      readonly kind: 'port'
      readonly protocol: 'tcp' | 'udp' | 'sctp'
      readonly ranges: readonly PortRange[]
    })
  | (Negatable & { readonly kind: 'icmp'; readonly protocol: 'icmp' | 'icmpv6'; readonly types: readonly PortRange[] })
  /** `fib daddr type local`: the destination is an address of the machine itself. */
  | (Negatable & { readonly kind: 'local' })

export interface FilterRule {
  readonly at: Statement
  readonly matches: readonly Match[]
  /** Undefined where the rule only counts or logs, or jumps. */
  readonly verdict: 'accept' | 'drop' | undefined
  /** The chain of the same table that its packets pass before the next rule. */
  readonly jump?: string
  /** Of what it matches, only what comes slowly enough. */
  readonly isLimited?: true
}

export type Hook = 'input' | 'prerouting'

export interface Chain {
  readonly name: string
  /** A chain without a hook is entered by jumps alone. */
  readonly base: { readonly hook: Hook; readonly priority: number } | undefined
  readonly policy: 'accept' | 'drop'
  readonly policyAt: Statement
  readonly rules: readonly FilterRule[]
}

export interface Table {
  readonly name: string
  readonly chains: readonly Chain[]
}

/** What one box holds. */
export interface Ruleset {
  readonly tables: readonly Table[]
}
export const emptyRuleset: Ruleset = { tables: [] }

/** Part of a chain as one block of a file gives it. */
export interface ChainBlock {
  readonly name: string
  readonly at: Statement
  readonly base: Chain['base']
  readonly policy: { readonly verdict: Chain['policy']; readonly at: Statement } | undefined
  readonly rules: readonly FilterRule[]
}

/** What a file does, command after command; all of it or nothing. */
export type Command =
  | { readonly kind: 'table'; readonly name: string; readonly at: Statement; readonly chains: readonly ChainBlock[] }
  | { readonly kind: 'delete'; readonly name: string; readonly at: Statement }
  /** Takes the rules out and leaves the chains. */
  | { readonly kind: 'flush'; readonly name: string; readonly at: Statement }
  | { readonly kind: 'flush-all'; readonly at: Statement }

export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'role'; readonly role: Member['role'] }
  | { readonly kind: 'member'; readonly name: string }

export interface RulesetFile {
  readonly file: string
  readonly scope: Scope
  readonly commands: readonly Command[]
}

export type NftablesModel =
  | { readonly kind: 'files'; readonly files: readonly RulesetFile[] }
  /** By member. */
  | { readonly kind: 'installed'; readonly rulesets: ReadonlyMap<string, Ruleset> }

/** Where kube-proxy translates destinations. @see https://www.netfilter.org/projects/nftables/manpage.html */
export const dstnatPriority = -100
/** Before this, nothing is known of connections. */
export const conntrackPriority = -200
