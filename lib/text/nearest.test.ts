import { expect, test } from 'vitest'
import { nearestWord } from './nearest'

const words = ['cp-1', 'cp-2', 'worker', 'controlplane', 'kubelet', 'kubernetes-api', 'web']

test.each([
  ['kubelt', 'kubelet'],
  ['kuebelet', 'kubelet'],
  ['Worker', 'worker'],
  ['workers', 'worker'],
  ['contorlplane', 'controlplane'],
  ['kubernetes', 'kubernetes-api'],
  ['cp1', 'cp-1'],
  ['wbe', 'web'],
  ['postgres', undefined],
  ['', undefined],
])('%j is meant as %j', (word, want) => {
  expect(nearestWord(word, words)).toBe(want)
})

test('the order of the candidates does not matter', () => {
  expect(nearestWord('cp-3', words)).toBe(nearestWord('cp-3', [...words].reverse()))
})

test('a word as long as a file is near to nothing, and takes no time', () => {
  expect(nearestWord('x'.repeat(20_000_000), words)).toBeUndefined()
})
