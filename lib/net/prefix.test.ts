import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, test } from 'vitest'
import { sampleCount } from '../testing/samples'
import { addressBits, type Family, lastAddress, parseAddress } from './address'
import { formatAddressRange, parseAddressRange, rangePrefixes, rangeSize } from './address-range'
import {
  comparePrefixes,
  dropContained,
  firstAddress,
  formatPrefix,
  lastOfPrefix,
  networkOf,
  type Prefix,
  parsePrefix,
  prefixContains,
  prefixesOfRange,
  prefixHasAddress,
  prefixOfAddress,
} from './prefix'

const numRuns = sampleCount(1_000, 100_000)

function prefixes(...texts: readonly string[]): Prefix[] {
  return texts.map((text) => {
    const prefix = parsePrefix(text)
    if (prefix === undefined) throw new Error(`${text} is not a prefix`)
    return prefix
  })
}

test.each([
  ['10.0.0.0/24', '10.0.0.0/24'],
  ['10.0.0.5/24', '10.0.0.0/24'],
  ['10.0.0.5/32', '10.0.0.5/32'],
  ['255.255.255.255/0', '0.0.0.0/0'],
  ['2001:DB8::1/64', '2001:db8::/64'],
  ['ffff::/0', '::/0'],
  ['::1/128', '::1/128'],
])('reads %s as %s', (given, want) => {
  expect(prefixes(given).map(formatPrefix)).toEqual([want])
})

const refused = ['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/033', '10.0.0.0/08', '10.0.0.0/-1', '10.0.0.0/+8']
const alsoRefused = [
  '10.0.0.0/8.0',
  '10.0.0.0/8 ',
  '10.0.0.0/8/8',
  '10.0.0.0/255.0.0.0',
  '10/8',
  '/8',
  '::/129',
  '::%1/64',
]
test.each([...refused, ...alsoRefused, '010.0.0.0/8', '2001:db8::/0x40', '10.0.0.0/1e1'])('refuses %j', (text) => {
  expect(parsePrefix(text)).toBeUndefined()
})

const familyAndBits = fc.constantFrom<Family>(4, 6).chain((family) =>
  fc.record({
    family: fc.constant(family),
    value: fc.bigInt(0n, lastAddress[family]),
    length: fc.integer({ min: 0, max: addressBits[family] }),
  }),
)
const anyPrefix = familyAndBits.map(({ family, value, length }) => networkOf({ family, value }, length))

/** Prefixes that are near each other, so that containment and neighbourhood come up often. */
const nearPrefix = fc
  .tuple(fc.constantFrom<Family>(4, 6), fc.bigInt(0n, 15n), fc.integer({ min: 0, max: 4 }))
  .map(([family, value, bits]) => networkOf({ family, value }, addressBits[family] - bits))

describe('membership', () => {
  test('is what ipaddr.js says', () => {
    fc.assert(
      fc.property(anyPrefix, familyAndBits, (prefix, { family, value }) => {
        const address = { family, value }
        const other = ipaddr.parseCIDR(formatPrefix(prefix))
        const inside = ipaddr.parse(formatPrefix(prefixOfAddress(address)).split('/')[0] ?? '')
        expect(prefixHasAddress(prefix, address)).toBe(inside.kind() === other[0].kind() && inside.match(other))
      }),
      { numRuns },
    )
  })

  test('holds for the first and the last address, and for neither neighbour', () => {
    fc.assert(
      fc.property(anyPrefix, (prefix) => {
        const { family } = prefix
        const [first, last] = [firstAddress(prefix), lastOfPrefix(prefix)]
        expect(last - first + 1n).toBe(2n ** BigInt(addressBits[family] - prefix.length))
        expect(prefixHasAddress(prefix, { family, value: first })).toBe(true)
        expect(prefixHasAddress(prefix, { family, value: last })).toBe(true)
        expect(prefixHasAddress(prefix, { family, value: first - 1n })).toBe(false)
        expect(prefixHasAddress(prefix, { family, value: last + 1n })).toBe(false)
      }),
      { numRuns },
    )
  })

  test('one prefix holds another when it holds all its addresses', () => {
    fc.assert(
      fc.property(nearPrefix, nearPrefix, (outer, inner) => {
        expect(prefixContains(outer, inner)).toBe(members([inner]).every((member) => members([outer]).includes(member)))
      }),
      { numRuns },
    )
  })
})

/** All addresses of near prefixes, one by one. */
function members(list: readonly Prefix[]): string[] {
  const all = new Set<string>()
  for (const prefix of list) {
    for (let value = prefix.value; value <= lastOfPrefix(prefix); value++) all.add(`${prefix.family}:${value}`)
  }
  return [...all].sort()
}

