import { describe, expect, test } from 'vitest'
import { type NftItem, nftStatements, nftWord, readNft } from './nft'

function outline(items: readonly NftItem[]): string {
  return nftStatements(items)
    .map((statement) =>
      statement.map((item) => (item.kind === 'block' ? `{${outline(item.items)}}` : nftWord(item))).join(' '),
    )
    .join(' / ')
}

describe('words, blocks and statements', () => {
  test.each([
    ['a { b; c }', 'a {b / c}'],
    ['a\nb;;\n\nc', 'a / b / c'],
    ['a \\\nb', 'a b'],
    ['a # b { ; "\nc', 'a / c'],
    ['a "b # ; {" c', 'a "b # ; {" c'],
    ['10.0.0.0-10.0.0.9 ::-fe80:: 5/second ipv6-icmp $a', '10.0.0.0-10.0.0.9 ::-fe80:: 5/second ipv6-icmp $a'],
    ['a!=b a==b a=b', 'a != b a == b a = b'],
    ['-10 - 10+1', '- 10 - 10 + 1'],
    ['', ''],
  ])('%j', (text, want) => {
    const read = readNft(text)
    expect(read.ok ? outline(read.items) : read).toBe(want)
  })

  test('lines are counted over everything', () => {
    const read = readNft('a # x\n{\n b "c"\n} \\\n d')
    const words = read.ok ? read.items.flatMap((item) => (item.kind === 'word' ? [[item.text, item.line]] : [])) : []
    expect(words).toEqual([
      ['a', 1],
      ['d', 5],
    ])
  })
})

test.each([
  ['a }', 1, 'no brace is open'],
  ['a {\n {\n}', 1, 'never closed'],
  ['a\n"b\n"', 2, 'not closed on its line'],
  ['a\r\n', 1, 'carriage return'],
  ['a\n# b', 2, 'wants a line feed'],
  ['a # b\0\n', 1, 'has no place'],
  ['a\n%', 2, '"%" has no place'],
  ['a 🏰', 1, '"🏰" has no place'],
])('%j is refused', (text, line, message) => {
  expect(readNft(text)).toMatchObject({ ok: false, line, message: expect.stringContaining(message) })
})
