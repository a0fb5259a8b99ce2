/** What a switch holds, as far as access lists go: the lists, and which interface asks which of them. */
import type { Family } from '@/lib/net/address'
import type { PortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import type { Statement } from '../target'

/** Whose words: IOS writes wildcard masks, EOS prefixes. */
export type Dialect = 'ios' | 'eos'
export type Way = 'in' | 'out'

/** One line of a list. */
export interface Entry {
  readonly at: Statement
  readonly action: 'permit' | 'deny'
  /** By number; every one where undefined. */
  readonly protocol: number | undefined
  /** Everybody where undefined. */
  readonly source: readonly Prefix[] | undefined
  readonly destination: readonly Prefix[] | undefined
  /** All of them where undefined. */
  readonly sourcePorts: readonly PortRange[] | undefined
  readonly ports: readonly PortRange[] | undefined
  readonly icmp: { readonly type: number; readonly code: number | undefined } | undefined
  /** It is about packets that are never compared: segments that answer, and fragments behind the first. */
  readonly isBeside: boolean
  /** Why it is not known which packets it matches. */
  readonly unknown: string | undefined
  /** Without its number: a list takes the same line once. */
  readonly words: string
}

export interface NumberedEntry extends Entry {
  readonly number: number
}

export interface AccessList {
  readonly family: Family
  readonly name: string
  readonly dialect: Dialect
  /** By number. */
  readonly entries: readonly NumberedEntry[]
}

interface ListName {
  readonly family: Family
  readonly name: string
}

interface Binding {
  readonly family: Family
  readonly interface: string
  readonly way: Way
}

/** What a file tells the switch to do, line after line. */
export type Command = { readonly at: Statement } & (
  | ({ readonly kind: 'open'; readonly dialect: Dialect } & ListName)
  | ({ readonly kind: 'add'; readonly number: number | undefined; readonly entry: Entry } & ListName)
  | ({ readonly kind: 'remove'; readonly number: number | undefined; readonly words: string | undefined } & ListName)
  | ({ readonly kind: 'delete' } & ListName)
  | ({ readonly kind: 'resequence'; readonly first: number; readonly step: number } & ListName)
  | ({ readonly kind: 'apply'; readonly name: string } & Binding)
  | ({ readonly kind: 'release'; readonly name: string | undefined } & Binding)
  | ({ readonly kind: 'doubt' } & Doubt)
)

/** A line of an interface of which it is not known whether it filters. */
export interface Doubt {
  readonly at: Statement
  readonly interface: string
  readonly words: string
}

export interface Applied extends Binding {
  readonly name: string
  readonly at: Statement
}

export interface SwitchModel {
  /** Not carried out yet; none once installed. */
  readonly commands: readonly Command[]
  readonly lists: ReadonlyMap<string, AccessList>
  readonly applied: ReadonlyMap<string, Applied>
  readonly doubts: readonly Doubt[]
}

export const nothing: SwitchModel = { commands: [], lists: new Map(), applied: new Map(), doubts: [] }

export function listKey(family: Family, name: string): string {
  return `${family} ${name}`
}

export function bindingKey(name: string, way: Way, family: Family): string {
  return `${interfaceKey(name)} ${way} ${family}`
}

const shortNames: readonly (readonly [RegExp, string])[] = [
  [/^vl(?:an)?(?=\d)/, 'vlan'],
  [/^po(?:rt-channel)?(?=\d)/, 'port-channel'],
  [/^(?:et|eth|ethernet)(?=\d)/, 'ethernet'],
  [/^(?:gi|gigabitethernet)(?=\d)/, 'gigabitethernet'],
  [/^(?:te|tengigabitethernet)(?=\d)/, 'tengigabitethernet'],
]

/** `vlan 30` and `Vl30` are `Vlan30`. */
export function interfaceKey(name: string): string {
  const plain = name.replaceAll(/\s+/g, '').toLowerCase()
  const found = shortNames.find(([pattern]) => pattern.test(plain))
  return found === undefined ? plain : plain.replace(found[0], found[1])
}
