/** Remembers how texts were read: a fleet names the same addresses and prefixes over and over. */
import { type Address, formatAddress, parseAddress } from './address'
import { type AddressRange, parseAddressRange } from './address-range'
import { formatPrefix, type Prefix, parsePrefix } from './prefix'

const cacheLimit = 100_000

function remember<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined || known.has(key)) return found as Value
    if (known.size >= cacheLimit) known.clear()
    const value = compute(key)
    known.set(key, value)
    return value
  }
}

export const readAddress: (text: string) => Address | undefined = remember(parseAddress)
export const readAddressRange: (text: string) => AddressRange | undefined = remember(parseAddressRange)
export const readPrefix: (text: string) => Prefix | undefined = remember(parsePrefix)

const prefixTexts = new WeakMap<Prefix, string>()

/** As `formatPrefix`, remembered for as long as the prefix itself lives. */
export function prefixText(prefix: Prefix): string {
  const known = prefixTexts.get(prefix)
  if (known !== undefined) return known
  const text = formatPrefix(prefix)
  prefixTexts.set(prefix, text)
  return text
}

const addressPrefixes = new WeakMap<Address, Prefix>()

/** The /32 or /128 of an address, the same object each time. */
export function singlePrefix(address: Address): Prefix {
  const known = addressPrefixes.get(address)
  if (known !== undefined) return known
  const prefix: Prefix = { family: address.family, value: address.value, length: address.family === 4 ? 32 : 128 }
  prefixTexts.set(prefix, `${formatAddress(address)}/${prefix.length}`)
  addressPrefixes.set(address, prefix)
  return prefix
}
