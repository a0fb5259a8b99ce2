import { type Address, type Family, formatAddress, parseAddress } from './address'
import { type Prefix, prefixesOfRange, prefixOfAddress } from './prefix'

/** An inclusive run of addresses of one family, as a pool writes it: `10.0.0.10-10.0.0.49`, or one address. */
export interface AddressRange {
  readonly family: Family
  readonly first: bigint
  readonly last: bigint
}

export function parseAddressRange(text: string): AddressRange | undefined {
  const dash = text.indexOf('-')
  const first = parseAddress(dash < 0 ? text : text.slice(0, dash))
  const last = dash < 0 ? first : parseAddress(text.slice(dash + 1))
  if (first === undefined || last === undefined || first.family !== last.family || first.value > last.value) {
    return undefined
  }
  return { family: first.family, first: first.value, last: last.value }
}

export function formatAddressRange(range: AddressRange): string {
  const first = formatAddress({ family: range.family, value: range.first })
  return range.first === range.last ? first : `${first}-${formatAddress({ family: range.family, value: range.last })}`
}

/** How many addresses the range holds. */
export function rangeSize(range: AddressRange): bigint {
  return range.last - range.first + 1n
}

export function rangePrefixes(range: AddressRange): Prefix[] {
  if (range.first === range.last) return [prefixOfAddress({ family: range.family, value: range.first })]
  return prefixesOfRange(range.family, range.first, range.last)
}

export function firstOfRange(range: AddressRange): Address {
  return { family: range.family, value: range.first }
}
