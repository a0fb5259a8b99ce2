import { describe, expect, test } from 'vitest'
import { rememberFiles, rememberTexts } from './remember'

describe('texts', () => {
  test('the same text is made something of once, another one by itself', () => {
    const made: string[] = []
    const lengthOf = rememberTexts((text) => made.push(text), 100)
    expect(['a', 'b', 'a', 'b'].map(lengthOf)).toEqual([1, 2, 1, 2])
    expect(made).toEqual(['a', 'b'])
  })

  test('starts afresh where they would be too long together, and never keeps one that is too long alone', () => {
    const made: string[] = []
    const lengthOf = rememberTexts((text) => made.push(text), 10)
    for (const text of ['aaaaaa', 'bbbbbb', 'bbbbbb', 'aaaaaa', 'c'.repeat(11), 'c'.repeat(11), 'aaaaaa'])
      lengthOf(text)
    expect(made.map((text) => text[0])).toEqual(['a', 'b', 'a', 'c', 'c'])
  })

  test('nothing is a value as well', () => {
    let count = 0
    const none = rememberTexts(() => void count++, 10)
    none('a')
    none('a')
    expect(count).toBe(1)
  })
})

describe('files', () => {
  test('are told by both path and text, wherever the one ends and the other begins', () => {
    const read = rememberFiles(({ path, text }: { path: string; text: string }) => `${path}|${text}`, 100)
    const files = [
      { path: 'a', text: 'b' },
      { path: 'ab', text: '' },
      { path: '', text: 'ab' },
      { path: 'a', text: 'c' },
      { path: 'a', text: 'b' },
    ]
    expect(files.map(read)).toEqual(['a|b', 'ab|', '|ab', 'a|c', 'a|b'])
  })

  test('the same file again gives the same thing, a changed one another', () => {
    const read = rememberFiles((file: { path: string; text: string }) => ({ ...file }), 100)
    const first = read({ path: 'a', text: 'b' })
    expect(read({ path: 'a', text: 'b' })).toBe(first)
    expect(read({ path: 'a', text: 'c' })).toEqual({ path: 'a', text: 'c' })
  })

  test('starts afresh where they would be too long together', () => {
    let count = 0
    const read = rememberFiles((_: { path: string; text: string }) => ++count, 6)
    for (const text of ['aaa', 'bbb', 'bbb', 'aaa', 'toolong']) read({ path: 'p', text })
    expect(read({ path: 'p', text: 'toolong' })).toBe(count)
    expect(count).toBe(5)
  })
})
