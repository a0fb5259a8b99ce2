import { expect, test } from 'vitest'
import { isSameValue } from './same-value'

const nodes = [
  { name: 'cp-1', addresses: ['10.0.0.1'], nics: [] },
  { name: 'w-1', count: { min: 1, max: 2 } },
]

test.each([
  ['a copy', nodes, structuredClone(nodes), true],
  ['fields in another order', { a: 1, b: [] }, { b: [], a: 1 }, true],
  ['an entry more', ['10.0.0.1'], ['10.0.0.1', '10.0.0.2'], false],
  ['entries in another order', [1, 2], [2, 1], false],
  ['a field more', { a: 1 }, { a: 1, b: undefined }, false],
  ['another field without a value', { a: undefined }, { b: undefined }, false],
  ['a list and an object', [], {}, false],
  ['an object and a list', {}, [], false],
  ['nothing and an object', null, {}, false],
  ['a text and a number', '1', 1, false],
  ['deep inside', { a: [{ b: [1, { c: 2 }] }] }, { a: [{ b: [1, { c: 3 }] }] }, false],
])('%s', (_, a, b, same) => {
  expect(isSameValue(a, b)).toBe(same)
})
