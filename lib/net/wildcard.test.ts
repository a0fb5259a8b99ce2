import { expect, test } from 'vitest'
import { formatAddress } from './address'
import { formatPrefix, parsePrefix } from './prefix'
import { parseWildcard, wildcardOf } from './wildcard'

test.each([
  ['10.0.0.0', '0.0.0.255', ['10.0.0.0/24']],
  ['10.0.0.77', '0.0.0.255', ['10.0.0.0/24']],
  ['10.0.0.77', '0.0.0.0', ['10.0.0.77/32']],
  ['1.2.3.4', '255.255.255.255', ['0.0.0.0/0']],
  // The second and fourth network of each eight.
  ['10.0.1.0', '0.0.2.255', ['10.0.1.0/24', '10.0.3.0/24']],
  ['10.0.0.1', '0.0.0.6', ['10.0.0.1/32', '10.0.0.3/32', '10.0.0.5/32', '10.0.0.7/32']],
])('%s %s covers %j', (address, mask, want) => {
  expect(parseWildcard(address, mask)?.map(formatPrefix)).toEqual(want)
})

test.each([
  ['10.0.0.0', '255.255.255.254'],
  ['10.0.0', '0.0.0.255'],
  ['10.0.0.0', '0.0.0.256'],
  ['2001:db8::', '0.0.0.255'],
])('%s %s is refused', (address, mask) => {
  expect(parseWildcard(address, mask)).toBeUndefined()
})

test.each([
  ['10.0.0.0/24', '0.0.0.255'],
  ['10.0.0.1/32', '0.0.0.0'],
  ['0.0.0.0/0', '255.255.255.255'],
  ['10.0.0.0/9', '0.127.255.255'],
])('the mask of %s is %s', (text, want) => {
  const prefix = parsePrefix(text)
  expect(prefix && formatAddress(wildcardOf(prefix))).toBe(want)
})
