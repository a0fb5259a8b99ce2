/**
 * Law 8: the statements that a decision names are the ones that decide. Without them the packet is denied; with any
 * one of them back it is allowed again. An evaluator that admitted things for reasons of its own would fail both.
 */
import { describe, expect, test } from 'vitest'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import type { PointWork } from '@/lib/policy/work'
import { targets } from '@/lib/targets/all'
import { isFilter, type Statement } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { cellsOf } from '@/lib/testing/cells'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { exampleNames, modelOf, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { piecesOf, verdictWithout } from '@/lib/testing/without-statements'

/** Every so many of the cells, so that all kinds of packets are met. */
const stride = 23

/** How many packets were admitted by statements and put to the test. */
function checkStatements(subject: Subject, most: number): number {
  const { filter, site, work } = subject
  const model = modelOf(subject)
  let tested = 0
  for (const at of work.points) {
    const { always } = filter.admits(model, at.point, site)
    let index = 0
    for (const packet of cellsOf(at, site)) {
      if (tested >= most) return tested
      if (index++ % stride !== 0 || always.some((entry) => hasPacket(entry.packets, packet))) continue
      const decision = filter.decide(model, at.point, site, packet)
      if (decision.verdict !== 'allow') continue
      const pieces = piecesOf(subject, decision.statements)
      if (pieces.length === 0) continue
      tested++
      expectVerdict(subject, at, packet, pieces.flat(), 'deny')
      // A port and a source are needed both; two sources stand in for each other.
      const interchangeable = pieces.filter((piece) => verdictWithout(subject, at.point, packet, piece) === 'allow')
      for (const kept of interchangeable) {
        const others = interchangeable.filter((piece) => piece !== kept)
        expectVerdict(subject, at, packet, others.flat(), 'allow')
      }
      if (interchangeable.length > 0) expectVerdict(subject, at, packet, interchangeable.flat(), 'deny')
    }
  }
  return tested
}

function expectVerdict(
  subject: Subject,
  at: PointWork,
  packet: Packet,
  removed: readonly Statement[],
  want: string,
): void {
  const said = removed.map(({ file, line }) => `${file}:${line}`).join(', ')
  const verdict = verdictWithout(subject, at.point, packet, removed)
  expect(verdict, `${at.point.id} ${formatPacket(packet)} without ${said}`).toBe(want)
}

describe.each(targets.filter(isFilter))('$id', (filter) => {
  test('names the statements that decide', { timeout: 3_600_000 }, () => {
    let tested = 0
    for (const name of exampleNames) tested += checkStatements(subjectOf(filter, readExample(name)), 25)
    checkProperty(arbitraryDesign(), sampleCount(20, 400), (design) => {
      // Where the default is to accept, a statement restricts rather than admits, and its absence admits everyone.
      const blocking = { ...design, talos: { ...design.talos, defaultAction: 'block' as const } }
      tested += checkStatements(subjectOf(filter, blocking), 10)
    })
    console.log(`${filter.id}: ${tested} packets admitted by statements`)
    expect(tested).toBeGreaterThan(sampleCount(100, 1500))
  })
})
