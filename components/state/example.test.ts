import { expect, test } from 'vitest'
import { templates } from '@/lib/design/templates/templates'
import { exampleDesign } from './example'

test('the example is the first template, read by the schema', () => {
  expect(exampleDesign).toEqual(templates[0]?.design())
})
