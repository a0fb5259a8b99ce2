import { expect, test } from 'vitest'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from './markdown'

test.each([
  ['plain words, 10.0.0.0/8: a - b (c) + d = e!', 'plain words, 10.0.0.0/8: a - b (c) + d = e!'],
  ['a|b', 'a\\|b'],
  ['<b>', '\\<b>'],
  ['[x](javascript:1)', '\\[x\\](javascript:1)'],
  ['![x](y)', '!\\[x\\](y)'],
  ['see https://evil.example', 'see https\\://evil.example'],
  ['www.evil.example', 'www\\.evil.example'],
  ['*_`~$', '\\*\\_\\`\\~\\$'],
  ['&amp; &#124; a & b', '\\&amp; \\&#124; a & b'],
  ['# no heading', '\\# no heading'],
  ['- no item', '\\- no item'],
  ['> no quote', '\\> no quote'],
  ['1. no item', '1\\. no item'],
  ['--- no rule', '\\--- no rule'],
  ['one\ntwo', 'one two'],
])('prose %j', (text, want) => {
  expect(escapeMarkdown(text)).toBe(want)
})

test.each([
  ['cp-1', '`cp-1`'],
  ['a|b', 'a\\|b'],
  ['a\\|b', 'a\\\\\\|b'],
  ['a`b', '`` a`b ``'],
  ['`', '`` ` ``'],
  ['a\nb', '`a b`'],
  ['', ''],
])('code %j', (text, want) => {
  expect(markdownCode(text)).toBe(want)
})

test('a table has one row a line, whatever the cells hold', () => {
  const table = writeMarkdownTable(['Name'], [[markdownCode('a|\n|b')], [escapeMarkdown('| x |')]])
  expect(table.trimEnd().split('\n')).toHaveLength(4)
})
