/** What a router sees, by the sentences of SPEC 4 rather than by its sets. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { setHas } from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import { readAddress } from '@/lib/net/text-cache'
import { readExample } from '@/lib/testing/subject'
import { universeAt } from '@/lib/verify/universe'
import { buildSite } from './build-site'
import { pointsOnRoute } from './route'
import { type InterfaceKeys, routerPoints } from './router-points'

const outside = { source: [], destination: [] }

function packet(from: string, to: string): Packet {
  const [source, destination] = [from, to].map(readAddress)
  if (source === undefined || destination === undefined) throw new Error(`${from} -> ${to}`)
  return { source, destination, protocol: 'tcp', port: 443, arrival: 'wire', phase: 'new' }
}

function siteOf(name: string, change: Partial<DesignInput> = {}) {
  return buildSite(readExample(name, change))
}

/** Ids of the points that see the packet, without their beginning. */
function seenAt(site: ReturnType<typeof siteOf>, keys: InterfaceKeys, from: string, to: string): string[] {
  const points = routerPoints(site, keys)
  const seen = pointsOnRoute(points, packet(from, to), outside, site)
  // What is asked and what is proved are the same packets.
  const proved = points.filter((point) => hasPacket(universeAt(point, site), packet(from, to)))
  expect(seen).toEqual(proved)
  return seen.map(({ id }) => id.replace('interface/', ''))
}

describe('dual-stack-onprem, all three networks joined', () => {
  const site = siteOf('dual-stack-onprem')
  const keys = { control: 'opt2', workers: 'opt3', edge: 'opt4' }
  test.each([
    ['between networks of the cluster: where it comes in, once', '10.20.0.11', '10.20.4.10', ['opt2']],
    ['within one network: nowhere', '10.20.4.10', '10.20.7.201', []],
    ['within one network, IPv6', '2001:db8:20:4::1', '2001:db8:20:4::201', []],
    ['from a joined network without machines', '10.20.64.9', '10.20.0.11', ['opt4']],
    ['into a joined network without machines: as what a machine sends', '10.20.0.11', '10.20.64.9', ['opt2/egress']],
    ['from somebody in no joined network: anywhere', '203.0.113.9', '10.20.0.11', ['opt2', 'opt3', 'opt4', 'other']],
    ['from a machine to the world', '10.20.7.201', '203.0.113.9', ['opt3/egress']],
    ['from a host that is no machine to the world', '10.20.0.200', '203.0.113.9', []],
    [
      'to an announced address from the world, IPv6',
      '2001:db8:ffff::9',
      '2001:db8:20:4::1:10',
      ['opt2', 'opt3', 'opt4', 'other'],
    ],
    ['to an announced address from the world, IPv4', '203.0.113.9', '10.20.6.10', ['opt2', 'opt3', 'opt4', 'other']],
    ['link-local addresses never', '169.254.0.9', '10.20.0.11', []],
    ['nor to one', '203.0.113.9', '169.254.0.9', []],
    ['between strangers never', '203.0.113.9', '198.51.100.9', []],
  ])('%s', (_, from, to, want) => {
    expect(seenAt(site, keys, from, to)).toEqual(want)
  })
})

test('a network that is not joined is behind somebody else', () => {
  const site = siteOf('dual-stack-onprem')
  const keys = { control: 'opt2' }
  expect(seenAt(site, keys, '10.20.4.10', '10.20.0.11')).toEqual(['opt2', 'other'])
  expect(seenAt(site, keys, '203.0.113.9', '10.20.4.10')).toEqual([])
  expect(seenAt(site, keys, '10.20.0.11', '10.20.4.10')).toEqual(['opt2/egress'])
  // Announced in a network of another router: its to judge.
  expect(seenAt(site, keys, '203.0.113.9', '10.20.6.10')).toEqual([])
})

test('two networks on one interface are routed between', () => {
  const site = siteOf('dual-stack-onprem')
  const keys = { control: 'opt2', workers: 'opt2' }
  expect(seenAt(site, keys, '10.20.4.10', '10.20.0.11')).toEqual(['opt2'])
  expect(seenAt(site, keys, '10.20.0.12', '10.20.0.11')).toEqual([])
})

test('without a network of machines there is nothing to decide', () => {
  const site = siteOf('dual-stack-onprem')
  expect(routerPoints(site, {})).toEqual([])
  expect(routerPoints(site, { edge: 'opt4' })).toEqual([])
  expect(routerPoints(site, { nowhere: 'opt9' })).toEqual([])
})

test('routed pods are behind the router, and send through it', () => {
  const site = siteOf('dual-stack-onprem', { cni: { plugin: 'calico', transport: 'bgp' } })
  const keys = { control: 'opt2', workers: 'opt3' }
  expect(seenAt(site, keys, '203.0.113.9', '10.244.1.1')).toEqual(['opt2', 'opt3', 'other'])
  expect(seenAt(site, keys, '10.244.1.1', '203.0.113.9')).toEqual(['opt2/egress', 'opt3/egress'])
  expect(seenAt(site, keys, '10.244.1.1', '10.244.2.2')).toEqual(['opt2', 'opt3', 'other'])
})

test('a shared address outside of every network is behind the router', () => {
  const site = siteOf('dual-stack-onprem', { kubernetes: { vip: '192.0.2.10' } })
  const [point] = routerPoints(site, { control: 'opt2' })
  const vip = readAddress('192.0.2.10')
  expect(point !== undefined && vip !== undefined && setHas(point.destinations, vip)).toBe(true)
})

test('interfaces come in numeric order', () => {
  const site = siteOf('dual-stack-onprem')
  const ids = routerPoints(site, { control: 'opt10', workers: 'opt2', edge: 'lan' }).map(({ id }) => id)
  expect(ids).toEqual(
    ['lan', 'opt2', 'opt2/egress', 'opt10', 'opt10/egress', 'other'].map((name) => `interface/${name}`),
  )
})
