/** What the vendors' own examples let through, by the set engine and by the interpreter. */
import { describe, expect, test } from 'vitest'
import { hasPacket, unionPackets } from '@/lib/net/packet-set'
import { askedPacket } from '@/lib/testing/asked-packet'
import { smallSite } from '@/lib/testing/security-groups'
import { admits } from '../admits'
import { decide } from '../decide'
import { awsOptions } from '../options'
import { nicPoints } from '../points'
import { readers } from '../read'
import { examples } from './examples'

const site = smallSite({
  subnets: [
    { name: 'a', cidrs: ['10.0.1.0/24', '2001:db8:1::/64'] },
    { name: 'b', cidrs: ['10.0.2.0/24', '2001:db8:2::/64'] },
  ],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'a', addresses: ['10.0.1.1', '2001:db8:1::1'] },
    { name: 'w-1', role: 'worker', subnet: 'b', addresses: ['10.0.2.1', '2001:db8:2::1'] },
  ],
  pools: [],
})
const points = nicPoints(site, awsOptions.parse({}))
const groups = 'resource "aws_security_group" "control_plane" {}\nresource "aws_security_group" "worker" {}\n'

const worker = { 4: '10.0.2.1', 6: '2001:db8:2::1' }

describe.each(Object.entries(examples))('%s', (_, { text, allows, denies, source }) => {
  const read = readers[0]?.read([{ path: 'a.tf', text: groups + text }], site)
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
      expect(hasPacket(always.reduce((set, entry) => unionPackets(set, entry.packets), ruled), packet)).toBe(want === 'allow')
    },
  )
})
