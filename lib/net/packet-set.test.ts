import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyIntervals, cutAddresses, inOtherPieces, isInside } from '../testing/cut-points'
import { sampleCount } from '../testing/samples'
import type { Address } from './address'
import {
  type AddressInterval,
  intersectSets,
  intervalsOfSet,
  noAddresses,
  setOfAddresses,
  setOfIntervals,
} from './address-set'
import { type Arrival, arrivals, type Packet } from './packet'
import { emptyRow, rowOfParts, subtractRows, wholeRow } from './packet-row'
import {
  boxesOfPackets,
  hasPacket,
  intersectPackets,
  isEmptyPacketSet,
  noPackets,
  type PacketBox,
  type PacketSet,
  packetSetOfBoxes,
  packetSetOfRows,
  samePackets,
  samplePackets,
  subtractPackets,
  unionPackets,
} from './packet-set'
import { packetFieldsOfService, type ServiceInterval, serviceOfPacket } from './service'

/** A box in plain words, and what it means without any set: the model that the sets are held against. */
interface PlainBox {
  readonly arrivals: readonly Arrival[]
  readonly services: readonly ServiceInterval[]
  readonly sources: readonly AddressInterval[]
  readonly destinations: readonly AddressInterval[]
}

function isAdmitted(boxes: readonly PlainBox[], packet: Packet): boolean {
  const { source, destination, protocol } = packet
  if (source.family !== destination.family) return false
  if (protocol === (source.family === 4 ? 'icmpv6' : 'icmp')) return false
  const point = serviceOfPacket(packet)
  return boxes.some(
    (box) =>
      box.arrivals.includes(packet.arrival) &&
      box.services.some(({ first, last }) => first <= point && point <= last) &&
      isInside(box.sources, source) &&
      isInside(box.destinations, destination),
  )
}

function setOf(boxes: readonly PlainBox[]): PacketSet {
  return packetSetOfBoxes(
    boxes.map(
      (box): PacketBox => ({
        ...box,
        sources: setOfIntervals(box.sources),
        destinations: setOfIntervals(box.destinations),
      }),
    ),
  )
}

const tcp = 6 * 65536
const udp = 17 * 65536
const icmp = 65536
const icmpv6 = 58 * 65536
const lastPoint = 256 * 65536 - 1

/** Where services begin and end: ports, ICMP types, whole protocols, both ends of the line. */
const runs: readonly ServiceInterval[] = [
  { first: tcp + 6443, last: tcp + 6443 },
  { first: tcp + 2379, last: tcp + 2380 },
  { first: tcp, last: tcp + 65535 },
  { first: tcp + 2380, last: tcp + 65535 },
  { first: udp + 8472, last: udp + 8472 },
  { first: icmp + 8 * 256, last: icmp + 8 * 256 + 255 },
  { first: icmp, last: icmp + 65535 },
  { first: icmpv6 + 135 * 256, last: icmpv6 + 136 * 256 + 255 },
  { first: 50 * 65536, last: 51 * 65536 - 1 },
  { first: 0, last: lastPoint },
  { first: 0, last: tcp - 1 },
  { first: 255 * 65536, last: lastPoint },
]
const servicePoints = [
  ...new Set(runs.flatMap(({ first, last }) => [first, last, Math.max(0, first - 1), Math.min(lastPoint, last + 1)])),
].map((point) => packetFieldsOfService(point))

const anyBox: fc.Arbitrary<PlainBox> = fc.record({
  arrivals: fc.subarray([...arrivals], { minLength: 1 }),
  services: fc.subarray([...runs], { minLength: 1, maxLength: 3 }),
  sources: anyIntervals,
  destinations: anyIntervals,
})
const anyBoxes = fc.array(anyBox, { maxLength: 4 })

/** Every combination of cut points, and the addresses between them. */
const ends: readonly Address[] = [...cutAddresses, { family: 4, value: 6n }, { family: 6, value: 6n }]
const everyPacket: readonly Packet[] = ends.flatMap((source) =>
  ends.flatMap((destination) =>
    servicePoints.flatMap((fields) =>
      arrivals.map((arrival): Packet => ({ source, destination, ...fields, arrival, phase: 'new' })),
    ),
  ),
)

/** Some of them, other ones in each run; trying all in every run would take hours. */
const somePackets = fc.array(fc.constantFrom(...everyPacket), { minLength: 300, maxLength: 300 })

function expectCanonical(set: PacketSet): void {
  const rows = set.entries.map(({ row }) => row)
  expect(new Set(rows).size).toBe(rows.length)
  expect(rows).not.toContain(emptyRow)
  for (const [index, entry] of set.entries.entries()) {
    const families = new Set(intervalsOfSet(entry.destinations).map(({ family }) => family))
    expect(families.size).toBe(1)
    for (const slab of entry.row.slabs) {
      expect(intervalsOfSet(slab.sources).every(({ family }) => families.has(family))).toBe(true)
    }
    for (const other of set.entries.slice(index + 1)) {
      expect(intersectSets(entry.destinations, other.destinations)).toBe(noAddresses)
    }
  }
}

