/** Names that try to be more than names, before parsers that we did not write: the files hold what they hold for harmless ones. */
import { describe, expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { targets } from '@/lib/targets/all'
import type { FileSet, Target } from '@/lib/targets/target'
import { hostileLabels, hostileTexts } from '@/lib/testing/arbitrary-text'
import { harmlessMark, harmlessNaming, hostileNaming, withNames } from '@/lib/testing/hostile-names'
import { sampleCount } from '@/lib/testing/samples'
import { readExample, renderTarget } from '@/lib/testing/subject'
import { beyondNames } from './compare'
import { parsers } from './parsers'

const asked = parsers.filter(({ name, lacks }) => {
  const lack = lacks()
  if (lack !== undefined) console.log(`SKIPPED: hostile names before ${name}: ${lack}`)
  return lack === undefined
})

const design = readExample('dual-stack-onprem')
const rounds = Math.max(hostileTexts.length, hostileLabels.length)
/** Texts wander from field to field, one a round, so each still meets every program. */
const stride = sampleCount(3, 1)
const hostile = new Set([...hostileTexts, ...hostileLabels])
/** Identifiers of OPNsense and trackers of pfSense, which are worked out of names. */
const made = /^'?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|2[01]\d{8})'?$/
const isNamed = (text: string): boolean => text.toLowerCase().includes(harmlessMark) || made.test(text)

describe.each(targets)('$id', (target) => {
  const files = filesOf(target, withNames(design, harmlessNaming))
  const seen = new Map<string, unknown>()

  test.each(Array.from({ length: rounds }, (_, first) => [hostileNaming(first).text(0), first] as const))(
    '%s and others: every parser sees the same',
    async (_, first) => {
      const others = filesOf(target, withNames(design, hostileNaming(first)))
      expect(others.length).toBe(files.length)
      for (const [index, { path, text }] of files.entries()) {
        for (const { name, reads, isProgram, parse } of asked) {
          if (!reads.test(path) || (isProgram === true && first % stride !== 0)) continue
          const harmless = seen.get(`${name} ${path}`) ?? (await parse(text))
          seen.set(`${name} ${path}`, harmless)
          const found = beyondNames(harmless, await parse(others[index]?.text ?? ''), { isNamed, hostile })
          expect([name, others[index]?.path, found]).toEqual([name, others[index]?.path, []])
        }
      }
    },
  )
})

function filesOf(target: Target, drawn: Design): FileSet {
  return renderTarget(target, drawn).output.files
}
