/**
 * Lists of addresses and ports, by name.
 * @see https://developer.ui.com/network/v10.1.68/createtrafficmatchinglist
 */
import { type PortRange, parsePortRange } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { readAddress, readPrefix, singlePrefix } from '@/lib/net/text-cache'
import { jsonAt, jsonItems } from '@/lib/text/json'

interface NamedList {
  readonly prefixes?: readonly Prefix[]
  readonly ports?: readonly PortRange[]
}
export type Lists = Map<string, NamedList>

/** The body has the shape of a list. Gives back what is wrong with it. */
export function addList(body: unknown, lists: Lists): string | undefined {
  const name = String(jsonAt(body, 'name'))
  if (lists.has(name)) return `A second list is called "${name}".`
  const list = readList(name, jsonAt(body, 'type'), jsonItems(jsonAt(body, 'items')))
  if (typeof list === 'string') return list
  lists.set(name, list)
  return undefined
}

function readList(name: string, type: unknown, items: readonly unknown[]): NamedList | string {
  if (type === 'PORTS') {
    const ports = portsOf(items)
    return ports === undefined ? 'A range of ports ends before it begins.' : { ports }
  }
  const prefixes = prefixesOf(items)
  if (typeof prefixes === 'string') return prefixes
  const family = type === 'IPV6_ADDRESSES' ? 6 : 4
  const isMixed = prefixes.some((prefix) => prefix.family !== family)
  return isMixed ? `An address of "${name}" is not of its family: the gateway takes none of the list.` : { prefixes }
}

export function portsOf(items: readonly unknown[]): readonly PortRange[] | undefined {
  const ranges = items.map((item) => {
    const value = jsonAt(item, 'value')
    const text = value === undefined ? `${jsonAt(item, 'start')}-${jsonAt(item, 'stop')}` : String(value)
    return parsePortRange(text)
  })
  return ranges.every((range) => range !== undefined) ? ranges : undefined
}

/** A sentence where one of them is no address. */
export function prefixesOf(items: readonly unknown[]): readonly Prefix[] | string {
  const prefixes: Prefix[] = []
  for (const item of items) {
    const value = jsonAt(item, 'value')
    if (typeof value !== 'string') return 'Ranges of addresses are not interpreted here: write networks.'
    const isNetwork = jsonAt(item, 'type') === 'SUBNET'
    const prefix = isNetwork ? readPrefix(value) : prefixOf(value)
    if (prefix === undefined) return `"${value}" is no ${isNetwork ? 'network' : 'address'}.`
    prefixes.push(prefix)
  }
  return prefixes
}

function prefixOf(text: string): Prefix | undefined {
  const address = readAddress(text)
  return address === undefined ? undefined : singlePrefix(address)
}
