/**
 * Aliases with those inside them unfolded. A name that looks like a host is resolved by the box every few minutes; lists
 * that the box fetches are known to it alone.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc
 */
import { type PortRange, parsePortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { readAddress, readPrefix, singlePrefix } from '@/lib/net/text-cache'
import { mostEntries, unfold } from '../../router/evaluate/unfold'
import { type Reading, refuse, warn } from '../../router/read/reading'
import type { Alias, AliasSection } from '../model'

export interface AliasTable {
  readonly lookUp: (name: string) => Resolved | undefined
}

type Resolved =
  | { readonly kind: 'addresses'; readonly prefixes: readonly Prefix[]; readonly unknown: string | undefined }
  | { readonly kind: 'ports'; readonly ports: readonly PortRange[]; readonly unknown: string | undefined }

const addressTypes = ['host', 'network', 'url', 'urltable']
const portTypes = ['port', 'url_ports', 'urltable_ports']
const fetchedTypes = ['url', 'urltable', 'url_ports', 'urltable_ports']

export function makeAliasTable(section: AliasSection | undefined, problems: Reading['problems']): AliasTable {
  const byName = new Map<string, Alias>()
  for (const alias of section?.aliases ?? []) {
    const reading = { file: alias.at.file, problems }
    if (alias.name === '') continue
    if (/^\d+$/.test(alias.name)) {
      warn(reading, alias.at.line, `pfSense leaves out the alias ${alias.name}: a name cannot be a number`)
      continue
    }
    if (byName.has(alias.name)) refuse(reading, alias.at.line, `there are two aliases with the name ${alias.name}`)
    // The last one wins; without an address it is as if it were not there.
    if (alias.entries !== undefined) byName.set(alias.name, alias)
  }
  const known = new Map<string, Resolved>()
  let left = mostEntries
  const lookUp = (name: string): Resolved | undefined => {
    const alias = byName.get(name)
    if (alias === undefined) return undefined
    const before = known.get(name)
    if (before !== undefined) return before
    const { found, entries } = resolveAlias(alias, byName, left, problems)
    left -= entries
    known.set(name, found)
    return found
  }
  // A table that pf cannot load keeps it from loading any rule, used or not.
  for (const name of byName.keys()) lookUp(name)
  return { lookUp }
}

function resolveAlias(
  alias: Alias,
  byName: ReadonlyMap<string, Alias>,
  left: number,
  problems: Reading['problems'],
): { readonly found: Resolved; readonly entries: number } {
  const isPorts = portTypes.includes(alias.type)
  const prefixes: Prefix[] = []
  const ports: PortRange[] = []
  const doubts = new Set<string>()
  if (!isPorts && !addressTypes.includes(alias.type)) {
    const reading = { file: alias.at.file, problems }
    refuse(reading, alias.at.line, `the alias ${alias.name} is of no known type`, 'host, network and port are known')
  }
  const entries = unfold(alias, left, {
    inner: (entry) => byName.get(entry),
    entriesOf: (one) => one.entries ?? [],
    enter: (one) => {
      if (one.strange !== undefined) doubts.add(`what <${one.strange}> of the alias ${one.name} does is not known here`)
      if (fetchedTypes.includes(one.type)) doubts.add(`the box fetches the list of ${one.name}`)
    },
    take: (entry, one) => {
      if (isPorts) readPort(entry, one, ports, doubts, problems)
      else readMachines(entry, one, prefixes, doubts, problems)
    },
  })
  if (entries === undefined) doubts.add(`with ${alias.name} the aliases hold more than ${mostEntries} entries`)
  const [unknown] = doubts
  const found: Resolved = isPorts ? { kind: 'ports', ports, unknown } : { kind: 'addresses', prefixes, unknown }
  return { found, entries: entries ?? left }
}

const hostName = /^(?=.*[A-Za-z_-])[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?$/

function readMachines(
  entry: string,
  alias: Alias,
  prefixes: Prefix[],
  doubts: Set<string>,
  problems: Reading['problems'],
): void {
  const address = readAddress(entry)
  const prefix = address === undefined ? readPrefix(entry) : singlePrefix(address)
  if (prefix !== undefined) prefixes.push(prefix)
  else if (hostName.test(entry) || /^https?:/.test(entry)) doubts.add(`${entry} is a name that the box resolves`)
  else {
    const reading = { file: alias.at.file, problems }
    refuse(
      reading,
      alias.entriesAt.line,
      `pf cannot load ${alias.name}: "${entry}" is no address, and so loads no rule`,
    )
  }
}

function readPort(
  entry: string,
  alias: Alias,
  ports: PortRange[],
  doubts: Set<string>,
  problems: Reading['problems'],
): void {
  const range = parsePortRange(entry.replace(':', '-'))
  const isOrdered = range !== undefined && !/^\d+-/.test(entry)
  if (isOrdered && range.from > 0) ports.push(range)
  else if (/^[a-z]/i.test(entry)) doubts.add(`${entry} is a port by its name`)
  else {
    const reading = { file: alias.at.file, problems }
    refuse(reading, alias.entriesAt.line, `pf cannot load ${alias.name}: "${entry}" is no port, and so loads no rule`)
  }
}
