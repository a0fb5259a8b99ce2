/** Law 9: whatever a person writes for a name, the files mean the same. */
import { describe, expect, test } from 'vitest'
import { targets } from '@/lib/targets/all'
import { isFilter } from '@/lib/targets/target'
import { hostileTexts } from '@/lib/testing/arbitrary-text'
import { withHostileNames } from '@/lib/testing/hostile-names'
import { appliedFiles, proveSubject, readExample, subjectOf } from '@/lib/testing/subject'

/** Lines that act: everything but comments, texts between quotes left out. */
function actingLines(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(#|\/\/|<!--)/.test(line)).length
}

describe.each(targets.filter(isFilter))('$id', (filter) => {
  test.each(hostileTexts.map((text, index) => [text, index] as const))('%s changes no meaning', (_, index) => {
    for (const example of ['dual-stack-onprem', 'two-nics', 'aws-nlb']) {
      const plain = readExample(example)
      const harmless = subjectOf(filter, plain)
      const hostile = subjectOf(filter, withHostileNames(plain, index))
      const proof = proveSubject(hostile)
      expect({ example, verdict: proof.verdict, problems: proof.problems }).toEqual({
        example,
        verdict: 'equal',
        problems: proveSubject(harmless).problems,
      })
      const lines = (files: readonly { text: string }[]): number[] => files.map(({ text }) => actingLines(text))
      expect(lines(appliedFiles(hostile.output)), 'no name adds or takes a line').toEqual(
        lines(appliedFiles(harmless.output)),
      )
    }
  })
})
