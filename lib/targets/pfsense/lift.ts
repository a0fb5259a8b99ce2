/**
 * For import: the networks that a backup's interfaces join. Passwords, certificates and everything else that a backup holds
 * are not read.
 */
import { formatPrefix } from '@/lib/net/prefix'
import type { FileSet, Lifted, NetworkFact } from '../target'
import type { BoxInterface } from './model'
import { readFiles, rootName } from './read'

const roots = ['pfsense', 'filter', 'aliases']

export function lift(files: FileSet): Lifted {
  const own = files.filter(({ text }) => roots.includes(rootName(text) ?? ''))
  const whole = own.filter(({ text }) => rootName(text) === 'pfsense')
  const read = own.length === 0 ? undefined : readFiles(whole.length > 0 ? whole : own, [])
  const box = read?.ok === true ? read.value.box : undefined
  const networks = nameNetworks([...(box?.interfaces.values() ?? [])])
  return {
    files: (whole.length > 0 ? whole : own).map((file) => ({ ...file, from: file.path })),
    machines: [],
    facts: [],
    names: [],
    networks: networks.map(({ fact }) => fact),
    options: { interfaces: Object.fromEntries(networks.map(({ fact, key }) => [fact.name, key])) },
    ignored: own.map(({ path }) => ({
      at: { file: path, line: 1 },
      what: 'all but interfaces, aliases and filter rules: passwords, keys and certificates are not read',
    })),
    problems: [],
  }
}

/** An interface without a network of its own, as a WAN that asks its provider, joins nothing that could be drawn. */
function nameNetworks(interfaces: readonly BoxInterface[]): { readonly fact: NetworkFact; readonly key: string }[] {
  const taken = new Set<string>()
  return interfaces
    .filter(({ networks }) => networks.length > 0)
    .map(({ key, description, networks, at }) => {
      const wish = [description, key].map(labelOf).find((label) => label !== '') ?? 'net'
      let name = wish
      for (let number = 2; taken.has(name); number++) name = `${wish}-${number}`
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
