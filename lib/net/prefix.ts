import { type Address, addressBits, compareAddresses, type Family, formatAddress, parseAddress } from './address'

/** A network: `value` is its first address, host bits zero. */
export interface Prefix {
  readonly family: Family
  readonly value: bigint
  readonly length: number
}

/** Reads `address/length`. Host bits are kept out: `10.0.0.5/24` is the network 10.0.0.0/24. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/')
  if (slash < 0) return undefined
  const address = parseAddress(text.slice(0, slash))
  const digits = text.slice(slash + 1)
  if (address === undefined || !/^(0|[1-9]\d{0,2})$/.test(digits)) return undefined
  const length = Number(digits)
  if (length > addressBits[address.family]) return undefined
  return networkOf(address, length)
}

/** The network of the given length that holds the address. */
export function networkOf(address: Address, length: number): Prefix {
  const hostBits = BigInt(addressBits[address.family] - length)
  return { family: address.family, value: (address.value >> hostBits) << hostBits, length }
}

/** The prefix that holds one address alone (/32 or /128). */
export function prefixOfAddress(address: Address): Prefix {
  return { family: address.family, value: address.value, length: addressBits[address.family] }
}

export function firstAddress(prefix: Prefix): bigint {
  return prefix.value
}

const hostMasks: Readonly<Record<Family, readonly bigint[]>> = {
  4: Array.from({ length: 33 }, (_, length) => (1n << BigInt(32 - length)) - 1n),
  6: Array.from({ length: 129 }, (_, length) => (1n << BigInt(128 - length)) - 1n),
}

/** How far the last address of the prefix lies from its first. */
export function hostMask(prefix: Prefix): bigint {
  return hostMasks[prefix.family][prefix.length] as bigint
}

/** The highest address inside the prefix. */
export function lastOfPrefix(prefix: Prefix): bigint {
  return prefix.value + hostMask(prefix)
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix)}/${prefix.length}`
}

export function prefixContains(outer: Prefix, inner: Prefix): boolean {
  return (
    outer.family === inner.family &&
    outer.length <= inner.length &&
    inner.value >= outer.value &&
    inner.value <= lastOfPrefix(outer)
  )
}

export function prefixHasAddress(prefix: Prefix, address: Address): boolean {
  return prefix.family === address.family && address.value >= prefix.value && address.value <= lastOfPrefix(prefix)
}

/** IPv4 first, numeric order, the wider of two with the same first address first. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
  return compareAddresses(a, b) || a.length - b.length
}

/** Sorted, without those contained in another; adjacent prefixes stay apart (SPEC: nothing else is joined). */
export function dropContained(prefixes: readonly Prefix[]): Prefix[] {
  const sorted = [...prefixes].sort(comparePrefixes)
  const kept: Prefix[] = []
  for (const prefix of sorted) {
    const last = kept.at(-1)
    if (last === undefined || !prefixContains(last, prefix)) kept.push(prefix)
  }
  return kept
}

/** The fewest prefixes that cover an inclusive range of one family exactly. */
export function prefixesOfRange(family: Family, first: bigint, last: bigint): Prefix[] {
  const bits = addressBits[family]
  if (first === last) return [{ family, value: first, length: bits }]
  const prefixes: Prefix[] = []
  let value = first
  while (value <= last) {
    let host = 0
    while (host < bits) {
      const size = 1n << BigInt(host + 1)
      if (value % size !== 0n || value + size - 1n > last) break
      host++
    }
    prefixes.push({ family, value, length: bits - host })
    value += 1n << BigInt(host)
  }
  return prefixes
}
