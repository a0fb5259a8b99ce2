import { expect, test } from 'vitest'
import { unionOptions } from './union-options'

test.each<[string, unknown, unknown, unknown]>([
  [
    'names of both',
    { interfaces: { a: 'opt1' } },
    { interfaces: { b: 'opt2' } },
    { interfaces: { b: 'opt2', a: 'opt1' } },
  ],
  [
    'of one name, what holds at the end',
    { interfaces: { a: 'opt1' } },
    { interfaces: { a: 'opt2' } },
    { interfaces: { a: 'opt2' } },
  ],
  ['lists of both', { subnets: ['a', 'b'] }, { subnets: ['b', 'c'] }, { subnets: ['b', 'c', 'a'] }],
  ['all, where one leaves the list out', { subnets: ['a'] }, {}, { subnets: undefined }],
  ['all, where the other does', {}, { subnets: ['a'] }, { subnets: undefined }],
  ['what only one can be, at the end', { version: '25.7' }, { version: '26.1' }, { version: '26.1' }],
  ['what the new one leaves out', { environment: 'prod' }, {}, { environment: 'prod' }],
])('holds %s', (_, before, after, want) => {
  expect(unionOptions(before, after)).toEqual(want)
})
