/** Links that lead back: whoever walks through folders comes to an end, and reads each file once. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listFiles } from './folders'
import { expandPattern } from './glob'
import { nodeIo } from './node-io'

const { files } = nodeIo()
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-'))
  mkdirSync(join(folder, 'site'))
  writeFileSync(join(folder, 'site', 'prod.yaml'), 'x')
  symlinkSync('prod.yaml', join(folder, 'site', 'same.yaml'))
  for (const name of ['up', 'again']) symlinkSync('..', join(folder, 'site', name))
  symlinkSync('round', join(folder, 'round'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.skipIf(process.platform === 'win32')('in the folders of files', () => {
  expect(listFiles(folder, files)).toEqual(['site/prod.yaml', 'site/same.yaml'])
})

test.skipIf(process.platform === 'win32')('in patterns', () => {
  expect(expandPattern('**/*.yaml', folder, files)).toEqual(['site/prod.yaml', 'site/same.yaml'])
})
