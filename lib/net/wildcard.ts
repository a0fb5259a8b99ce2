/** Wildcard masks: bits of an address that do not count, as access lists write them; they need not stand together. */
import { parseAddress } from './address'
import { hostMask, type Prefix } from './prefix'

/** More than so many prefixes are refused: nobody writes such a mask on purpose. */
const mostPrefixes = 256
const allBits = (1n << 32n) - 1n

/** `10.0.0.0 0.0.0.255` as the prefixes that it covers; undefined where either is no address, or they are too many. */
export function parseWildcard(address: string, mask: string): readonly Prefix[] | undefined {
  const [first, free] = [parseAddress(address), parseAddress(mask)]
  if (first?.family !== 4 || free?.family !== 4) return undefined
  let length = 32
  while (length > 0 && (free.value >> BigInt(32 - length)) % 2n === 1n) length--
  const rest: bigint[] = []
  for (let bit = BigInt(32 - length); bit < 32n; bit++) if ((free.value >> bit) % 2n === 1n) rest.push(1n << bit)
  if (2 ** rest.length > mostPrefixes) return undefined
  const base = first.value & (allBits ^ free.value)
  let values = [base]
  for (const bit of rest) values = values.flatMap((value) => [value, value + bit])
  return values.sort((a, b) => (a < b ? -1 : 1)).map((value) => ({ family: 4, value, length }))
}

/** The mask of a prefix of IPv4: `0.0.0.255` for a /24. */
export function wildcardOf(prefix: Prefix): { readonly family: 4; readonly value: bigint } {
  return { family: 4, value: hostMask(prefix) }
}