describe('against a model that knows no set', () => {
  test('union, intersection and difference are those of their members', () => {
    let admitted = 0
    fc.assert(
      fc.property(anyBoxes, anyBoxes, somePackets, (x, y, packets) => {
        const [a, b] = [setOf(x), setOf(y)]
        const results = [unionPackets(a, b), intersectPackets(a, b), subtractPackets(a, b), subtractPackets(b, a)]
        for (const set of [a, b, ...results]) expectCanonical(set)
        for (const packet of packets) {
          const [inA, inB] = [isAdmitted(x, packet), isAdmitted(y, packet)]
          if (inA) admitted++
          expect([a, b].map((set) => hasPacket(set, packet))).toEqual([inA, inB])
          expect(results.map((set) => hasPacket(set, packet))).toEqual([
            inA || inB,
            inA && inB,
            inA && !inB,
            inB && !inA,
          ])
        }
      }),
      { numRuns: sampleCount(150, 20_000) },
    )
    expect(admitted).toBeGreaterThan(500)
  })

  test('every combination of cut points, for a few sets', () => {
    fc.assert(
      fc.property(anyBoxes, anyBoxes, (x, y) => {
        const rest = subtractPackets(setOf(x), setOf(y))
        const wrong = everyPacket.filter(
          (packet) => hasPacket(rest, packet) !== (isAdmitted(x, packet) && !isAdmitted(y, packet)),
        )
        expect(wrong).toEqual([])
      }),
      { numRuns: sampleCount(10, 1_000) },
    )
  })
})

/** The same packets in other pieces, in another order, some of them twice. */
function inOtherBoxes(boxes: readonly PlainBox[]): PlainBox[] {
  const pieces = boxes.flatMap((box) => [
    ...box.arrivals.flatMap((arrival) =>
      box.services.map((service) => ({ ...box, arrivals: [arrival], services: [service] })),
    ),
    ...box.destinations.map((destination) => ({ ...box, destinations: inOtherPieces([destination]) })),
    { ...box, sources: inOtherPieces(box.sources) },
  ])
  return pieces.reverse()
}

test('one set has one form, however it was made', () => {
  fc.assert(
    fc.property(anyBoxes, anyBoxes, anyBoxes, (x, y, z) => {
      const [a, b, c] = [setOf(x), setOf(y), setOf(z)]
      expect(setOf(inOtherBoxes(x))).toEqual(a)
      expect(packetSetOfBoxes(boxesOfPackets(a))).toEqual(a)
      expect(packetSetOfRows([...a.entries].reverse())).toEqual(a)
      expect(setOf([...x, ...y])).toEqual(unionPackets(a, b))
      expect(unionPackets(b, a)).toEqual(unionPackets(a, b))
      expect(intersectPackets(b, a)).toEqual(intersectPackets(a, b))
      expect(unionPackets(a, unionPackets(b, c))).toEqual(unionPackets(unionPackets(a, b), c))
      expect(unionPackets(subtractPackets(a, b), intersectPackets(a, b))).toEqual(a)
      expect(subtractPackets(subtractPackets(a, b), c)).toEqual(subtractPackets(a, unionPackets(b, c)))
      expect(intersectPackets(a, unionPackets(b, c))).toEqual(
        unionPackets(intersectPackets(a, b), intersectPackets(a, c)),
      )
      expect(subtractPackets(a, a)).toEqual(noPackets)
      expect(isEmptyPacketSet(subtractPackets(a, unionPackets(a, b)))).toBe(true)
      expect(samePackets(a, b)).toBe(JSON.stringify(plain(a)) === JSON.stringify(plain(b)))
    }),
    { numRuns: sampleCount(300, 30_000) },
  )
})

function plainBox(box: PacketBox): PlainBox {
  return { ...box, sources: intervalsOfSet(box.sources), destinations: intervalsOfSet(box.destinations) }
}

/** Values without identities, for comparison as text. */
function plain(set: PacketSet): unknown {
  return boxesOfPackets(set).map((box) => [
    box.arrivals,
    box.services,
    `${box.sources.bounds}`,
    `${box.destinations.bounds}`,
  ])
}

test('samples are members, one from each box; boxes do not overlap', () => {
  fc.assert(
    fc.property(anyBoxes, (x) => {
      const set = setOf(x)
      const samples = samplePackets(set)
      const boxes = boxesOfPackets(set)
      expect(samples.length).toBe(boxes.length)
      const stride = Math.ceil(samples.length / 50)
      for (let index = 0; index < samples.length; index += stride) {
        const packet = samples[index] as Packet
        expect(hasPacket(set, packet)).toBe(true)
        expect(isAdmitted(x, packet)).toBe(true)
        expect(boxes.filter((box) => isAdmitted([plainBox(box)], packet))).toEqual([boxes[index]])
      }
    }),
    { numRuns: sampleCount(150, 10_000) },
  )
})

test('ICMP of the other family is in no set', () => {
  const all = setOf([
    { arrivals, services: [{ first: 0, last: lastPoint }], sources: [...whole], destinations: [...whole] },
  ])
  const stray = everyPacket.filter(
    (packet) => !isAdmitted([{ arrivals, services: runs, sources: whole, destinations: whole }], packet),
  )
  expect(stray.length).toBeGreaterThan(0)
  expect(stray.filter((packet) => hasPacket(all, packet))).toEqual([])
  expect(all.entries.length).toBe(2)
})

const whole: readonly AddressInterval[] = [
  { family: 4, first: 0n, last: (1n << 32n) - 1n },
  { family: 6, first: 0n, last: (1n << 128n) - 1n },
]

test('rows stay right when more of them were made than are remembered', () => {
  const sources = setOfAddresses([{ family: 4, value: 5n }])
  const one = rowOfParts([{ arrivals: ['wire'], services: [{ first: 7, last: 7 }], sources }])
  for (let point = 0; point <= 100_000; point++) {
    rowOfParts([{ arrivals: ['pod'], services: [{ first: point, last: point }], sources }])
  }
  const again = rowOfParts([{ arrivals: ['wire'], services: [{ first: 7, last: 7 }], sources }])
  expect(subtractRows(one, wholeRow(sources))).toBe(emptyRow)
  expect(subtractRows(one, again)).toBe(emptyRow)
  expect(
    samePackets(
      packetSetOfRows([{ destinations: sources, row: one }]),
      packetSetOfRows([{ destinations: sources, row: again }]),
    ),
  ).toBe(true)
})
