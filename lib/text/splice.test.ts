import { expect, test } from 'vitest'
import { spliceText } from './splice'

test.each([
  ['nothing', 'abc', [], 'abc'],
  [
    'in any order',
    'abcdef',
    [
      { start: 4, end: 5, by: 'X' },
      { start: 0, end: 1, by: '' },
    ],
    'bcdXf',
  ],
  [
    'an insertion before what goes at the same place',
    'abc',
    [
      { start: 1, end: 2, by: '' },
      { start: 1, end: 1, by: 'X' },
    ],
    'aXc',
  ],
  [
    'insertions at one place, in the order given',
    'ab',
    [
      { start: 1, end: 1, by: 'X' },
      { start: 1, end: 1, by: 'Y' },
    ],
    'aXYb',
  ],
  [
    'at both ends',
    'ab',
    [
      { start: 2, end: 2, by: '!' },
      { start: 0, end: 0, by: '¡' },
    ],
    '¡ab!',
  ],
])('%s', (_, text, splices, want) => {
  expect(spliceText(text, splices)).toBe(want)
})

test('what overlaps is a bug', () => {
  expect(() =>
    spliceText('abcd', [
      { start: 0, end: 2, by: '' },
      { start: 1, end: 3, by: '' },
    ]),
  ).toThrow(/overlap/)
})
