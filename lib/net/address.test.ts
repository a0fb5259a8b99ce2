import { isIP } from 'node:net'
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, test } from 'vitest'
import { sampleCount } from '../testing/samples'
import { type Address, compareAddresses, type Family, formatAddress, lastAddress, parseAddress } from './address'

const numRuns = sampleCount(2_000, 200_000)

const read: readonly (readonly [text: string, family: Family, value: bigint])[] = [
  ['0.0.0.0', 4, 0n],
  ['10.0.0.1', 4, 0x0a000001n],
  ['255.255.255.255', 4, 0xffffffffn],
  ['::', 6, 0n],
  ['::1', 6, 1n],
  ['1::', 6, 1n << 112n],
  ['2001:DB8::A', 6, (0x20010db8n << 96n) | 10n],
  ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
  ['1:2:3:4:5:6:7::', 6, 0x00010002000300040005000600070000n],
  ['::2:3:4:5:6:7:8', 6, 0x00000002000300040005000600070008n],
  ['0001:0002::00ff', 6, (0x00010002n << 96n) | 0xffn],
  ['::ffff:10.0.0.1', 6, 0xffff0a000001n],
  ['64:ff9b::192.0.2.33', 6, (0x0064ff9bn << 96n) | 0xc0000221n],
  ['1:2:3:4:5:6:1.2.3.4', 6, 0x00010002000300040005000601020304n],
]

test.each(read)('reads %s', (text, family, value) => {
  expect(parseAddress(text)).toEqual({ family, value })
})

// Each of these is read by some product as some address; no two agree on which.
const refused = [
  '010.0.0.1', // octal in inet_aton
  '10.1', // 10.0.0.1 in inet_aton
  '167772161',
  '0x7f.0.0.1',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.',
  '1.2.3.256',
  '1.2.3.+4',
  '1.2.3.４', // a digit, but not an ASCII one
  ' 10.0.0.1',
  '10.0.0.1 ',
  '10.0.0.1\n',
  '10.0.0.1/32',
  '',
  ':',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '::1:2:3:4:5:6:7:8',
  ':1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:',
  '12345::',
  '::g',
  '::1%eth0', // a zone names an interface of one machine
  'fe80::1%1',
  '[::1]',
  '::1.2.3',
  '::1.2.3.04',
  '1.2.3.4::',
  '::1.2.3.4:5',
  '1:2:3:4:5:6:7:1.2.3.4',
  '::ffff:0x7f.1',
]

test.each(refused)('refuses %j', (text) => {
  expect(parseAddress(text)).toBeUndefined()
})

// RFC 5952 section 4, and its examples.
const written: readonly (readonly [given: string, want: string])[] = [
  ['2001:0db8::0001', '2001:db8::1'],
  ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:DB8::AAAA', '2001:db8::aaaa'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['1:0:0:0:0:0:0:0', '1::'],
  ['1:2:3:4:5:6:7:0', '1:2:3:4:5:6:7:0'],
  ['0:2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
  ['192.0.2.1', '192.0.2.1'],
]

test.each(written)('writes %s as %s', (given, want) => {
  const address = parseAddress(given)
  expect(address && formatAddress(address)).toBe(want)
})

const anyAddress: fc.Arbitrary<Address> = fc.oneof(
  fc.bigInt(0n, lastAddress[4]).map((value) => ({ family: 4 as const, value })),
  // Many groups of zeros, so that every shape of `::` comes up.
  fc
    .array(fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
      minLength: 8,
      maxLength: 8,
    })
    .map((groups) => ({ family: 6 as const, value: groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n) })),
)

describe('against other implementations', () => {
  test('writes what ipaddr.js writes, and both read it back', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const text = formatAddress(address)
        const other = ipaddr.parse(text)
        expect(other instanceof ipaddr.IPv6 ? other.toRFC5952String() : other.toString()).toBe(text)
        expect(other.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)).toBe(address.value)
        expect(parseAddress(text)).toEqual(address)
      }),
      { numRuns },
    )
  })

  // What looks like an address, and often is one.
  const group = fc.oneof(
    fc.constant('0'),
    fc.constant(''),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdefABg'), minLength: 1, maxLength: 5 }),
  )
  const quad = fc
    .array(fc.oneof(fc.integer({ min: 0, max: 300 }).map(String), fc.constantFrom('01', '', '0x1')), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => parts.join('.'))
  const lookalike = fc.oneof(
    quad,
    fc
      .tuple(fc.array(group, { minLength: 1, maxLength: 9 }), fc.option(quad))
      .map(([groups, tail]) => [...groups, ...(tail === null ? [] : [tail])].join(':')),
    fc
      .tuple(fc.array(group, { maxLength: 5 }), fc.array(group, { maxLength: 4 }))
      .map(([head, tail]) => `${head.join(':')}::${tail.join(':')}`),
  )

  test('accepts exactly what Node.js accepts, and reads it as ipaddr.js does', () => {
    let accepted = 0
    fc.assert(
      fc.property(lookalike, (text) => {
        const address = parseAddress(text)
        expect(address?.family ?? 0).toBe(isIP(text))
        if (address === undefined) return
        accepted++
        expect(
          ipaddr
            .parse(text)
            .toByteArray()
            .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
        ).toBe(address.value)
      }),
      { numRuns },
    )
    expect(accepted).toBeGreaterThan(numRuns / 20)
  })
})

test('IPv4 comes first, then numbers count', () => {
  const sorted = ['9.0.0.0', '10.0.0.0', '10.0.0.1', '::', '::2', '::10']
  const addresses = sorted.flatMap((text) => parseAddress(text) ?? [])
  expect([...addresses].reverse().sort(compareAddresses).map(formatAddress)).toEqual(sorted)
})
