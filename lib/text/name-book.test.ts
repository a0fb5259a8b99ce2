import { expect, test } from 'vitest'
import { makeNameBook, shorten, slugOf } from './name-book'

test.each([
  ['prod-fra', '-', 'prod-fra'],
  ['prod-fra', '_', 'prod_fra'],
  ['  Zürich & Bern!', '-', 'z-rich-bern'],
  ['東京', '_', ''],
] as const)('%s with %s', (text, separator, want) => {
  expect(slugOf(text, separator)).toBe(want)
})

test('a word that is too long keeps its beginning and differs from others that begin like it', () => {
  const [one, other] = ['kubernetes-api-of-the-first', 'kubernetes-api-of-the-second'].map((word) =>
    shorten(word, 16, '-'),
  )
  expect(one?.startsWith('kubernetes')).toBe(true)
  expect(one?.length).toBeLessThanOrEqual(16)
  expect(one).not.toBe(other)
})

test('the same contents have one name, others another, and all of them fit', () => {
  const { name } = makeNameBook('pcl-', 12, '-')
  const first = name('a', ['workers', 'worker nodes'])
  expect(first).toBe('pcl-workers')
  expect(name('a', ['something else'])).toBe(first)
  expect(name('b', ['workers', 'nodes'])).toBe('pcl-nodes')
  const many = Array.from({ length: 200 }, (_, index) => name(`contents ${index}`, ['workers']))
  expect(new Set([first, ...many]).size).toBe(201)
  expect(many.filter((one) => one.length > 12 || !/^pcl-[a-z0-9-]+$/.test(one))).toEqual([])
})
