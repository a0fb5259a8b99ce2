import { expect, test } from 'vitest'
import { asSentence, wordProblem } from './word-problem'

test.each([
  ['ends after 6 characters', 'copy the whole of it', 'ends after 6 characters. Copy the whole of it.'],
  ['The file is empty.', undefined, 'The file is empty.'],
  ['cp-1 is named twice', 'rename one', 'cp-1 is named twice. Rename one.'],
  ['"10.0.0.3-9" is not a range', 'Write its end in full.', '"10.0.0.3-9" is not a range. Write its end in full.'],
])('%j and %j', (message, suggestion, words) => {
  expect(wordProblem(suggestion === undefined ? { message } : { message, suggestion })).toBe(words)
})

test.each([
  ['make one of the two smaller, or move it', 'Make one of the two smaller, or move it.'],
  ['cp-1 has to go', 'cp-1 has to go.'],
  ['config.xml:3 is no rule.', 'config.xml:3 is no rule.'],
])('%j alone', (text, sentence) => {
  expect(asSentence(text)).toBe(sentence)
})
