/** IP addresses of both families as numbers on one line each: IPv4 below 2^32, IPv6 below 2^128. */

export type Family = 4 | 6
export const families: readonly Family[] = [4, 6]

export interface Address {
  readonly family: Family
  readonly value: bigint
}

export const addressBits = { 4: 32, 6: 128 } as const

/** The highest address of a family. */
export const lastAddress: Readonly<Record<Family, bigint>> = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n }

/**
 * Reads one address in the strict forms only: dotted quad without leading zeros, or RFC 4291 text without a zone.
 * Lenient forms (`10.1`, `010.0.0.1`, `0x7f.1`) mean different things to different products, so they are refused.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.includes(':')) {
    const value = parseV6(text)
    return value === undefined ? undefined : { family: 6, value }
  }
  const value = parseV4(text)
  return value === undefined ? undefined : { family: 4, value: BigInt(value) }
}

function parseV4(text: string): number | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let value = 0
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part)) return undefined
    const octet = Number(part)
    if (octet > 255) return undefined
    value = value * 256 + octet
  }
  return value
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = readGroups(halves[0] ?? '', halves.length === 1)
  const tail = halves.length === 2 ? readGroups(halves[1] ?? '', true) : []
  if (head === undefined || tail === undefined) return undefined
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...new Array<number>(Math.max(0, missing)).fill(0), ...tail]
  // Two 64-bit halves in hexadecimal: one conversion of the whole text is far cheaper than eight shifts.
  return BigInt(`0x${groups.map((group) => group.toString(16).padStart(4, '0')).join('')}`)
}

function readGroups(text: string, mayEndInV4: boolean): number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const groups: number[] = []
  for (const [index, part] of parts.entries()) {
    if (mayEndInV4 && index === parts.length - 1 && part.includes('.')) {
      const quad = parseV4(part)
      if (quad === undefined) return undefined
      groups.push(Math.floor(quad / 65536), quad % 65536)
      continue
    }
    if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined
    groups.push(Number.parseInt(part, 16))
  }
  return groups
}

/** Writes an address: dotted quad, or RFC 5952 text (lower case, longest run of zeros as `::`). */
export function formatAddress(address: Address): string {
  return address.family === 4 ? formatV4(address.value) : formatV6(address.value)
}

function formatV4(value: bigint): string {
  const n = Number(value)
  return `${(n >>> 24) & 255}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`
}

function formatV6(value: bigint): string {
  const hex = value.toString(16).padStart(32, '0')
  const groups: string[] = []
  for (let at = 0; at < 32; at += 4) groups.push(groupAt(hex, at))
  const run = longestZeroRun(groups)
  if (run.length < 2) return groups.join(':')
  return `${groups.slice(0, run.start).join(':')}::${groups.slice(run.start + run.length).join(':')}`
}

/** Four digits without the zeros before them. */
function groupAt(hex: string, at: number): string {
  let first = at
  while (first < at + 3 && hex.charCodeAt(first) === zero) first++
  return hex.slice(first, at + 4)
}

const zero = '0'.charCodeAt(0)

function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (let i = 0; i <= groups.length; i++) {
    if (i < groups.length && groups[i] === '0') continue
    if (i - start > best.length) best = { start, length: i - start }
    start = i + 1
  }
  return best
}

/**
 * Whether it is an address of IPv4 in the notation of IPv6 (`::ffff:10.0.0.1`, RFC 4291 2.5.5.2), or a network of such: no packet
 * carries one, and products take it for the one or the other.
 */
export function isMapped({ family, value }: Address): boolean {
  return family === 6 && value >> 32n === 0xffffn
}

/** Numeric order, IPv4 first. */
export function compareAddresses(a: Address, b: Address): number {
  if (a.family !== b.family) return a.family - b.family
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
}
