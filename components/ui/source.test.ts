import { expect, test } from 'vitest'
import { readSource } from './source'

test.each([
  ['https://docs.example/a#b', 'docs.example', 'https://docs.example/a#b'],
  ['https://github.com/a-b/c/blob/main/d.go#L3', 'a-b/c', 'https://github.com/a-b/c/blob/main/d.go#L3'],
  ['javascript:alert(1)', 'javascript:alert(1)', undefined],
  ['https://a b', 'https://a b', undefined],
  [
    'siderolabs/talos v1.13.9: pkg/constants.go (DefaultNTPServer)',
    'siderolabs/talos v1.13.9',
    'https://github.com/siderolabs/talos/blob/v1.13.9/pkg/constants.go',
  ],
  [
    'metallb/metallb: content/_index.md, requirements',
    'metallb/metallb',
    'https://github.com/metallb/metallb/blob/HEAD/content/_index.md',
  ],
  ['RFC 1191, RFC 4890', 'RFC 1191, RFC 4890', 'https://www.rfc-editor.org/rfc/rfc1191'],
  ['the design itself', 'the design itself', undefined],
])('%s', (source, label, href) => {
  expect(readSource(source)).toEqual({ label, href })
})
