import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { designSchema } from './design'

const folder = 'public/examples'
test.each(readdirSync(folder))('%s loads', (file) => {
  const result = designSchema.safeParse(parse(readFileSync(`${folder}/${file}`, 'utf8')))
  expect(result.error?.issues).toBeUndefined()
})
