/** What an OPNsense box holds, as far as its files say: aliases by name and rules by their id, as texts. */
import type { Family } from '@/lib/net/address'
import type { Prefix } from '@/lib/net/prefix'
import type { BoxStranger } from '../router/evaluate/strangers'
import type { Statement } from '../target'

export interface OpnModel {
  /** By name: the import matches by it. */
  readonly aliases: ReadonlyMap<string, Fields>
  /** In the order in which the box keeps them. */
  readonly rules: readonly RuleRow[]
  /** Only a whole configuration tells; it replaces everything. */
  readonly box: Box | undefined
}

/** The fields that a file names, each a text; what it does not name stays as it was, or as the product makes it. */
export interface Fields {
  readonly at: Statement
  readonly values: ReadonlyMap<string, string>
  /** The name of a field with a value that is not known: what it does is not known either. */
  readonly strange?: string
}

export interface RuleRow extends Fields {
  /** Empty where the file gives none: such a row is always a new rule. */
  readonly uuid: string
  /** From the pages of before 26.7: it comes after all others of its class. */
  readonly isLegacy?: true
}

export interface Box {
  /** Enabled interfaces by their identifier. */
  readonly interfaces: ReadonlyMap<string, BoxInterface>
  /** Groups with their members, and the sequence among groups. */
  readonly groups: ReadonlyMap<string, BoxGroup>
  readonly v6Allowed: boolean
  readonly filterDisabled: boolean
  /** What is not known of the parts that are read beside rules and lists. */
  readonly strangers: readonly BoxStranger[]
}

export interface BoxGroup {
  readonly members: readonly string[]
  readonly sequence: number
}

export interface BoxInterface {
  readonly key: string
  readonly description: string
  /** The name of the device: `igb1_vlan30`, `wg0`. */
  readonly device: string
  readonly address: Readonly<Record<Family, Prefix | undefined>>
  /** Its networks as far as they are written down. */
  readonly networks: readonly Prefix[]
  /** Whether some of its addresses come from elsewhere (DHCP, PPP, router advertisements). */
  readonly isDynamic: boolean
  readonly blocksPrivate: boolean
  readonly at: Statement
}
