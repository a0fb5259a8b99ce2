import type { Family } from '@/lib/net/address'
import { formatPortRange, type PortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { prefixText } from '@/lib/net/text-cache'
import type { Policy } from '@/lib/policy/rule'
import type { Site } from '@/lib/site/site'
import { markerOf, nameBookOf, plainText } from './names'
import type { PlannedAlias } from './plan'

export interface AliasBook {
  /** `families`: those of the rule, in which a list may hold addresses of the other as well. */
  readonly addresses: (prefixes: readonly Prefix[], families: readonly Family[], ...hints: readonly string[]) => string
  readonly ports: (ranges: readonly PortRange[], hint: string) => string
  /** Inner aliases before those that name them. */
  readonly list: () => readonly PlannedAlias[]
}

export function makeAliasBook(site: Site, policy: Policy, entriesPerAlias: number): AliasBook {
  const names = nameBookOf(site.name)
  const aliases = new Map<string, PlannedAlias>()
  const labels = labelsOf(site, policy)
  const nameByList = new Map<readonly Prefix[], string>()
  const nameByPart = new Map<string, string>()
  const add = (type: PlannedAlias['type'], entries: readonly string[], hints: readonly string[]): string => {
    const name = names.name(`${type} ${entries.join(' ')}`, hints)
    if (aliases.has(name)) return name
    const parts = chunks(entries, entriesPerAlias)
    const inner = parts.length <= 1 ? entries : parts.map((part) => add(type, part, hints))
    const details = inner.map((entry) => (type === 'port' ? '' : labels(entry)))
    const description = `${markerOf(site.name)} ${plainText(hints[0] ?? '')}`.trim()
    aliases.set(name, { name, type, entries: inner, details, description })
    return name
  }
  return {
    addresses: (prefixes, families, ...hints) => {
      const [family] = families
      const part = families.length === 1 && family !== undefined ? partOf(prefixes, family) : undefined
      const known = part === undefined ? nameByList.get(prefixes) : nameByPart.get(part)
      if (known !== undefined) return known
      const name = add('network', prefixes.map(prefixText), hints)
      nameByList.set(prefixes, name)
      for (const one of [4, 6] as const) {
        const key = partOf(prefixes, one)
        if (!nameByPart.has(key)) nameByPart.set(key, name)
      }
      return name
    },
    ports: (ranges, hint) =>
      add(
        'port',
        ranges.map((range) => formatPortRange(range).replace('-', ':')),
        [hint],
      ),
    list: () => [...aliases.values()],
  }
}

function partOf(prefixes: readonly Prefix[], family: Family): string {
  return `${family} ${prefixes
    .filter((prefix) => prefix.family === family)
    .map(prefixText)
    .join(' ')}`
}

function chunks(entries: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(entries.length / size)
  return Array.from({ length: count }, (_, index) => entries.slice(index * size, (index + 1) * size))
}

/** Who is behind a prefix, by the design's own names. */
function labelsOf(site: Site, policy: Policy): (entry: string) => string {
  const labels = new Map<string, string>()
  const put = (prefix: Prefix, name: string): void => {
    const text = prefixText(prefix)
    if (!labels.has(text)) labels.set(text, plainText(name))
  }
  for (const { name, prefix } of policy.admin) put(prefix, name)
  for (const { name, prefixes } of site.subnets) for (const prefix of prefixes) put(prefix, name)
  for (const { name, interfaces } of site.members) {
    for (const nic of interfaces) for (const prefix of nic.addresses) put(prefix, name)
  }
  for (const { name, sources } of site.loadBalancers) for (const prefix of sources) put(prefix, name)
  for (const prefix of site.podPrefixes) put(prefix, 'pods')
  return (entry) => labels.get(entry) ?? ''
}
