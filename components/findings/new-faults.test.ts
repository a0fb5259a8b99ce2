import { expect, test } from 'vitest'
import type { Advice } from '@/components/state/engine-task'
import { toSend } from '@/components/state/sent-analysis'
import { soundDesign } from '@/lib/testing/lint-case'
import { analyseDesign } from '@/lib/verify/analyse'
import { goneFindings, newFaults, tellFindings } from './new-faults'

const analysis = toSend(analyseDesign({ design: soundDesign({}), edits: {} }))

function result(...advice: Partial<Advice>[]) {
  const one: Advice = { code: 'a', severity: 'warning', message: 'One way in', at: 'admin/0', source: 'x' }
  return { analysis, advice: advice.map((changes) => ({ ...one, ...changes })) }
}

test.each<[string, ReturnType<typeof result>, ReturnType<typeof result>, string]>([
  ['nothing', result(), result(), ''],
  ['one mended', result({}), result(), '. Finding gone: One way in'],
  ['two mended', result({}, { code: 'b' }), result(), '. Finding gone: One way in, and 1 more'],
  ['other words', result({}), result({ message: 'One way in to 4' }), ''],
  ['another place', result({}), result({ at: 'admin/1' }), ''],
  ['one of two alike', result({}, { at: 'admin/1', message: 'Two' }), result({}), '. Finding gone: Two'],
  ['accepted', result({}), result({ accepted: 'so be it' }), ''],
  ['only to know', result({ severity: 'info' }), result(), ''],
  ['worse by one', result(), result({ severity: 'error' }), '. New finding: One way in'],
  [
    'one for another',
    result({}),
    result({ code: 'b', severity: 'error', message: 'Two' }),
    '. New finding: Two. Finding gone: One way in',
  ],
])('%s', (_name, before, now, told) => {
  expect(tellFindings(newFaults(before, now), goneFindings(before, now))).toBe(told)
})
