/** What configurations of stated meaning admit, by the set engine and by the interpreter. */
import { describe, expect, test } from 'vitest'
import { type Address, parseAddress } from '@/lib/net/address'
import { noAddresses, setOfPrefixes } from '@/lib/net/address-set'
import type { Arrival, Packet } from '@/lib/net/packet'
import { arrivalBlock, sourcesAt } from '@/lib/net/packet-row'
import { hasPacket, type PacketSet } from '@/lib/net/packet-set'
import { serviceOfPacket } from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { prefixes, siteWith, versionOf } from '@/lib/testing/talos-documents'
import { admits } from '../admits'
import type { TalosModel } from '../config'
import { decide } from '../decide'
import { readFiles } from '../read'
import { describeSources } from './described'
import { examples } from './examples'

const own = { 4: '10.0.0.11', 6: '2001:db8:0:1::11' }
const point: Point = {
  id: 'node/cp-1',
  place: 'guest',
  direction: 'ingress',
  member: 'cp-1',
  destinations: setOfPrefixes(prefixes('10.0.0.11/32', '2001:db8:0:1::11/128')),
}

function addressOf(text: string): Address {
  const address = parseAddress(text)
  if (address === undefined) throw new Error(`not an address: ${text}`)
  return address
}

function packetOf(source: string, destination: string, service: string, arrival: Arrival = 'wire'): Packet {
  const [protocol = '', detail = '0'] = service.split('/')
  const fields =
    protocol === 'icmp' || protocol === 'icmpv6'
      ? { protocol, icmpType: Number(detail) }
      : { protocol: protocol as 'tcp', port: Number(detail) }
  return { source: addressOf(source), destination: addressOf(destination), ...fields, arrival, phase: 'new' } as Packet
}

function modelOf(text: string, site: Site): TalosModel {
  const read = readFiles([{ path: 'talos/controlplane.patch.yaml', text }], site)
  if (!read.ok) throw new Error(read.problems[0]?.message)
  return read.value
}

function sourcesTo(set: PacketSet, family: 4 | 6, service: string): string {
  const packet = packetOf(own[family], own[family], service)
  const row = set.entries.find(({ destinations }) => destinations.bounds.length > 0 && hasFamily(destinations.bounds, family))
  return describeSources(row === undefined ? noAddresses : sourcesAt(row.row, serviceOfPacket(packet)))
}

function hasFamily(bounds: readonly bigint[], family: 4 | 6): boolean {
  return (bounds[0] ?? 0n) >= 1n << 32n === (family === 6)
}

describe('who reaches a port', () => {
  const cases = Object.entries(examples).flatMap(([name, { text, versions, reach }]) =>
    (versions ?? ['1.13.0']).map((version) => [name, version, text, reach] as const),
  )
  test.each(cases)('%s, Talos %s', (_name, version, text, reach) => {
    const site = siteWith({ talosVersion: versionOf(version) })
    const { ruled } = admits(modelOf(text, site), point, site)
    const found = Object.keys(reach).map((service) => [
      service,
      [sourcesTo(ruled, 4, service), sourcesTo(ruled, 6, service)],
    ])
    expect(Object.fromEntries(found)).toEqual(reach)
  })
})

const block = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n'
const everyone = '---\napiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: a\nportSelector:\n    ports:\n        - 443\n    protocol: tcp\ningress:\n    - subnet: 10.0.0.0/24\n'
const accept = everyone.replace('---\n', '').replace('443', '53').replace('tcp', 'udp')

