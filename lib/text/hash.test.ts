import { expect, test } from 'vitest'
import { hashText } from './hash'

test('is the same every time, and a number of 32 bits', () => {
  expect(hashText('pcl')).toBe(hashText('pcl'))
  expect(Number.isInteger(hashText('')) && hashText('') >= 0 && hashText('') < 2 ** 32).toBe(true)
})

test('spreads texts that differ in one sign', () => {
  const hashes = Array.from({ length: 20_000 }, (_, index) => hashText(`rule/${index}`))
  expect(new Set(hashes).size).toBeGreaterThan(19_990)
  const buckets = new Set(hashes.map((hash) => hash % 1000))
  expect(buckets.size).toBe(1000)
})
