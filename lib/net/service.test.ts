import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleCount } from '../testing/samples'
import { formatPacket, formatService, type Packet } from './packet'
import { formatPortRange, mergePortRanges, parsePortRange } from './port-range'
import {
  formatProtocol,
  hasPorts,
  isIcmp,
  isProtocolName,
  parseProtocol,
  protocolFromNumber,
  protocolNumber,
} from './protocol'
import {
  allServices,
  complementServices,
  mergeServices,
  packetFieldsOfService,
  protocolBlock,
  type ServiceInterval,
  serviceOfPacket,
  servicesOfIcmpTypes,
  servicesOfPorts,
  servicesOfProtocol,
} from './service'

const numRuns = sampleCount(1_000, 100_000)

describe('ports', () => {
  test.each([
    ['80', 80, 80],
    ['0', 0, 0],
    ['65535', 65535, 65535],
    ['2379-2380', 2379, 2380],
    ['0-65535', 0, 65535],
  ])('reads %s', (text, from, to) => {
    expect(parsePortRange(text)).toEqual({ from, to })
    expect(formatPortRange({ from, to })).toBe(text)
  })
  const refused = [
    '',
    '-',
    '80-',
    '-80',
    '65536',
    '80-65536',
    '90-80',
    '080',
    '8 0',
    ' 80',
    '+80',
    '80-90-100',
    '1e3',
    '0x50',
    '80,90',
    '８０',
  ]
  test.each(refused)('refuses %j', (text) => {
    expect(parsePortRange(text)).toBeUndefined()
  })

  const range = fc.tuple(fc.nat(30), fc.nat(6)).map(([from, more]) => ({ from, to: from + more }))
  test('joined ranges hold the same ports, sorted and apart', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), (ranges) => {
        const merged = mergePortRanges(ranges)
        for (let port = 0; port <= 40; port++) {
          const has = ({ from, to }: { from: number; to: number }): boolean => from <= port && port <= to
          expect(merged.filter(has).length).toBe(ranges.some(has) ? 1 : 0)
        }
        for (const [index, one] of merged.entries()) {
          const next = merged[index + 1]
          if (next !== undefined) expect(next.from).toBeGreaterThan(one.to + 1)
        }
      }),
      { numRuns },
    )
  })
})

describe('protocols', () => {
  test.each([
    ['tcp', 'tcp', 6],
    ['UDP', 'udp', 17],
    ['17', 'udp', 17],
    ['icmpv6', 'icmpv6', 58],
    ['89', 89, 89],
    ['0', 0, 0],
    ['255', 255, 255],
  ])('reads %s', (text, protocol, number) => {
    expect(parseProtocol(text)).toBe(protocol)
    expect(protocolFromNumber(number)).toBe(protocol)
  })
  test.each(['', '256', '-1', '017', 'tcp ', 'toString', '__proto__', 'constructor', '6.0'])('refuses %j', (text) => {
    expect(parseProtocol(text)).toBeUndefined()
    expect(isProtocolName(text)).toBe(false)
  })
  test('every number has one name at most, and comes back', () => {
    for (let number = 0; number <= 255; number++) expect(protocolNumber(protocolFromNumber(number))).toBe(number)
    expect([parseProtocol('any'), formatProtocol('any'), formatProtocol(89)]).toEqual(['any', 'any', 'protocol 89'])
  })
})

const source = { family: 4, value: 0x0a000001n } as const
const destination = { family: 4, value: 0x0a000002n } as const
const common = { source, destination, arrival: 'wire', phase: 'new' } as const

const packets: readonly (readonly [Packet, text: string, point: number])[] = [
  [{ ...common, protocol: 'tcp', port: 6443 }, 'tcp/6443', 6 * 65536 + 6443],
  [{ ...common, protocol: 'udp', port: 65535 }, 'udp/65535', 17 * 65536 + 65535],
  [{ ...common, protocol: 'icmp', icmpType: 8, icmpCode: 0 }, 'icmp/8', 65536 + 8 * 256],
  [{ ...common, protocol: 'icmpv6', icmpType: 135, icmpCode: 1 }, 'icmpv6/135', 58 * 65536 + 135 * 256 + 1],
  [{ ...common, protocol: 'esp' }, 'esp', 50 * 65536],
  [{ ...common, protocol: 89 }, 'protocol 89', 89 * 65536],
]

test.each(packets)('a packet lies at one point of the line of services: %#', (packet, text, point) => {
  expect(formatService(packet)).toBe(text)
  expect(formatPacket(packet)).toBe(`10.0.0.1 -> 10.0.0.2 ${text}`)
  expect(serviceOfPacket(packet)).toBe(point)
  expect({ ...common, ...packetFieldsOfService(point) }).toEqual(packet)
})

test('the line holds 256 protocols of 65,536 points each', () => {
  expect(allServices).toEqual([{ first: 0, last: 256 * 65536 - 1 }])
  expect(servicesOfProtocol('any')).toEqual(allServices)
  for (let number = 0; number <= 255; number++) {
    const protocol = protocolFromNumber(number)
    const [block] = servicesOfProtocol(protocol)
    expect(block).toEqual({ first: number * protocolBlock, last: (number + 1) * protocolBlock - 1 })
    expect(packetFieldsOfService(number * protocolBlock).protocol).toBe(protocol)
    expect(hasPorts(protocol) && isIcmp(protocol)).toBe(false)
  }
})

test('ports and ICMP types are runs inside the block of their protocol', () => {
  const tcp = servicesOfPorts('tcp', [
    { from: 80, to: 80 },
    { from: 8000, to: 8999 },
  ])
  expect(tcp).toEqual([
    { first: 6 * 65536 + 80, last: 6 * 65536 + 80 },
    { first: 6 * 65536 + 8000, last: 6 * 65536 + 8999 },
  ])
  expect(servicesOfPorts('any', [{ from: 1, to: 1 }])).toEqual(allServices)
  // Every code of the type.
  expect(servicesOfIcmpTypes('icmp', [3])).toEqual([{ first: 65536 + 3 * 256, last: 65536 + 3 * 256 + 255 }])
})

describe('runs of services', () => {
  const end = 256 * 65536 - 1
  const edge = fc.oneof(fc.nat(12), fc.integer({ min: end - 12, max: end }), fc.integer({ min: 65530, max: 65542 }))
  const run = fc.tuple(edge, edge).map(([a, b]): ServiceInterval => ({ first: Math.min(a, b), last: Math.max(a, b) }))
  const points = [0, 65530, end - 12].flatMap((from) => Array.from({ length: 13 }, (_, index) => from + index))

  test('merging keeps the points, the complement has the others', () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 6 }), (runs) => {
        const merged = mergeServices(runs)
        const rest = complementServices(runs)
        const count = (list: readonly ServiceInterval[], point: number): number =>
          list.filter(({ first, last }) => first <= point && point <= last).length
        for (const point of points) {
          const inside = count(runs, point) > 0
          expect(count(merged, point)).toBe(inside ? 1 : 0)
          expect(count(rest, point)).toBe(inside ? 0 : 1)
        }
        expect(mergeServices([...merged, ...rest])).toEqual(allServices)
        expect(mergeServices([...runs].reverse())).toEqual(merged)
        expect(complementServices(rest)).toEqual(merged)
      }),
      { numRuns },
    )
  })
})
