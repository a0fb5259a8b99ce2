import { expect, test } from 'vitest'
import { expandPattern, hasPattern } from './glob'
import { makeMemoryIo } from './testing/memory-io'

const { io } = makeMemoryIo({
  '/work/a.yaml': '',
  '/work/b.yaml': '',
  '/work/b.json': '',
  '/work/.hidden.yaml': '',
  '/work/sites/fra/prod.yaml': '',
  '/work/sites/fra/test.yaml': '',
  '/work/sites/ams/prod.yaml': '',
  '/work/sites/ams/(old) [1].yaml': '',
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
  ['/work/*.json', ['/work/b.json']],
  ['sites/*', []],
  ['*.toml', []],
  ['nowhere/*.yaml', []],
])('%s', (pattern, want) => {
  expect(hasPattern(pattern)).toBe(true)
  expect(expandPattern(pattern, '/work', io.files)).toEqual(want)
})
