/** What the vendor's own examples let through, by the set engine and by the interpreter. */
import { describe, expect, test } from 'vitest'
import { hasPacket, unionPackets } from '@/lib/net/packet-set'
import { askedPacket } from '@/lib/testing/asked-packet'
import { smallRental } from '@/lib/testing/hetzner-firewalls'
import { admits } from '../admits'
import { decide } from '../decide'
import { hetznerOptions } from '../options'
import { publicPoints } from '../points'
import { readers } from '../read'
import { type Example, examples } from './examples'

const { site } = smallRental()
const points = publicPoints(site, hetznerOptions.parse({}))
const worker = { 4: '203.0.113.11', 6: '2001:db8:1::11' }

function textOf({ text, beside = '', selector = 'cluster=small,role=worker' }: Example): string {
  const applied = `  apply_to {\n    label_selector = "${selector}"\n  }\n`
  return `resource "hcloud_firewall" "worker" {\n  name = "workers"\n${applied}${text}}\n${beside}`
}

describe.each(Object.entries(examples))('%s', (_, example) => {
  const { allows, denies, source } = example
  const read = readers[0]?.read([{ path: 'a.tf', text: textOf(example) }], site)
  if (read === undefined || !read.ok) throw new Error(`${source}: ${read?.problems[0]?.message}`)
  const model = read.value

  test.each([...allows.map((asked) => [asked, 'allow'] as const), ...denies.map((asked) => [asked, 'deny'] as const)])(
    '%s: %s',
    (asked, want) => {
      const { packet, direction } = askedPacket(asked, worker)
      const at = points.find((point) => point.member === 'w-1' && point.direction === direction)
      if (at === undefined) throw new Error('no point')
      expect(decide(model, at, site, packet).verdict).toBe(want)
      const { ruled, always } = admits(model, at, site)
      const admitted = always.reduce((set, entry) => unionPackets(set, entry.packets), ruled)
      expect(hasPacket(admitted, packet)).toBe(want === 'allow')
    },
  )
})
