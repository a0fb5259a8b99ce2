/** Of files that filter nothing: valid in their own syntax, safe from names, and never taken for whole when they are not. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { targets } from '@/lib/targets/all'
import { isFilter, type Target } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { hostileLabels, hostileTexts } from '@/lib/testing/arbitrary-text'
import { damageText } from '@/lib/testing/damage-text'
import { drawn } from '@/lib/testing/draw'
import { withHostileNames } from '@/lib/testing/hostile-names'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount, seed } from '@/lib/testing/samples'
import { exampleNames, readExample, renderTarget } from '@/lib/testing/subject'
import { analyseDesign } from '@/lib/verify/analyse'

/** The example that lists these targets. */
const example = 'seed-002-segmented'

function verdictOf(target: Target, design: Parameters<typeof analyseDesign>[0]['design'], edits = {}): string {
  const own = { ...design, targets: { [target.id]: design.targets[target.id] ?? {} } }
  return analyseDesign({ design: own, edits }).targets[0]?.proof.verdict ?? 'nothing'
}

describe.each(targets.filter((target) => !isFilter(target)))('$id', (target) => {
  test('filters no packets and says so, of every example and of random designs', () => {
    for (const name of exampleNames) expect([name, verdictOf(target, readExample(name))]).toEqual([name, 'none'])
    checkProperty(arbitraryDesign(), sampleCount(20, 300), (design) => {
      expect(verdictOf(target, design)).toBe('none')
    })
  })

  test.each(hostileTexts.map((text, index) => [text, index] as const))('%s changes no byte', (_, index) => {
    const plain = readExample(example)
    const files = renderTarget(target, withHostileNames(plain, index)).files
    expect(files).toEqual(renderTarget(target, plain).files)
  })

  test.each(hostileLabels.filter((name) => name.length <= 40))('a cluster called %s is text everywhere', (name) => {
    const { files } = renderTarget(target, { ...readExample(example), name })
    expect(target.check(files)).toEqual([])
  })

  test('a damaged file gives a problem with its line, or is whole in another way', () => {
    const { files } = renderTarget(target, readExample(example))
    expect(files.length).toBeGreaterThan(0)
    const damaged = fc.sample(
      drawn((draw) => {
        const file = draw.pick(files)
        return { path: file.path, text: damageText(file.text, draw) }
      }),
      { numRuns: sampleCount(300, 5000), seed: seed() },
    )
    let sound = 0
    for (const file of damaged) {
      const problems = target.check([file])
      for (const { at, message } of problems) expect([at.startsWith(`${file.path}:`), message]).toEqual([true, message])
      if (problems.length > 0) continue
      sound++
      if (!file.path.endsWith('.yaml')) continue
      const faults = parseAllDocuments(file.text).flatMap(({ errors }) => errors)
      expect(faults, `no problem was found, so it must be YAML:\n${file.text}`).toEqual([])
    }
    console.log(`${target.id}: ${damaged.length} damaged files, ${sound} of them whole in another way`)
    const cut = files.map(({ path, text }) => ({ path, text: text.slice(0, text.length - 3) }))
    for (const file of cut) expect(target.check([file]), `${file.path} is cut`).not.toEqual([])
  })
})
