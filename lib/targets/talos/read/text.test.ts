import { expect, test } from 'vitest'
import { versionOf } from '@/lib/testing/talos-documents'
import { behaviourOf } from '../behaviour'
import type { Reading } from './reading'
import { readSources } from './text'

function readingOf(text: string): Reading {
  return { file: 'f.yaml', text, behaviour: behaviourOf(versionOf('1.13.9')), form: 'patch', problems: [] }
}

/** What libraries read in different ways is refused with its line, never guessed. */
test.each([
  ['a document end before a document', 'a: 1\n---\n...\nb: 2\n', 3],
  ['a document end in front', '...\na: 1\n', 1],
  ['a document end at the end', 'a: 1\n...\n', 2],
  ['a directive', '%x\n---\na: 1\n', 1],
  ['a directive for its version', '# note\n%YAML 1.1\n---\na: 1\n', 2],
  ['a lone carriage return', 'a: 1\rb: 2\n', 1],
  ['a key twice', 'a: 1\na: 2\n', 2],
])('refuses %s', (_, text, line) => {
  const reading = readingOf(text)
  expect(readSources(reading)).toBeUndefined()
  expect(reading.problems).toMatchObject([{ severity: 'error', line }])
})

test('takes three dots inside a text', () => {
  expect(readSources(readingOf('a: |\n  ...\nb: "... x"\n'))).toHaveLength(1)
})