/** Text, what differs from the usual site, the packet, and what is always so about it: an id of `always`, or nothing. */
const beyondRules: readonly (readonly [string, Partial<Site>, Packet, string | undefined])[] = [
  ['E7: pods ask the name server', {}, packetOf('10.244.1.5', '169.254.116.108', 'udp/53', 'pod'), 'host-dns'],
  ['services too, by tcp', {}, packetOf('10.96.0.10', '169.254.116.108', 'tcp/53', 'pod'), 'host-dns'],
  ['others do not', {}, packetOf('10.0.0.12', '169.254.116.108', 'udp/53'), undefined],
  ['and not before 1.8', { talosVersion: versionOf('1.7.6') }, packetOf('10.244.1.5', '169.254.116.108', 'udp/53', 'pod'), undefined],
  ['E7: pods reach services', {}, packetOf('10.244.1.5', '10.96.0.1', 'tcp/443', 'pod'), 'pods'],
  ['pods reach pods by any protocol', {}, packetOf('10.244.1.5', '10.244.2.6', 'sctp/5'), 'pods'],
  ['pods do not reach the node', {}, packetOf('10.244.1.5', own[4], 'tcp/443', 'pod'), undefined],
  ['the node reaches itself', {}, packetOf(own[4], own[4], 'tcp/2379', 'lo'), 'lo'],
  ['over KubeSpan all is open', { kubespan: true }, packetOf('10.0.0.12', own[4], 'tcp/2379', 'kubespan'), 'kubespan'],
  ['there is no KubeSpan without it', {}, packetOf('10.0.0.12', own[4], 'tcp/2379', 'kubespan'), undefined],
  ['over SideroLink all is open', { management: 'omni' }, packetOf('fd00::1', own[6], 'tcp/50000', 'siderolink'), 'siderolink'],
  ['there is no SideroLink without Omni', {}, packetOf('fd00::1', own[6], 'tcp/50000', 'siderolink'), undefined],
  ['echo is open', {}, packetOf('203.0.113.9', own[4], 'icmp/8'), 'icmp'],
  ['neighbour discovery is open', {}, packetOf('2001:db8:0:1::5', own[6], 'icmpv6/135'), 'icmp'],
  ['timestamps are not', {}, packetOf('203.0.113.9', own[4], 'icmp/13'), undefined],
  ['address masks are not', {}, packetOf('203.0.113.9', own[4], 'icmp/18'), undefined],
  ['they were before 1.11', { talosVersion: versionOf('1.10.0') }, packetOf('203.0.113.9', own[4], 'icmp/13'), 'icmp'],
  ['sctp is closed', {}, packetOf('10.0.0.12', own[4], 'sctp/5'), undefined],
  ['NodePorts are closed', {}, packetOf('203.0.113.9', own[4], 'tcp/30080'), undefined],
  ['the CNI opens them in place of kube-proxy', { kubeProxy: false }, packetOf('203.0.113.9', own[4], 'tcp/30080'), 'node-ports'],
  ['before 1.10 kube-proxy does', { talosVersion: versionOf('1.9.4') }, packetOf('203.0.113.9', own[4], 'udp/30080'), 'node-ports'],
  [
    'announced addresses are open',
    { announced: setOfPrefixes(prefixes('10.0.64.80/32')) },
    packetOf('203.0.113.9', '10.0.64.80', 'tcp/443'),
    'announced',
  ],
]

describe('what block mode admits by itself', () => {
  test.each(beyondRules)('%s', (_name, changes, packet, id) => {
    const site = siteWith(changes)
    const model = modelOf(block, site)
    const { ruled, always } = admits(model, point, site)
    const found = always.filter(({ packets }) => hasPacket(packets, packet)).map((open) => open.id)
    expect(found).toEqual(id === undefined ? [] : [id])
    expect(hasPacket(ruled, packet)).toBe(false)
    expect(decide(model, point, site, packet).verdict).toBe(id === undefined ? 'deny' : 'allow')
  })
})

const inAccept: readonly (readonly [string, Packet, string | undefined])[] = [
  ['sctp is open', packetOf('203.0.113.9', own[4], 'sctp/5'), 'other-protocols'],
  ['ICMP is open, timestamps too', packetOf('203.0.113.9', own[4], 'icmp/13'), 'icmp'],
  ['a rule for port 53 closes the name server to pods', packetOf('10.244.1.5', '169.254.116.108', 'udp/53', 'pod'), undefined],
  ['but not by tcp', packetOf('10.244.1.5', '169.254.116.108', 'tcp/53', 'pod'), 'host-dns'],
]

describe('what accept mode admits by itself', () => {
  test.each(inAccept)('%s', (_name, packet, id) => {
    const site = siteWith()
    const model = modelOf(accept, site)
    const found = admits(model, point, site).always.filter(({ packets }) => hasPacket(packets, packet))
    expect(found.map((open) => open.id)).toEqual(id === undefined ? [] : [id])
    expect(decide(model, point, site, packet).verdict).toBe(id === undefined ? 'deny' : 'allow')
  })

  test('never names the default action: tcp and udp are ruled', () => {
    const site = siteWith()
    const { ruled, always } = admits(modelOf(accept, site), point, site)
    const packet = packetOf('203.0.113.9', own[4], 'tcp/2379')
    expect(hasPacket(ruled, packet)).toBe(true)
    expect(always.some(({ packets }) => hasPacket(packets, packet))).toBe(false)
  })
})

test('replies pass block mode, whose rules follow conversations', () => {
  const site = siteWith()
  const reply: Packet = { ...packetOf('203.0.113.9', own[4], 'tcp/40000'), phase: 'reply' }
  expect(decide(modelOf(block, site), point, site, reply).verdict).toBe('allow')
})
