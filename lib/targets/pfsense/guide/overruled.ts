/** Rules of a person's own that concern the cluster's networks: ours stand before them and leave them little to decide. */
import { type AddressSet, intersectSets, noAddresses, setOfPrefixes } from '@/lib/net/address-set'
import { readAddress, readPrefix, singlePrefix } from '@/lib/net/text-cache'
import type { FileSet } from '../../target'
import type { Box, EndText, RuleText } from '../model'
import { readFiles } from '../read'

export interface Overruled {
  /** Keys of its interfaces, `floating` before them where it floats. */
  readonly tab: string
  readonly description: string
}

export interface Cluster {
  /** Interfaces of its networks. */
  readonly keys: readonly string[]
  /** Its addresses behind the box. */
  readonly inside: AddressSet
  /** How the descriptions of our rules begin. */
  readonly marker: string
}

export function findOverruled(backup: FileSet, cluster: Cluster): readonly Overruled[] {
  const read = readFiles(backup, [])
  if (!read.ok) return []
  const groups = read.value.box?.groups ?? new Map<string, readonly string[]>()
  return (read.value.filter?.rules ?? []).flatMap((rule, index): Overruled[] => {
    const description = rule.fields.get('descr') ?? ''
    const type = rule.fields.get('type') ?? 'pass'
    if (description.startsWith(cluster.marker) || rule.fields.has('disabled') || type === 'match') return []
    if (!isAboutMachines(rule, cluster, groups)) return []
    return [{ tab: tabOf(rule), description: description === '' ? `rule ${index + 1}` : description }]
  })
}

/** What machines send comes in on their own interfaces; what is sent to them, on any. */
function isAboutMachines({ fields, destination }: RuleText, cluster: Cluster, groups: Box['groups']): boolean {
  const named = interfacesOf(fields).flatMap((name) => [name, ...(groups.get(name) ?? [])])
  const isOfAll = fields.get('floating') === 'yes' && (named.length === 0 || named.includes('any'))
  return isOfAll || named.some((name) => cluster.keys.includes(name)) || mayLeadInside(destination, cluster)
}

/** An alias, or a network that is not written down, may hold anything. */
function mayLeadInside({ fields }: EndText, { keys, inside }: Cluster): boolean {
  if (fields.has('any') || fields.has('not')) return true
  const network = fields.get('network')
  if (network !== undefined) return keys.includes(network)
  const text = fields.get('address') ?? ''
  const address = readAddress(text)
  const prefix = address === undefined ? readPrefix(text) : singlePrefix(address)
  return prefix === undefined || intersectSets(setOfPrefixes([prefix]), inside) !== noAddresses
}

function interfacesOf(fields: RuleText['fields']): readonly string[] {
  return (fields.get('interface') ?? '').split(',').filter((name) => name !== '')
}

function tabOf({ fields }: RuleText): string {
  return [...(fields.get('floating') === 'yes' ? ['floating'] : []), ...interfacesOf(fields)].join(' ')
}
