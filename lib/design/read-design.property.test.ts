import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { readDesign, readDesignValue } from './read-design'

test('reads every random design without a problem', () => {
  checkProperty(arbitraryDesign(), sampleCount(150, 5_000), (design) => {
    expect(readDesignValue(design)).toStrictEqual({ ok: true, value: design, problems: [] })
  })
})

test('any value and any damaged text is read or refused with a reason', () => {
  const judge = (result: ReturnType<typeof readDesign>) => {
    if (!result.ok) expect(result.problems.length).toBeGreaterThan(0)
    for (const { message } of result.problems) expect(message).toMatch(/^[^\p{Cc}\p{Cf}]+$/u)
  }
  checkProperty(fc.anything(), sampleCount(1_000, 50_000), (value) => judge(readDesignValue(value)))
  const text = readFileSync('public/examples/dual-stack-onprem.yaml', 'utf8')
  const damage = fc.record({
    at: fc.nat({ max: text.length }),
    remove: fc.nat({ max: 8 }),
    insert: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('[', '}', ': ', '- ', '\n', '"', '#', '*', '\t')),
  })
  checkProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), sampleCount(300, 20_000), (damages) => {
    let damaged = text
    for (const { at, remove, insert } of damages) damaged = damaged.slice(0, at) + insert + damaged.slice(at + remove)
    judge(readDesign(damaged))
  })
})
