import { expect, test } from 'vitest'
import { expandPattern, hasPattern } from './glob'
import { makeMemoryIo } from './testing/memory-io'

const { io } = makeMemoryIo({
  '/desk/a.yaml': '',
  '/desk/b.yaml': '',
  '/desk/b.json': '',
  '/desk/.hidden.yaml': '',
  '/desk/sites/fra/prod.yaml': '',
  '/desk/sites/fra/test.yaml': '',
  '/desk/sites/ams/prod.yaml': '',
  '/desk/sites/ams/(old) [1].yaml': '',
})

test.each([
  ['*.yaml', ['a.yaml', 'b.yaml']],
  ['./*.yaml', ['a.yaml', 'b.yaml']],
  ['[ab].yaml', ['a.yaml', 'b.yaml']],
  ['[!a].yaml', ['b.yaml']],
  ['b.{yaml,json}', ['b.json', 'b.yaml']],
  ['?.json', ['b.json']],
  ['.*.yaml', ['.hidden.yaml']],
  ['sites/*/prod.yaml', ['sites/ams/prod.yaml', 'sites/fra/prod.yaml']],
  [
    'sites/**/*.yaml',
    ['sites/ams/(old) [1].yaml', 'sites/ams/prod.yaml', 'sites/fra/prod.yaml', 'sites/fra/test.yaml'],
  ],
  ['**/prod.yaml', ['sites/ams/prod.yaml', 'sites/fra/prod.yaml']],
  ['/desk/*.json', ['/desk/b.json']],
  ['sites/*', []],
  ['*.toml', []],
  ['nowhere/*.yaml', []],
])('%s', (pattern, want) => {
  expect(hasPattern(pattern)).toBe(true)
  expect(expandPattern(pattern, '/desk', io.files)).toEqual(want)
})
