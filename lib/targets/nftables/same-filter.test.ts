/**
 * These chains are what Talos makes of its documents: two targets that share no code must decide alike about every packet
 * to every machine.
 */
import { describe, expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { formatPacket } from '@/lib/net/packet'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { cellsOf } from '@/lib/testing/cells'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { exampleNames, modelOf, readExample, subjectOf } from '@/lib/testing/subject'

function filterOf(id: string): Filter {
  const target = findTarget(id)
  if (target === undefined || !isFilter(target)) throw new Error(`there is no filter ${id}`)
  return target
}
const [documents, chains] = [filterOf('talos'), filterOf('nftables')]

/** How many packets were asked about. */
function compare(design: Design, most: number): number {
  const [one, other] = [subjectOf(documents, design), subjectOf(chains, design)]
  const [oneModel, otherModel] = [modelOf(one), modelOf(other)]
  let asked = 0
  for (const [index, at] of one.work.points.entries()) {
    const same = other.work.points[index]
    if (same?.point.id !== at.point.id) throw new Error('the targets stand at different points')
    let left = most
    for (const packet of cellsOf(at, one.site)) {
      if (left-- === 0) break
      asked++
      const [a, b] = [
        documents.decide(oneModel, at.point, one.site, packet),
        chains.decide(otherModel, at.point, other.site, packet),
      ]
      if (a.verdict !== b.verdict) {
        expect.fail(
          `${at.point.id} (${packet.arrival}) ${formatPacket(packet)}: documents ${a.verdict} (${a.because}), chains ${b.verdict} (${b.because})`,
        )
      }
    }
  }
  return asked
}

describe('the chains decide as the documents', () => {
  test.each(exampleNames)('of %s', (name) => {
    expect(compare(readExample(name), 20_000)).toBeGreaterThan(1000)
  })

  test('of random designs', { timeout: 3_600_000 }, () => {
    let asked = 0
    checkProperty(arbitraryDesign(), sampleCount(40, 1000), (design) => {
      asked += compare(design, 1500)
    })
    console.log(`nftables: ${asked} packets decided as by the documents`)
  })
})
