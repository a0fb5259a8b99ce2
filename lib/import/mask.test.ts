import { expect, test } from 'vitest'
import { maskSecrets } from './mask'

test.each([
  ['a key in Base64', 'found dGhpc2lzYXNlY3JldGtleTEyMw== there', 'found … there'],
  ['a word of a product', 'PodSecurityConfiguration v1alpha1', 'PodSecurityConfiguration v1alpha1'],
  ['a word with a number', 'VersionTLS12 and NetworkRuleConfigv1alpha1', 'VersionTLS12 and NetworkRuleConfigv1alpha1'],
])('%s', (_, text, masked) => {
  expect(maskSecrets(text)).toBe(masked)
})

// A pattern that tries every way to cut a word would take for ever.
test.each([60, 100_000])('a word of %i letters that is none takes no time', (length) => {
  expect(maskSecrets(`${'a'.repeat(length)}!1`)).toBe('…')
})
