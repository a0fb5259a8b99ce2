import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleCount } from '../testing/samples'
import { type AddressSet, intervalsOfSet, noAddresses, setOfBounds } from './address-set'
import { overlay } from './overlay'
import { rowOfParts } from './packet-row'
import {
  intersectPackets,
  type PacketSet,
  packetSetOfRows,
  samePackets,
  subtractPackets,
  unionPackets,
} from './packet-set'

const last = 47

/** Disjoint groups out of a line of 48 addresses: which of them each address is in, -1 for none. */
const anyOwners = fc.array(fc.integer({ min: -1, max: 5 }), { minLength: last + 1, maxLength: last + 1 })

function groupsOf(owners: readonly number[]): { destinations: AddressSet }[] {
  return Array.from({ length: 6 }, (_, group) => {
    const bounds: bigint[] = []
    for (const [at, owner] of owners.entries()) {
      if (owner !== group) continue
      if (bounds.at(-1) === BigInt(at - 1)) bounds[bounds.length - 1] = BigInt(at)
      else bounds.push(BigInt(at), BigInt(at))
    }
    return { destinations: setOfBounds(bounds) }
  })
}

test('every address lies in the cell of its two groups, and cells are sets like any other', () => {
  fc.assert(
    fc.property(
      anyOwners,
      anyOwners,
      fc.constantFrom('all' as const, 'left' as const, 'both' as const),
      (a, b, kept) => {
        const found = new Map<number, string>()
        for (const { left, right, destinations } of overlay(groupsOf(a), groupsOf(b), kept)) {
          expect(destinations).not.toBe(noAddresses)
          for (const { first, last: end } of intervalsOfSet(destinations)) {
            for (let at = first; at <= end; at++) found.set(Number(at), `${left} ${right}`)
          }
        }
        for (let at = 0; at <= last; at++) {
          const [left = -1, right = -1] = [a[at], b[at]]
          const isKept = kept === 'all' ? left >= 0 || right >= 0 : left >= 0 && (kept === 'left' || right >= 0)
          expect([at, found.get(at)]).toEqual([at, isKept ? `${left} ${right}` : undefined])
        }
      },
    ),
    { numRuns: sampleCount(100, 5_000) },
  )
})

/** As many rows as addresses, which no pair of loops is asked about. */
function manyRows(ports: readonly number[]): PacketSet {
  const all = setOfBounds([0n, (1n << 32n) - 1n])
  return packetSetOfRows(
    ports.map((port, at) => ({
      destinations: setOfBounds([BigInt(at * 4), BigInt(at * 4 + 3)]),
      row: rowOfParts([{ arrivals: ['wire'], services: [{ first: port, last: port + 2 }], sources: all }]),
    })),
  )
}

test('sets of many groups are united, cut and taken away as their parts are', () => {
  const anyPorts = fc.array(fc.integer({ min: 6 * 65536, max: 6 * 65536 + 40 }), { minLength: 18, maxLength: 40 })
  fc.assert(
    fc.property(anyPorts, anyPorts, (first, second) => {
      const [a, b] = [manyRows(first), manyRows(second)]
      const parts = b.entries.map((entry): PacketSet => ({ entries: [entry] }))
      expect(samePackets(unionPackets(a, b), parts.reduce(unionPackets, a))).toBe(true)
      expect(samePackets(subtractPackets(a, b), parts.reduce(subtractPackets, a))).toBe(true)
      const common = parts.map((part) => intersectPackets(a, part)).reduce(unionPackets)
      expect(samePackets(intersectPackets(a, b), common)).toBe(true)
    }),
    { numRuns: sampleCount(20, 1_000) },
  )
})
