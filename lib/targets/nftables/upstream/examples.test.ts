/** What rulesets of stated meaning let through, by the set engine and by the interpreter. */
import { describe, expect, test } from 'vitest'
import { packetOf, readTexts, siteOfNode } from '@/lib/testing/nftables-files'
import { unionPackets, hasPacket } from '@/lib/net/packet-set'
import { admits } from '../admits'
import { decide } from '../decide'
import { examples } from './examples'

const { site, point } = siteOfNode(['10.3.4.5', '2001:db8:3::5'])

describe.each(Object.entries(examples))('%s', (_, { text, accepts, drops }) => {
  const model = readTexts({ 'nftables/controlplane.nft': text }, site)
  const { ruled, always } = admits(model, point, site)
  const admitted = always.map(({ packets }) => packets).reduce(unionPackets, ruled)

  test.each([...accepts.map((asked) => [asked, 'allow'] as const), ...drops.map((asked) => [asked, 'deny'] as const)])(
    '%s: %s',
    (asked, want) => {
      const packet = packetOf(asked, site)
      expect(decide(model, point, site, packet).verdict).toBe(want)
      expect(hasPacket(admitted, packet)).toBe(want === 'allow')
    },
  )
})
