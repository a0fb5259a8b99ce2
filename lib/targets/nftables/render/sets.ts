/** Sets of addresses as nft writes them, long ones under a name so that both chains can use them. */
import type { Family } from '@/lib/net/address'
import { formatAddressRange } from '@/lib/net/address-range'
import {
  type AddressInterval,
  type AddressSet,
  allOfFamily,
  intersectSets,
  intervalsOfSet,
  noAddresses,
} from '@/lib/net/address-set'
import { formatPortRange, type PortRange } from '@/lib/net/port-range'
import { prefixesOfRange } from '@/lib/net/prefix'
import { prefixText } from '@/lib/net/text-cache'
import { commentLine, type Line, wrapWords } from './text'

export const familyKeys: Readonly<Record<Family, 'ip' | 'ip6'>> = { 4: 'ip', 6: 'ip6' }

export function partOfFamily(set: AddressSet, family: Family): AddressSet {
  return intersectSets(set, allOfFamily[family])
}

/** Elements of an anonymous set: addresses, prefixes, and ranges for what is neither. */
function elementsOf(set: AddressSet): readonly string[] {
  return intervalsOfSet(set).map(formatInterval)
}

function formatInterval({ family, first, last }: AddressInterval): string {
  if (first === last) return formatAddressRange({ family, first, last })
  const prefixes = prefixesOfRange(family, first, last)
  const [prefix] = prefixes
  return prefix !== undefined && prefixes.length === 1
    ? prefixText(prefix)
    : formatAddressRange({ family, first, last })
}

export function portSet(ports: readonly PortRange[]): string {
  return `{ ${ports.map(formatPortRange).join(', ')} }`
}

/** `define name = { … }`, on as many lines as it takes. */
export function defineSet(name: string, set: AddressSet): Line[] {
  const elements = elementsOf(set)
  const short = `define ${name} = { ${elements.join(', ')} }`
  if (short.length <= 100) return [{ text: short }]
  return [{ text: `define ${name} = {` }, ...wrapWords(elements, '  ', '  ').map((text) => ({ text })), { text: '}' }]
}

export interface NamedSets {
  /** How a rule names the set: the elements themselves, or what they are defined as; `who` is said of a definition. */
  readonly use: (set: AddressSet, who: string) => string
  /** The definitions, in the order of first use. */
  readonly lines: () => readonly Line[]
}

/** More elements than this are written once, above. */
const inlined = 2

export function nameSets(): NamedSets {
  const names = new Map<AddressSet, { readonly name: string; readonly who: string }>()
  return {
    use(set, who) {
      if (set === noAddresses) throw new Error('nft has no empty sets')
      if (set.bounds.length <= inlined * 2) return `{ ${elementsOf(set).join(', ')} }`
      const named = names.get(set) ?? { name: `sources_${names.size + 1}`, who }
      names.set(set, named)
      return `$${named.name}`
    },
    lines: () => [...names].flatMap(([set, { name, who }]) => [commentLine(who), ...defineSet(name, set)]),
  }
}
