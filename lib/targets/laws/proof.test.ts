/** Laws 4, 5, 8, 15 and 16: the files admit what the policy admits, by two evaluators that share nothing. */
import { describe, expect, test } from 'vitest'
import { formatPacket } from '@/lib/net/packet'
import { hasPacket, unionPackets } from '@/lib/net/packet-set'
import { targets } from '@/lib/targets/all'
import { isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { cellsOf } from '@/lib/testing/cells'
import { countCoverage, printCoverage } from '@/lib/testing/coverage'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { exampleNames, modelOf, proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import type { Variant } from '@/lib/verify/variants'

function checkEqual(subject: Subject): void {
  const proof = proveSubject(subject)
  const said = [
    ...proof.witnesses.map((witness) => witness.sentence),
    ...proof.problems.map((p) => `${p.at}: ${p.message}`),
  ]
  expect({ verdict: proof.verdict, said: proof.verdict === 'equal' ? [] : said }).toEqual({
    verdict: 'equal',
    said: [],
  })
}

/** `decide` and `admits` agree on every cell of every point, whatever the files' switches say. */
function checkReferee(subject: Subject, cellsPerPoint: number): void {
  checkVariant(subject, subject, cellsPerPoint)
  for (const variant of subject.variants) checkVariant(subject, variant, Math.ceil(cellsPerPoint / 20))
}

function checkVariant(subject: Subject, variant: Variant, cellsPerPoint: number): void {
  const { filter } = subject
  const { site, work } = variant
  const model = modelOf(subject, subject.files, variant)
  const seen = new Set<unknown>()
  // What a group stands for, where the policy names the network of its machines.
  const prefixes = site.members.flatMap((member) => member.sources)
  for (const at of work.points) {
    const { ruled, always } = filter.admits(model, at.point, site)
    const admitted = always.reduce((set, entry) => unionPackets(set, entry.packets), ruled)
    // Points with the same rules differ in little but their addresses.
    let left = seen.has(at.rules) ? Math.ceil(cellsPerPoint / 10) : cellsPerPoint
    seen.add(at.rules)
    for (const packet of cellsOf(at, site, { prefixes })) {
      if (left-- === 0) break
      const decision = filter.decide(model, at.point, site, packet)
      if ((decision.verdict === 'allow') !== hasPacket(admitted, packet)) {
        expect.fail(`${at.point.id} (${packet.arrival}) ${formatPacket(packet)}: decide says ${decision.verdict}`)
      }
    }
  }
}

/** A gap's packets lie inside its rule's packets at the points of the target, and name a capability that is lacking. */
function checkGaps(subject: Subject): void {
  const { filter, output, policy } = subject
  const ids = new Set(policy.rules.map((rule) => rule.id))
  for (const gap of output.gaps) {
    expect(ids.has(gap.rule), `gap of a known rule: ${gap.rule}`).toBe(true)
    expect(filter.capabilities[gap.capability], `capability ${gap.capability}`).toBeDefined()
    expect(gap.source.length, `gap ${gap.rule} has a source`).toBeGreaterThan(0)
  }
}

describe.each(targets.filter(isFilter))('$id', (filter) => {
  test.each(exampleNames)('proves %s equal', (name) => {
    const subject = subjectOf(filter, readExample(name))
    checkEqual(subject)
    checkGaps(subject)
    checkReferee(subject, 20_000)
  })

  test('proves random designs equal', { timeout: 3_600_000 }, () => {
    const coverage = countCoverage()
    checkProperty(arbitraryDesign(), sampleCount(60, 1000), (design) => {
      const subject = subjectOf(filter, design)
      coverage.add(design)
      checkEqual(subject)
      checkGaps(subject)
      checkReferee(subject, 1_500)
    })
    printCoverage(`${filter.id}: random designs`, coverage)
    if (process.env.PORTCULLIS_LONG !== undefined) coverage.check()
  })
})
