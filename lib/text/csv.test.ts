import { expect, test } from 'vitest'
import { writeCsv } from './csv'

test.each([
  ['plain', 'plain'],
  ['10.0.0.0/8 10.1.0.0/16', '10.0.0.0/8 10.1.0.0/16'],
  ['a,b', '"a,b"'],
  ['say "hello"', '"say ""hello"""'],
  ["=HYPERLINK('x')", `"'=HYPERLINK('x')"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  [' =1+1', `"' =1+1"`],
  ['two\nlines\ttabbed', 'two lines tabbed'],
  ['\t=1', `"' =1"`],
  [' edge ', '" edge "'],
])('a cell of %j', (text, want) => {
  expect(writeCsv([[text]])).toBe(`${want}\n`)
})

test('rows end with a line feed', () => {
  expect(
    writeCsv([
      ['a', 'b'],
      ['c', ''],
    ]),
  ).toBe('a,b\nc,\n')
})
