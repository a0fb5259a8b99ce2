/**
 * Faulty text: what is read here, nft takes too. The other way round is not asked: much of what nft takes is refused here,
 * because it is not interpreted.
 */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawn } from '@/lib/testing/draw'
import { faultOf } from '@/lib/testing/mutate'
import { mutateText } from '@/lib/testing/mutate-text'
import { nftLacks, nftSays } from '@/lib/testing/nft-command'
import { siteOfNode } from '@/lib/testing/nftables-files'
import { sampleCount, seed } from '@/lib/testing/samples'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { install } from './install'
import { nftablesReaders } from './read'
import { nftables } from './target'

const { site } = siteOfNode(['10.0.0.11'])
const { files } = subjectOf(nftables as Filter, readExample('dual-stack-onprem'))
/** Short enough that a fault is likely to hit something that matters. */
const seeds = [
  ...files.map(({ text }) => text),
  'define a = { 10.0.0.1, 10.1.0.0/16 }\ntable inet t {\n  chain c {\n    type filter hook input priority mangle - 5; policy drop;\n    iif lo accept\n    ct state established,related accept\n    ip saddr $a tcp dport { 80, 90-99 } counter accept comment "x"\n    icmp type { echo-request, 13 } limit rate 5/second burst 3 packets accept\n    iifname != { lo, kubespan } meta l4proto { tcp, 17 } log prefix "p" level info reject\n  }\n}\n',
  'table inet t\ndelete table inet t\nadd table inet t\nflush table inet t\ntable inet t {\n  chain c {\n    type filter hook prerouting priority -110; policy accept;\n    fib daddr type != local accept\n    meta nfproto ipv6 udp dport 53 drop\n    ip6 daddr { ::1, 2001:db8::-2001:db8::f } accept;\n  }\n  chain d { accept; }\n}\n',
  'table inet t {\n  chain web {\n    tcp dport { 80, 443 } accept\n  }\n  chain c {\n    type filter hook input priority 0; policy drop;\n    ct state established accept\n    ip saddr 10.0.0.0/8 ip protocol tcp jump web\n    jump web\n  }\n}\n',
]

function isTaken(text: string): boolean {
  const read = nftablesReaders[0]?.read([{ path: 'nftables/controlplane.nft', text }], site)
  // What is refused for the sake of a verdict, and not of syntax, is fine with nft.
  return (
    read?.ok === true &&
    (install(undefined, read.value, site).ok ||
      /passes on|answers/.test(JSON.stringify(install(undefined, read.value, site).problems)))
  )
}

const lack = nftLacks()

describe.runIf(lack === undefined)('nft', () => {
  test('takes whatever is read here', { timeout: 900_000 }, () => {
    const texts = fc.sample(
      drawn((draw) => {
        const text = draw.pick(seeds)
        return draw.chance(50) ? mutateText(draw, text) : (faultOf(text, draw)?.text ?? text)
      }),
      { numRuns: sampleCount(250, 5000), seed: seed() },
    )
    const count = { taken: 0, refused: 0 }
    for (const text of texts) {
      if (!isTaken(text)) {
        count.refused++
        continue
      }
      count.taken++
      expect(nftSays(text).slice(0, 400), text).toBe('')
    }
    console.log(`nftables: faulty texts read here and taken by nft ${count.taken}, refused here ${count.refused}`)
    expect(count.taken).toBeGreaterThan(count.refused / 10)
  })
})
