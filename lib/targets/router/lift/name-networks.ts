/** For import: the networks that the interfaces of a box join, as a design would call them. */
import { formatPrefix, type Prefix } from '@/lib/net/prefix'
import type { NetworkFact, Statement } from '../../target'

export interface NamedInterface {
  readonly key: string
  readonly description: string
  readonly networks: readonly Prefix[]
  readonly at: Statement
}

export interface NamedNetwork {
  readonly key: string
  readonly fact: NetworkFact
}

/** An interface without a network of its own, as a WAN that asks its provider, joins nothing that could be drawn. */
export function nameNetworks(interfaces: readonly NamedInterface[]): readonly NamedNetwork[] {
  const taken = new Set<string>()
  const last = new Map<string, number>()
  return interfaces
    .filter(({ networks }) => networks.length > 0)
    .map(({ key, description, networks, at }) => {
      const wish = [description, key].map(labelOf).find((label) => label !== '') ?? 'net'
      let name = wish
      for (let number = last.get(wish) ?? 2; taken.has(name); number++) {
        name = `${wish}-${number}`
        last.set(wish, number + 1)
      }
      taken.add(name)
      return { key, fact: { name, cidrs: networks.map(formatPrefix), at } }
    })
}

function labelOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
}
