import { expect, test } from 'vitest'
import { quoteShell } from './shell'

test.each([
  ['talos/worker.patch.yaml', 'talos/worker.patch.yaml'],
  ['2001:db8::1', '2001:db8::1'],
  ['a b', "'a b'"],
  ['', "''"],
  ["it's", "'it'\\''s'"],
  ['$(id)', "'$(id)'"],
  ['~/x', "'~/x'"],
])('%j is written as %s', (text, want) => {
  expect(quoteShell(text)).toBe(want)
})