test('dropping the contained ones keeps every address, and joins nothing', () => {
  fc.assert(
    fc.property(fc.array(nearPrefix, { maxLength: 8 }), (list) => {
      const kept = dropContained(list)
      expect(members(kept)).toEqual(members(list))
      for (const one of kept) {
        expect(list).toContainEqual(one)
        expect(kept.filter((other) => prefixContains(other, one))).toEqual([one])
      }
      expect(kept).toEqual([...kept].sort(comparePrefixes))
      expect(dropContained([...list].reverse())).toEqual(kept)
    }),
    { numRuns },
  )
})

test('neighbours stay apart, and the order is by family, number, width', () => {
  const given = prefixes('::/64', '10.0.1.0/24', '10.0.0.0/24', '10.0.0.7/32', '9.0.0.0/8', '10.0.0.0/24')
  expect(dropContained(given).map(formatPrefix)).toEqual(['9.0.0.0/8', '10.0.0.0/24', '10.0.1.0/24', '::/64'])
  const nested = prefixes('10.0.0.0/32', '10.0.0.0/8', '10.0.0.0/24')
  expect(nested.sort(comparePrefixes).map(formatPrefix)).toEqual(['10.0.0.0/8', '10.0.0.0/24', '10.0.0.0/32'])
})

describe('a range as its fewest prefixes', () => {
  test.each([
    ['10.0.0.10-10.0.0.49', ['10.0.0.10/31', '10.0.0.12/30', '10.0.0.16/28', '10.0.0.32/28', '10.0.0.48/31']],
    [
      '10.0.0.100-10.0.0.149',
      ['10.0.0.100/30', '10.0.0.104/29', '10.0.0.112/28', '10.0.0.128/28', '10.0.0.144/30', '10.0.0.148/31'],
    ],
    ['0.0.0.0-255.255.255.255', ['0.0.0.0/0']],
    ['::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['::/0']],
    ['255.255.255.255-255.255.255.255', ['255.255.255.255/32']],
    ['2001:db8::1-2001:db8::2', ['2001:db8::1/128', '2001:db8::2/128']],
    ['10.0.0.7', ['10.0.0.7/32']],
  ])('%s', (text, want) => {
    const range = parseAddressRange(text)
    expect(range && rangePrefixes(range).map(formatPrefix)).toEqual(want)
  })

  /** How few can do, by halving the whole line: a block inside the range is one prefix. */
  function fewest(first: bigint, last: bigint, from: bigint, to: bigint): number {
    if (to < first || from > last) return 0
    if (first <= from && to <= last) return 1
    const middle = (from + to) / 2n
    return fewest(first, last, from, middle) + fewest(first, last, middle + 1n, to)
  }

  test('they cover it exactly, without overlap, and no fewer would do', () => {
    const anyRange = fc.constantFrom<Family>(4, 6).chain((family) => {
      const end = lastAddress[family]
      const near = fc.oneof(fc.bigInt(0n, 70n), fc.bigInt(end - 70n, end), fc.bigInt(0n, end))
      return fc.tuple(fc.constant(family), near, near)
    })
    fc.assert(
      fc.property(anyRange, ([family, a, b]) => {
        const [first, last] = a < b ? [a, b] : [b, a]
        const list = prefixesOfRange(family, first, last)
        let next = first
        for (const prefix of list) {
          expect(prefix.value).toBe(next)
          expect(networkOf(prefix, prefix.length)).toEqual(prefix)
          next = lastOfPrefix(prefix) + 1n
        }
        expect(next).toBe(last + 1n)
        expect(list.length).toBe(fewest(first, last, 0n, lastAddress[family]))
      }),
      { numRuns },
    )
  })
})

describe('a range as people write it', () => {
  test.each([
    ['10.0.0.1-10.0.0.9', '10.0.0.1-10.0.0.9', 9n],
    ['10.0.0.1-10.0.0.1', '10.0.0.1', 1n],
    ['10.0.0.1', '10.0.0.1', 1n],
    ['2001:DB8::1-2001:db8::ff', '2001:db8::1-2001:db8::ff', 255n],
  ])('reads %s as %s', (given, want, size) => {
    const range = parseAddressRange(given)
    expect(range && formatAddressRange(range)).toBe(want)
    expect(range && rangeSize(range)).toBe(size)
  })

  const wrong = [
    '',
    '-',
    '10.0.0.1-',
    '-10.0.0.1',
    '10.0.0.9-10.0.0.1',
    '10.0.0.1-::1',
    '10.0.0.1 - 10.0.0.9',
    '10.0.0.1-9',
  ]
  test.each([...wrong, '10.0.0.0/24', '10.0.0.1-10.0.0.2-10.0.0.3'])('refuses %j', (text) => {
    expect(parseAddressRange(text)).toBeUndefined()
  })
})

test('the prefix of one address holds it alone', () => {
  for (const text of ['10.0.0.1', '2001:db8::1']) {
    const address = parseAddress(text)
    expect(address && formatPrefix(prefixOfAddress(address))).toBe(`${text}/${address?.family === 4 ? 32 : 128}`)
  }
})
