import { expect, test } from 'vitest'
import { readYaml } from './yaml-tree'

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
  expect(readYaml(text)).toMatchObject({ ok: false, line })
})

test('takes three dots inside a text', () => {
  expect(readYaml('a: |\n  ...\nb: "... x"\n').ok).toBe(true)
})
