import { expect, test } from 'vitest'
import { readDesignValue } from '@/lib/design/read-design'
import { exampleDesign } from './example'
import { knownNames } from './known-names'
import { templates } from './templates'

test('the example is what reading it would give, and nothing is wrong with it', () => {
  expect(readDesignValue(exampleDesign, knownNames)).toEqual({ ok: true, value: exampleDesign, problems: [] })
})

test.each(templates.map((template) => [template.id, template] as const))('template %s reads', (_, template) => {
  expect(template.design().version).toBe(1)
})
