/** The set engine against the plain interpreter, on one packet for each cell of the cut at every bound. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Address, lastAddress } from '@/lib/net/address'
import { setOfPrefixes } from '@/lib/net/address-set'
import { arrivals, formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket, isEmptyPacketSet } from '@/lib/net/packet-set'
import { lastOfPrefix, parsePrefix } from '@/lib/net/prefix'
import { packetFieldsOfService, protocolBlock } from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { type Draw, drawn } from '@/lib/testing/draw'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount, seed } from '@/lib/testing/samples'
import {
  drawFirewall,
  drawnSubnets,
  prefixes,
  siteWith,
  versionBands,
  versionOf,
  writeFirewall,
} from '@/lib/testing/talos-documents'
import type { Admitted } from '../target'
import { admits } from './admits'
import type { TalosModel } from './config'
import { decide } from './decide'
import { readFiles } from './read'

function pointOf(site: Site, name: string): Point {
  const own = site.members.find((member) => member.name === name)?.own ?? setOfPrefixes([])
  return { id: `node/${name}`, place: 'guest', direction: 'ingress', member: name, destinations: own }
}

function drawSite(draw: Draw): Site {
  return siteWith({
    talosVersion: versionOf(draw.pick(versionBands)),
    kubeProxy: draw.chance(60),
    kubespan: draw.chance(30),
    management: draw.chance(30) ? 'omni' : 'talosctl',
    podPrefixes: draw.chance(50) ? prefixes('10.244.0.0/16') : prefixes('10.244.0.0/16', 'fc00:db8:10::/56'),
    announced: draw.chance(30) ? setOfPrefixes(prefixes('10.0.64.80/32', '2001:db8:9::80/128')) : setOfPrefixes([]),
  })
}

const scene = drawn((draw) => ({
  site: drawSite(draw),
  firewall: drawFirewall(draw),
  layout: { indent: draw.pick([2, 4] as const), comments: draw.chance(30) },
  member: draw.pick(['cp-1', 'worker-1']),
  start: draw.between(0, 28),
}))

const extraTexts = [
  '10.0.64.80/32',
  '2001:db8:9::80/128',
  '169.254.116.108/32',
  'fd54:616c:6f73:0:204f:5320:444e:531/128',
]

/** The first address of every prefix and the one after it: every cell of the address line starts at one of them. */
function edges(site: Site, texts: readonly string[]): Address[] {
  const known = texts.flatMap((text) => parsePrefix(text) ?? [])
  const found = new Map<string, Address>()
  const all = [...known, ...site.podPrefixes, ...site.servicePrefixes, ...site.members.flatMap((m) => m.sources)]
  for (const { family, value, ...prefix } of all) {
    for (const edge of [value, lastOfPrefix({ family, value, ...prefix }) + 1n]) {
      if (edge <= lastAddress[family]) found.set(`${family} ${edge}`, { family, value: edge })
    }
  }
  return [...found.values()]
}

const ports = [0, 1, 22, 23, 53, 54, 79, 80, 91, 443, 444, 2379, 2381, 6443, 10250, 10251, 29999, 30000, 31000, 31001]
const lastPorts = [32767, 32768, 50000, 50001, 50002, 60000, 65534, 65535]
const services = [
  ...[6, 17].flatMap((protocol) => [...ports, ...lastPorts].map((port) => protocol * protocolBlock + port)),
  ...[0, 8, 13, 14, 15, 17, 18].flatMap((type) => [1, 58].map((protocol) => protocol * protocolBlock + type * 256)),
  ...[0, 4, 47, 50, 112, 132, 255].map((protocol) => protocol * protocolBlock),
]

/** Every 29th cell from a drawn one on: over the runs all kinds meet all, and a run stays short. */
function* someCells(site: Site, start = 0): Generator<Packet> {
  const sources = edges(site, drawnSubnets)
  const destinations = edges(site, extraTexts)
  const axes = [destinations, sources, services, arrivals] as const
  const count = axes.reduce((product, axis) => product * axis.length, 1)
  for (let index = start; index < count; index += 29) {
    let rest = index
    const at = <T>(axis: readonly T[]): T => {
      const value = axis[rest % axis.length]
      rest = Math.floor(rest / axis.length)
      return value as T
    }
    const arrival = at(arrivals)
    const fields = packetFieldsOfService(at(services))
    yield { source: at(sources), destination: at(destinations), ...fields, arrival, phase: 'new' }
  }
}

function isAdmitted({ ruled, always }: Admitted, packet: Packet): boolean {
  return hasPacket(ruled, packet) || always.some(({ packets }) => hasPacket(packets, packet))
}

function compare(model: TalosModel, at: Point, site: Site, some: Iterable<Packet>): void {
  const admitted = admits(model, at, site)
  for (const packet of some) {
    const expected = decide(model, at, site, packet)
    if (isAdmitted(admitted, packet) === (expected.verdict === 'allow')) continue
    const version = Object.values(site.talosVersion).join('.')
    throw new Error(
      `${formatPacket(packet)} on ${packet.arrival}, Talos ${version}: decide says ${expected.verdict} (${expected.because})`,
    )
  }
}

function modelOf(text: string, site: Site): TalosModel {
  if (text === '') return { kind: 'files', layers: [] }
  const files = ['controlplane', 'worker'].map((role) => ({ path: `talos/${role}.patch.yaml`, text }))
  const read = readFiles(files, site)
  if (!read.ok) throw new Error(`${read.problems[0]?.message}\n${text}`)
  return read.value
}

describe(`admits equals decide, from seed ${seed()}`, () => {
  test('on every cell of generated configurations', { timeout: 3_600_000 }, () => {
    checkProperty(scene, sampleCount(100, 3_000), ({ site, firewall, layout, member, start }) => {
      const model = modelOf(writeFirewall(firewall, layout), site)
      compare(model, pointOf(site, member), site, someCells(site, start))
    })
  })

  test('on random packets', () => {
    const packet = drawn((draw): Packet => {
      const family = draw.pick([4, 6] as const)
      const address = (): Address => ({ family, value: draw.value(() => fc.bigInt(0n, lastAddress[family])) })
      const service = draw.between(0, 256 * protocolBlock - 1)
      const own = draw.pick(siteWith().members[0]?.sources ?? [])
      const destination = draw.chance(70) ? { family: own.family, value: own.value } : address()
      const fields = packetFieldsOfService(service)
      return { source: address(), destination, ...fields, arrival: draw.pick(arrivals), phase: 'new' }
    })
    const some = fc.tuple(scene, fc.array(packet, { minLength: 50, maxLength: 50 }))
    checkProperty(some, sampleCount(100, 2_000), ([{ site, firewall, layout, member }, packets]) => {
      compare(modelOf(writeFirewall(firewall, layout), site), pointOf(site, member), site, packets)
    })
  })

  test('for what leaves a node, which Talos does not filter', () => {
    const site = siteWith()
    const at: Point = { ...pointOf(site, 'cp-1'), direction: 'egress' }
    compare(modelOf('', site), at, site, someCells(site))
    expect(isEmptyPacketSet(admits(modelOf('', site), at, site).ruled)).toBe(true)
  })
})
