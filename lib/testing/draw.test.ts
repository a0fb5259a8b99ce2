import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawn } from './draw'

const number = drawn((draw) => draw.between(0, 1_000_000_000))
const three = drawn((draw) => [draw.value(() => number), draw.value(() => number), draw.between(0, 1_000_000_000)])

describe('values drawn side by side differ', () => {
  test.each([
    ['in a tuple', fc.tuple(number, number, number)],
    ['in a list', fc.array(number, { minLength: 3, maxLength: 3 })],
    ['inside another', three],
  ])('%s', (_, arbitrary: fc.Arbitrary<number[]>) => {
    const drawnLists = fc.sample(arbitrary, { numRuns: 200, seed: 7 })
    const alike = drawnLists.filter((list) => new Set(list).size < list.length)
    expect(alike).toEqual([])
  })
})

test('values shrink', () => {
  const failing = fc.check(
    fc.property(number, number, (a, b) => a + b < 1000),
    { seed: 7 },
  )
  expect(failing.failed).toBe(true)
  const [a = 0, b = 0] = failing.counterexample ?? []
  expect(a + b).toBe(1000)
})
