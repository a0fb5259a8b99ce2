import { expect, test } from 'vitest'
import { readCsv } from './read-csv'

test.each<[string, string, string[][]]>([
  [
    'plain cells',
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['no line end at the end', 'a,b', [['a', 'b']]],
  [
    'empty cells',
    'a,,\n,\n',
    [
      ['a', '', ''],
      ['', ''],
    ],
  ],
  ['blank lines', 'a\n\nb\n', [['a'], [], ['b']]],
  ['line ends of Windows', 'a,b\r\nc\r\n', [['a', 'b'], ['c']]],
  ['quotes', '"a,b","c ""d"" e"\n', [['a,b', 'c "d" e']]],
  ['a line end between quotes', '"a\nb",c\nd\n', [['a\nb', 'c'], ['d']]],
  ['blanks before a quote', 'a, "b,c"\n', [['a', 'b,c']]],
  ['what follows a quote', '"a"b,c\n', [['ab', 'c']]],
  ['a quote that does not begin the cell', 'a"b,c"\n', [['a"b', 'c"']]],
  ['a backslash before a quote', '"a\\"b",c\n', [['a\\"b', 'c']]],
  ['a backslash before a backslash', '"a\\\\",b\n', [['a\\\\', 'b']]],
  ['a backslash before a line end', '"a\\\nb",c\n', [['a\\\nb', 'c']]],
  ['a line of nothing but quotes', 'a\n""\n', [['a'], ['']]],
  ['half a line end of Windows', 'a,\r,b\rc\r\r\n\r"d,e"\r', [['a', '', 'b\rc'], ['d,e']]],
  ['a quote that never ends', 'a,"b\nc,d\n', [['a', 'b\nc,d\n']]],
  ['nothing', '', []],
])('%s', (_, text, rows) => {
  expect(readCsv(text, ',').map(({ cells }) => [...cells])).toEqual(rows)
})

test('names the line on which a row begins, and takes another separator', () => {
  expect(readCsv('a;"b\n\nc"\n;d\n', ';').map(({ line, cells }) => [line, ...cells])).toEqual([
    [1, 'a', 'b\n\nc'],
    [4, '', 'd'],
  ])
})
