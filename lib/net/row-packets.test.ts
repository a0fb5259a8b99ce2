import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyIntervals } from '../testing/cut-points'
import { checkProperty } from '../testing/property'
import { allAddresses, setContains, setHasPrefix, setOfIntervals, setOfPrefixes } from './address-set'
import { rowOfParts, wholeRow } from './packet-row'
import { intersectPackets, isSameForm, packetSetOfRows } from './packet-set'
import { packetsTo, packetsWithin } from './row-packets'
import { servicesOfPorts, servicesOfProtocol } from './service'
import { prefixesOfSet } from './set-prefixes'

const anySet = anyIntervals.map(setOfIntervals)
const services = [...servicesOfPorts('tcp', [{ from: 80, to: 90 }]), ...servicesOfProtocol('icmpv6')]
const anyRow = anySet.map((sources) => rowOfParts([{ arrivals: ['wire', 'pod'], services, sources }]))

test('a row to some destinations has the one form that sets have', () => {
  checkProperty(fc.tuple(anySet, anyRow), 300, ([destinations, row]) => {
    expect(isSameForm(packetsTo(destinations, row), packetSetOfRows([{ destinations, row }]))).toBe(true)
  })
})

test('cut to some destinations, packets are those that go there, in the same form', () => {
  checkProperty(fc.tuple(anySet, anySet, anySet, anyRow, anyRow), 300, ([one, other, to, a, b]) => {
    const packets = packetSetOfRows([
      { destinations: one, row: a },
      { destinations: other, row: b },
    ])
    const everything = packetsTo(to, wholeRow(allAddresses))
    expect(isSameForm(packetsWithin(packets, to), intersectPackets(packets, everything))).toBe(true)
  })
})

test('a prefix is inside a set as the set of it alone is', () => {
  checkProperty(fc.tuple(anySet, anySet), 300, ([set, other]) => {
    for (const prefix of [...prefixesOfSet(set), ...prefixesOfSet(other)]) {
      expect(setHasPrefix(set, prefix)).toBe(setContains(set, setOfPrefixes([prefix])))
    }
  })
})
