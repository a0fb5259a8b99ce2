/**
 * Law 14: a box that runs A's bundle and then gets B's bundle, rendered with A as the previous one, admits exactly B;
 * rendered without it, the verdict names what is left over; what a version cannot do is refused, not attempted.
 */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { targets } from '@/lib/targets/all'
import { type FileSet, type Filter, isFilter } from '@/lib/targets/target'
import { arbitraryPair, type DesignPair } from '@/lib/testing/arbitrary-pair'
import { sampleCount, seed } from '@/lib/testing/samples'
import { proveSubject, subjectOf } from '@/lib/testing/subject'

/** One version for each merge behaviour, and the newest. */
const versions = ['1.6.0', '1.7.6', '1.9.4', '1.12.5', '1.13.9', '1.14']

/** Boxes beside the machines know nothing of the release of Talos on them: one will do, but in the long run. */
function needsOneVersion({ meta }: Filter): boolean {
  return meta.place !== 'guest' && process.env.PORTCULLIS_LONG === undefined
}

interface PairCount {
  clean: number
  leftoverNamed: number
  /** Nothing is left over without being told of A, though A and B differ: the files replace all there was. */
  replaced: number
  nothingLeft: number
  refused: number
}

function checkPair(filter: Filter, { before, after }: DesignPair, count: PairCount): void {
  const old = subjectOf(filter, before)
  const withPrevious = subjectOf(filter, after, { previous: old.files })
  const refusals = withPrevious.output.problems.filter((problem) => problem.severity === 'error')
  if (refusals.length > 0) {
    expect(
      refusals.some((problem) => /whole|full|complete/i.test(`${problem.message} ${problem.suggestion ?? ''}`)),
    ).toBe(true)
    count.refused++
    return
  }
  const proof = proveSubject(withPrevious, withPrevious.files, old.files)
  expect({
    verdict: proof.verdict,
    said:
      proof.verdict === 'equal'
        ? []
        : [...proof.witnesses.map((w) => w.sentence), ...proof.problems.map((p) => p.message)],
  }).toEqual({ verdict: 'equal', said: [] })
  count.clean++
  goBack(filter, before, withPrevious.files)
  const bare = subjectOf(filter, after)
  const left = proveSubject(bare, bare.files, old.files)
  if (left.verdict === 'equal') {
    if (proveSubject(bare, old.files).verdict === 'equal') count.nothingLeft++
    else count.replaced++
  } else {
    expect(left.witnesses.length + left.problems.length, 'the leftover is named').toBeGreaterThan(0)
    count.leftoverNamed++
  }
}

/** The third change of a box: its last bundle was itself made over another one. */
function goBack(filter: Filter, design: Design, previous: FileSet): void {
  const again = subjectOf(filter, design, { previous })
  if (again.output.problems.some((problem) => problem.severity === 'error')) return
  const { verdict, witnesses, problems } = proveSubject(again, again.files, previous)
  const said = verdict === 'equal' ? [] : [...witnesses, ...problems]
  expect({ verdict, said }).toEqual({ verdict: 'equal', said: [] })
}

describe.each(targets.filter(isFilter))('$id', (filter) => {
  test.each(needsOneVersion(filter) ? versions.slice(-1) : versions)(
    'a box on %s that runs A admits exactly B after B',
    { timeout: 3_600_000 },
    (version) => {
      const count: PairCount = { clean: 0, leftoverNamed: 0, replaced: 0, nothingLeft: 0, refused: 0 }
      const runs = sampleCount(20, 500)
      void fc.assert(
        fc.property(arbitraryPair(version), (pair) => checkPair(filter, pair, count)),
        { numRuns: runs, seed: seed() },
      )
      console.log(`${filter.id} ${version}: ${JSON.stringify(count)}`)
      expect(count.clean + count.refused).toBeGreaterThanOrEqual(runs)
      // A law over pairs that never differ would hold of anything.
      expect(count.leftoverNamed + count.replaced + count.refused).toBeGreaterThan(runs / 4)
    },
  )
})
