/** Configurations and sources as text, for tables: written for the tests alone. */
import { formatAddress } from '@/lib/net/address'
import { type AddressSet, intervalsOfSet } from '@/lib/net/address-set'
import { formatPortRange } from '@/lib/net/port-range'
import { formatPrefix } from '@/lib/net/prefix'
import type { Firewall } from '../config'

/** `block; a tcp 80 90-91 from 10.0.0.0/8 except 10.1.0.0/16; …`. */
export function describeFirewall({ action, rules }: Firewall): string {
  const parts = rules.map((rule) => {
    const entries = (rule.sources ?? []).flatMap(({ list }) => list.entries)
    const from = entries.map(({ prefix }) => formatPrefix(prefix)).join(' ') || 'nobody'
    const except = entries.flatMap((entry) => (entry.except === undefined ? [] : formatPrefix(entry.except))).join(' ')
    const ports = rule.ports.map(({ range }) => formatPortRange(range)).join(' ')
    return `${rule.name} ${rule.protocol} ${ports} from ${from}${except === '' ? '' : ` except ${except}`}`
  })
  return [action, ...parts].join('; ')
}

/** `10.0.0.0-10.2.255.255 ::-ffff:…`, `nobody`. */
export function describeSources(set: AddressSet): string {
  const ranges = intervalsOfSet(set).map(({ family, first, last }) => {
    const from = formatAddress({ family, value: first })
    return first === last ? from : `${from}-${formatAddress({ family, value: last })}`
  })
  return ranges.join(' ') || 'nobody'
}
