import { expect, test } from 'vitest'
import { versionOf } from '@/lib/testing/talos-documents'
import { behaviourOf } from '../behaviour'
import type { Reading } from './reading'
import { readSources, readText } from './text'

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

const block = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n'

/** Go's library takes a tab there for part of the indentation. */
test.each([
  ['a comment in front', `\t# why\n${block}`, 1],
  ['a comment between documents', `${block}---\n# one\n\t# two\n${block}`, 6],
  ['a text in another document', `machine:\n  env:\n    A: |-\n\n      \tx\n---\n${block}`, 5],
])('refuses a tab at the start of %s', (_, text, line) => {
  const reading = readingOf(text)
  readText(reading)
  expect(reading.problems[0]).toMatchObject({ severity: 'error', line })
})

test('takes a tab further on in a text of another document', () => {
  const reading = readingOf(`machine:\n  env:\n    A: |-\n      x\n      \ty\n---\n${block}`)
  expect(readText(reading)).toHaveLength(2)
  expect(reading.problems).toEqual([])
})
