/** Laws 1, 2, 3 and 7 of every target: the bytes themselves. */
import { describe, expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { targets } from '@/lib/targets/all'
import { isFilter, type Output, type Target } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { reverseLists } from '@/lib/testing/reverse-lists'
import { sampleCount } from '@/lib/testing/samples'
import { exampleNames, readExample, renderTarget } from '@/lib/testing/subject'

function textsOf(output: Output): Record<string, string> {
  return Object.fromEntries(output.files.map((file) => [file.path, file.text]))
}

function checkText(target: Target, design: Design): void {
  const subject = renderTarget(target, design)
  const texts = textsOf(subject.output)
  expect(textsOf(renderTarget(target, design).output), 'same input, same bytes').toEqual(texts)
  expect(textsOf(renderTarget(target, reverseLists(design)).output), 'the order of lists does not matter').toEqual(
    texts,
  )
  for (const file of subject.output.files) {
    expect(file.text.endsWith('\n'), `${file.path} ends with a line feed`).toBe(true)
    expect(file.text, `${file.path} has no carriage return or trailing blank`).not.toMatch(/\r|[ \t]\n/)
    expect(Buffer.from(file.text, 'utf8').toString('utf8'), `${file.path} is valid UTF-8`).toBe(file.text)
    expect(file.lineRules.length, `${file.path} maps every line`).toBeLessThanOrEqual(file.text.split('\n').length)
  }
  if (!isFilter(target)) return
  checkEveryRuleHasALineOrAGap(
    subject.output,
    [subject, ...subject.variants].flatMap(({ work }) => work.points.flatMap((at) => at.rules.map((rule) => rule.id))),
  )
}

function checkEveryRuleHasALineOrAGap(output: Output, ids: readonly string[]): void {
  const known = new Set(ids)
  const written = new Set(output.files.flatMap((file) => file.lineRules.flat()))
  const excused = new Set(output.gaps.map((gap) => gap.rule))
  for (const id of known) expect(written.has(id) || excused.has(id), `${id} has a line or a gap`).toBe(true)
}

describe.each(targets)('$id', (target) => {
  test.each(exampleNames)('writes %s the same whatever the order of its lists', (name) => {
    checkText(target, readExample(name))
  })

  test('writes random designs the same whatever the order of their lists', () => {
    checkProperty(arbitraryDesign(), sampleCount(30, 500), (design) => checkText(target, design))
  })
})
