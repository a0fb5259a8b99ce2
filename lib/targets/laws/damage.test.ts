/** Law 11: a cut or scrambled file gives a typed problem; it never throws, and it is never silently equal. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { targets } from '@/lib/targets/all'
import { type FileSet, isFilter } from '@/lib/targets/target'
import { cellsOf } from '@/lib/testing/cells'
import { damageText } from '@/lib/testing/damage-text'
import { drawn } from '@/lib/testing/draw'
import { sampleCount, seed } from '@/lib/testing/samples'
import { modelOf, proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'

/** Whether the box decides as before about every packet, by the plain interpreter. */
function decidesAlike(subject: Subject, files: FileSet): boolean {
  const [before, after] = [modelOf(subject), modelOf(subject, files)]
  if (after === undefined) return false
  return subject.work.points.every((at) => {
    for (const packet of cellsOf(at, subject.site)) {
      const verdict = subject.filter.decide(before, at.point, subject.site, packet).verdict
      if (verdict !== subject.filter.decide(after, at.point, subject.site, packet).verdict) return false
    }
    return true
  })
}

describe.each(targets.filter(isFilter))('$id', (filter) => {
  test('a damaged file is read with problems or not at all', { timeout: 3_600_000 }, () => {
    const subject = subjectOf(filter, readExample('seed-001-talos-docs', { targets: {} }))
    const damaged = fc.sample(
      drawn((draw) => {
        const file = draw.pick(subject.files)
        return { path: file.path, text: damageText(file.text, draw) }
      }),
      { numRuns: sampleCount(150, 5000), seed: seed() },
    )
    let equal = 0
    for (const { path, text } of damaged) {
      const files = subject.files.map((file) => (file.path === path ? { path, text } : file))
      const proof = proveSubject(subject, files)
      if (proof.verdict === 'equal') {
        equal++
        expect(decidesAlike(subject, files), `${path} is equal, so it must decide alike:\n${text}`).toBe(true)
      } else {
        expect(proof.witnesses.length + proof.problems.length, 'says why').toBeGreaterThan(0)
      }
    }
    console.log(`${filter.id}: ${damaged.length} damaged files, ${equal} of them still equal`)
  })
})
