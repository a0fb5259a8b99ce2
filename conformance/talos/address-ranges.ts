/**
 * Sets of addresses as sorted inclusive ranges, by the plainest means and with somebody else's parser of addresses: it
 * referees sets that `lib/net` made, so it shares nothing with it.
 */
import ipaddr from 'ipaddr.js'

export interface AddressRange {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}
/** Sorted, apart from each other, IPv4 first. */
export type AddressRanges = readonly AddressRange[]

export const everyAddress: AddressRanges = [rangeOf('0.0.0.0/0'), rangeOf('::/0')]
export const noAddress: AddressRanges = []

/** The addresses of a prefix as Talos prints it; throws on anything else. */
export function rangeOf(text: string): AddressRange {
  const slash = text.indexOf('/')
  const address = ipaddr.parse(text.slice(0, slash))
  const length = Number(text.slice(slash + 1))
  const bytes = address.toByteArray()
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const size = 1n << BigInt(bytes.length * 8 - length)
  const first = value - (value % size)
  return { family: bytes.length === 4 ? 4 : 6, first, last: first + size - 1n }
}

export function uniteRanges(ranges: readonly AddressRange[]): AddressRanges {
  const sorted = [...ranges].sort((a, b) => a.family - b.family || compare(a.first, b.first))
  const merged: AddressRange[] = []
  for (const range of sorted) {
    const before = merged.at(-1)
    if (before?.family !== range.family || range.first > before.last + 1n) merged.push(range)
    else if (range.last > before.last) merged[merged.length - 1] = { ...before, last: range.last }
  }
  return merged
}

export function subtractRanges(from: AddressRanges, what: AddressRanges): AddressRanges {
  let left: AddressRange[] = [...from]
  for (const hole of what) {
    left = left.flatMap((range) => {
      if (range.family !== hole.family || range.last < hole.first || range.first > hole.last) return [range]
      const parts: AddressRange[] = []
      if (range.first < hole.first) parts.push({ ...range, last: hole.first - 1n })
      if (range.last > hole.last) parts.push({ ...range, first: hole.last + 1n })
      return parts
    })
  }
  return left
}

export function intersectRanges(a: AddressRanges, b: AddressRanges): AddressRanges {
  return subtractRanges(a, subtractRanges(everyAddress, b))
}

export function sameRanges(a: AddressRanges, b: AddressRanges): boolean {
  return a.length === b.length && a.every((range, index) => sameRange(range, b[index]))
}

function sameRange(a: AddressRange, b: AddressRange | undefined): boolean {
  return a.family === b?.family && a.first === b.first && a.last === b.last
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function describeRanges(ranges: AddressRanges): string {
  if (ranges.length === 0) return 'nobody'
  return ranges.map(rangeText).join(' ')
}

export function rangeText({ family, first, last }: AddressRange): string {
  return `${addressText(family, first)}-${addressText(family, last)}`
}

function addressText(family: 4 | 6, value: bigint): string {
  const bytes = new Array(family === 4 ? 4 : 16)
    .fill(0)
    .map((_, index, all) => Number((value >> BigInt(8 * (all.length - 1 - index))) & 255n))
  return ipaddr.fromByteArray(bytes).toString()
}
