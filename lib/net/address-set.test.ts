import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyIntervals, cutAddresses, inOtherPieces, isInside } from '../testing/cut-points'
import { sampleCount } from '../testing/samples'
import { lastAddress } from './address'
import {
  type AddressSet,
  allAddresses,
  allOfFamily,
  fromLine,
  intersectSets,
  intervalsOfSet,
  lowestAddress,
  noAddresses,
  onLine,
  setContains,
  setHas,
  setOfAddresses,
  setOfIntervals,
  setOfPrefixes,
  setsMeet,
  subtractSets,
  unionAll,
  unionSets,
} from './address-set'
import { formatPrefix, parsePrefix, prefixHasAddress } from './prefix'
import { prefixesOfSet } from './set-prefixes'

const numRuns = sampleCount(1_000, 100_000)

/** Inside, outside, sorted, apart, and never across the seam between the families. */
function expectCanonical(set: AddressSet): void {
  for (let i = 0; i < set.bounds.length; i += 2) {
    const [first = -1n, last = -1n, next] = set.bounds.slice(i, i + 3)
    expect(first <= last).toBe(true)
    expect(fromLine(first).family).toBe(fromLine(last).family)
    const gap = (next ?? last + 2n) - last
    const isSeam = last === onLine({ family: 4, value: lastAddress[4] })
    expect(gap >= (isSeam ? 1n : 2n)).toBe(true)
  }
}

test('operations on sets are those on their members', () => {
  fc.assert(
    fc.property(anyIntervals, anyIntervals, anyIntervals, (x, y, z) => {
      const [a, b, c] = [setOfIntervals(x), setOfIntervals(y), setOfIntervals(z)]
      const results = [unionSets(a, b), intersectSets(a, b), subtractSets(a, b), unionAll([a, b, c])]
      for (const set of [a, ...results]) expectCanonical(set)
      for (const address of cutAddresses) {
        const [inA, inB, inC] = [isInside(x, address), isInside(y, address), isInside(z, address)]
        const want = [inA || inB, inA && inB, inA && !inB, inA || inB || inC]
        expect(setHas(a, address)).toBe(inA)
        expect(results.map((set) => setHas(set, address))).toEqual(want)
      }
      // Between two neighbouring cut points a set is all or nothing, so the cut points decide about the whole line.
      expect(setContains(b, a)).toBe(
        cutAddresses.every((one) => !isInside(x, one) || isInside(y, one)) && between(x, y),
      )
      expect(setsMeet(a, b)).toBe(intersectSets(a, b).bounds.length > 0)
    }),
    { numRuns },
  )
})

/** The same question for the addresses that lie between the cut points. */
function between(x: Parameters<typeof isInside>[0], y: Parameters<typeof isInside>[0]): boolean {
  return cutAddresses.every(({ family, value }) => {
    const next = { family, value: value + 1n }
    return next.value > lastAddress[family] || !isInside(x, next) || isInside(y, next)
  })
}

test('equal sets are one object, however they were made', () => {
  fc.assert(
    fc.property(anyIntervals, anyIntervals, (x, y) => {
      const [a, b] = [setOfIntervals(x), setOfIntervals(y)]
      expect(setOfIntervals(inOtherPieces(x))).toBe(a)
      expect(setOfPrefixes(prefixesOfSet(a))).toBe(a)
      expect(setOfIntervals(intervalsOfSet(a))).toBe(a)
      expect(unionSets(subtractSets(a, b), intersectSets(a, b))).toBe(a)
      expect(unionSets(b, a)).toBe(unionSets(a, b))
      expect(intersectSets(b, a)).toBe(intersectSets(a, b))
      expect(unionAll([b, a, b])).toBe(unionSets(a, b))
      expect(subtractSets(a, subtractSets(a, b))).toBe(intersectSets(a, b))
      expect(subtractSets(allAddresses, subtractSets(allAddresses, a))).toBe(a)
    }),
    { numRuns },
  )
})

test('the prefixes of a set hold its members and no others, none twice', () => {
  fc.assert(
    fc.property(anyIntervals, (x) => {
      const prefixes = prefixesOfSet(setOfIntervals(x))
      for (const address of cutAddresses) {
        const holders = prefixes.filter((prefix) => prefixHasAddress(prefix, address))
        expect(holders.length).toBe(isInside(x, address) ? 1 : 0)
      }
    }),
    { numRuns },
  )
})

describe('the ends of the line', () => {
  test('all of both families, and nothing', () => {
    expect(prefixesOfSet(allAddresses).map(formatPrefix)).toEqual(['0.0.0.0/0', '::/0'])
    expect(unionSets(allOfFamily[4], allOfFamily[6])).toBe(allAddresses)
    expect(subtractSets(allAddresses, allOfFamily[4])).toBe(allOfFamily[6])
    expect(setOfIntervals([])).toBe(noAddresses)
    expect(setOfPrefixes([])).toBe(noAddresses)
    expect([lowestAddress(noAddresses), lowestAddress(allOfFamily[6])]).toEqual([undefined, { family: 6, value: 0n }])
  })

  test('the last IPv4 address and the first IPv6 address stay apart', () => {
    const seam = [{ family: 4, value: lastAddress[4] } as const, { family: 6, value: 0n } as const]
    const set = setOfAddresses(seam)
    expect(intervalsOfSet(set).map(({ family }) => family)).toEqual([4, 6])
    expect(prefixesOfSet(set).map(formatPrefix)).toEqual(['255.255.255.255/32', '::/128'])
    expect(seam.map((address) => fromLine(onLine(address)))).toEqual(seam)
  })
})

test('the fewest prefixes join what a design may keep apart', () => {
  const prefixes = ['10.0.0.0/25', '10.0.0.128/25', '10.0.1.0/24'].flatMap((text) => parsePrefix(text) ?? [])
  expect(prefixesOfSet(setOfPrefixes(prefixes)).map(formatPrefix)).toEqual(['10.0.0.0/23'])
})

test('sets stay right when more of them were made than are remembered', () => {
  const a = setOfAddresses([{ family: 4, value: 5n }])
  for (let value = 0n; value <= 200_000n; value++) setOfAddresses([{ family: 6, value }])
  const wider = setOfIntervals([{ family: 4, first: 4n, last: 6n }])
  expect(setContains(wider, a)).toBe(true)
  expect(setsMeet(a, setOfAddresses([{ family: 4, value: 9n }]))).toBe(false)
  expect(subtractSets(a, setOfAddresses([{ family: 4, value: 5n }]))).toBe(noAddresses)
  expect(setOfIntervals([])).toBe(noAddresses)
  expect(setOfPrefixes(prefixesOfSet(allAddresses))).toBe(allAddresses)
})
