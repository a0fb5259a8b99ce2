import { expect, test } from 'vitest'
import { looksLikeDesign, looksLikeLink } from './looks-like-design'

test.each([
  ['YAML', 'version: 1\nname: a\nsubnets:\n', true],
  ['YAML with line ends of Windows', '# mine\r\nversion: 1\r\nsubnets: []\r\n', true],
  ['JSON', '{"version":1,"subnets":[]}', true],
  ['JSON with room', '{\n\n\t"version" : 1 ,\n\n  "subnets" : []\n}', true],
  ['a machine configuration', 'version: v1alpha1\nmachine:\n  subnets: []\n', false],
  ['a list of VPCs', '- version: 1\n  subnets: []\n', false],
])('%s', (_, text, is) => {
  expect(looksLikeDesign(text)).toBe(is)
})

test.each([
  ['a whole link', ' https://example.net/#d=1.AA \n', true],
  ['a link with a side', 'https://example.net/compare/#before&d=1.AA', true],
  ['the fragment', '#d=1.AA', true],
  ['a link to nothing', '#d=', false],
  ['a link and words', 'see #d=1.AA', false],
  ['a link and words after it', '#d=1.AA please', false],
])('%s', (_, text, is) => {
  expect(looksLikeLink(text)).toBe(is)
})

// Each is asked on the page itself, of whatever is dropped there.
test.each([
  ['empty lines', '\n'.repeat(1_000_000)],
  ['blanks', ' '.repeat(1_000_000)],
  ['quotes', '"\''.repeat(500_000)],
  ['the start of a link over and over', `#${'d='.repeat(500_000)} x`],
])('a million characters take no time: %s', (_, text) => {
  expect([looksLikeDesign(text), looksLikeLink(text)]).toEqual([false, false])
})
