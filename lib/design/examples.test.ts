import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDesign } from './read-design'

const folder = 'public/examples'
test.each(readdirSync(folder))('%s loads without an error or a warning', (file) => {
  const result = readDesign(readFileSync(`${folder}/${file}`, 'utf8'))
  expect(result).toMatchObject({ ok: true, problems: [] })
})
