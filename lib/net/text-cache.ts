/** Remembers how texts were read: a fleet names the same addresses and prefixes over and over. */
import { type Address, addressBits, formatAddress, parseAddress } from './address'
import { type AddressRange, parseAddressRange } from './address-range'
import { formatPrefix, type Prefix, parsePrefix } from './prefix'
import { prefixOfNumber } from './single-prefix'

const cacheLimit = 100_000
/** No address, prefix or range is longer: what is comes from a file that is no firewall's, and is not kept. */
const longest = 87

function remember<Value>(compute: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined || known.has(key)) return found as Value
    if (key.length > longest) return compute(key)
    if (known.size >= cacheLimit) known.clear()
    const value = compute(key)
    known.set(key, value)
    return value
  }
}

export const readAddress: (text: string) => Address | undefined = remember(parseAddress)
export const readAddressRange: (text: string) => AddressRange | undefined = remember(parseAddressRange)
export const readPrefix: (text: string) => Prefix | undefined = remember((text) => {
  const prefix = parsePrefix(text)
  const isSingle = prefix !== undefined && prefix.length === addressBits[prefix.family]
  return isSingle ? prefixOfNumber(prefix.family, prefix.value) : prefix
})

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
  const prefix = prefixOfNumber(address.family, address.value)
  prefixTexts.set(prefix, `${formatAddress(address)}/${prefix.length}`)
  addressPrefixes.set(address, prefix)
  return prefix
}
