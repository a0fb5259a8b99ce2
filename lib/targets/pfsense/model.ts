/** What a pfSense box holds, as far as its files say: aliases and filter rules as texts, and the box around them. */
import type { Family } from '@/lib/net/address'
import type { Prefix } from '@/lib/net/prefix'
import type { BoxStranger } from '../router/evaluate/strangers'
import type { Statement } from '../target'

export interface PfModel {
  /** Each section replaces the box's own as a whole; one that no file holds stays as it is. */
  readonly aliases: AliasSection | undefined
  readonly filter: FilterSection | undefined
  /** Only a whole configuration tells. */
  readonly box: Box | undefined
}

export interface AliasSection {
  readonly aliases: readonly Alias[]
}

export interface Alias {
  readonly name: string
  readonly type: string
  /** The name of a field in it that is not known. */
  readonly strange: string | undefined
  /** Undefined where the element is missing, which is not the same as empty. */
  readonly entries: readonly string[] | undefined
  readonly at: Statement
  /** The line of the entries. */
  readonly entriesAt: Statement
}

export interface FilterSection {
  readonly rules: readonly RuleText[]
  /** System > Advanced > Firewall: packets between statically routed networks pass. */
  readonly bypassStaticRoutes: Statement | undefined
}

/** One `<rule>`; a field that is there without a text holds the empty one. */
export interface RuleText {
  readonly at: Statement
  readonly fields: ReadonlyMap<string, string>
  readonly source: EndText
  readonly destination: EndText
}

export interface EndText {
  readonly at: Statement
  readonly fields: ReadonlyMap<string, string>
}

export interface Box {
  /** Enabled interfaces by key. */
  readonly interfaces: ReadonlyMap<string, BoxInterface>
  readonly groups: ReadonlyMap<string, readonly string[]>
  readonly v6Allowed: boolean
  readonly linkLocalAllowed: boolean
  readonly filterDisabled: boolean
  /** What is not known of the parts that are read beside rules and lists. */
  readonly strangers: readonly BoxStranger[]
  readonly hasStaticRoutes: boolean
}

export interface BoxInterface {
  readonly key: string
  readonly description: string
  /** The name of the device: `igb1.30`, `ovpns1`. */
  readonly device: string
  readonly address: Readonly<Record<Family, Prefix | undefined>>
  /** Its networks as far as they are written down. */
  readonly networks: readonly Prefix[]
  /** Whether some of its addresses come from elsewhere (DHCP, PPP, router advertisements). */
  readonly isDynamic: boolean
  readonly blocksPrivate: boolean
  readonly blocksBogons: boolean
  readonly at: Statement
}
