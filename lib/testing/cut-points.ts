/** Addresses around a few cut points, where sets begin and end: few enough to try every one of them. */
import fc from 'fast-check'
import { type Address, type Family, lastAddress } from '../net/address'
import type { AddressInterval } from '../net/address-set'

/** Both ends of both families and some in the middle; the end of IPv4 and the start of IPv6 meet on the joined line. */
export const cutAddresses: readonly Address[] = ([4, 6] as const).flatMap((family) => {
  const end = lastAddress[family]
  return [0n, 1n, 2n, 3n, 5n, 8n, end - 3n, end - 1n, end].map((value) => ({ family, value }))
})

function anyInterval(family: Family): fc.Arbitrary<AddressInterval> {
  const cut = fc.constantFrom(...cutAddresses.filter((one) => one.family === family).map(({ value }) => value))
  return fc.tuple(cut, cut).map(([a, b]) => ({ family, first: a < b ? a : b, last: a < b ? b : a }))
}

export const anyIntervals: fc.Arbitrary<AddressInterval[]> = fc.array(
  fc.constantFrom<Family>(4, 6).chain((family) => anyInterval(family)),
  { maxLength: 5 },
)

/** What a set of these intervals means, without any set. */
export function isInside(intervals: readonly AddressInterval[], { family, value }: Address): boolean {
  return intervals.some((one) => one.family === family && one.first <= value && value <= one.last)
}

/** The same addresses in other pieces: each interval cut in two where that is possible, pieces repeated and turned round. */
export function inOtherPieces(intervals: readonly AddressInterval[]): AddressInterval[] {
  const pieces = intervals.flatMap((one): AddressInterval[] => {
    const middle = (one.first + one.last) / 2n
    return one.first === one.last ? [one] : [{ ...one, last: middle }, { ...one, first: middle + 1n }, one]
  })
  return pieces.reverse()
}
