import { expect, test } from 'vitest'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from './markdown'

test.each([
  ['plain words', 'plain words'],
  ['a|b', 'a\\|b'],
  ['<b>', '\\<b\\>'],
  ['[x](javascript:1)', '\\[x\\]\\(javascript\\:1\\)'],
  ['https://evil.example', 'https\\://evil\\.example'],
  ['*_`', '\\*\\_\\`'],
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
