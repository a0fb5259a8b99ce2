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
  ['a comment in front of another document', `${block}---\n\t# why\nmachine: {}\n`, 5],
  ['a comment in another document', `machine:\n  env:\n  \t# why\n    A: b\n`, 3],
  ['an empty line in another document', `machine:\n  env:\n    A: |\n      b\n\t\n  install: {}\n`, 5],
  ['an item in another document', `machine:\n  certSANs:\n    -\ta\n`, 3],
  ['a comment behind a text', `machine:\n  files:\n    - content: |\n        \n        a\n    \t# why\n`, 6],
  ['a comment alone', `---\n\t# why\n---\n${block}`, 2],
])('refuses a tab at the start of %s', (_, text, line) => {
  const reading = readingOf(text)
  readText(reading)
  expect(reading.problems[0]).toMatchObject({ severity: 'error', line })
})

/** A letter of a text, or behind the line between documents, as Talos takes it too. */
test.each([
  ['a text of another document', `machine:\n  env:\n    A: |-\n      x\n      \ty\n---\n${block}`],
  ['a text behind a comment', `machine:\n  env:\n    A: >- # why\n\n      x\n      \ty\n---\n${block}`],
  ['a text of a list', `machine:\n  certSANs:\n    - |\n     x\n     \ty\n---\n${block}`],
  ['a text under a dash', `machine:\n  files:\n    - content: !!str |\n        x\n        \ty\n---\n${block}`],
  ['the line before a document', `machine: {}\n---\t# why\n${block}`],
  ['the line behind a document', `${block}---\t# why\nmachine: {}\n`],
  [
    'the line of a document',
    `machine:\n  env:\n    A: |\n      x\n      \ty\n---\t{${block.trim().replaceAll('\n', ', ')}}\n`,
  ],
])('takes a tab further on in %s', (_, text) => {
  const reading = readingOf(text)
  expect(readText(reading)).toHaveLength(2)
  expect(reading.problems).toEqual([])
})
