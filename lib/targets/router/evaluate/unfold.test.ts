import { expect, test } from 'vitest'
import { unfold } from './unfold'

function unfolded(lists: ReadonlyMap<string, readonly string[]>, first: string, left = 1_000_000) {
  const taken: string[] = []
  const entered: string[] = []
  const met = unfold(first, left, {
    inner: (entry) => (lists.has(entry) ? entry : undefined),
    entriesOf: (list) => lists.get(list) ?? [],
    enter: (list) => entered.push(list),
    take: (entry) => taken.push(entry),
  })
  return { met, taken, entered }
}

test('lists inside lists, each once, in the order of the text', () => {
  const lists = new Map([
    ['a', ['1', 'b', '4', 'a']],
    ['b', ['2', 'a', '3']],
  ])
  expect(unfolded(lists, 'a')).toEqual({ met: 7, taken: ['1', '2', '3', '4'], entered: ['a', 'b'] })
})

test('a hundred thousand lists one in the other', () => {
  const lists = new Map(Array.from({ length: 100_000 }, (_, at) => [`l${at}`, [`l${at + 1}`]] as const))
  expect(unfolded(lists, 'l0')).toMatchObject({ met: 100_000, taken: ['l100000'] })
})

test('no more entries are met than may be', () => {
  const lists = new Map([['a', Array.from({ length: 100 }, (_, at) => `${at}`)]])
  expect(unfolded(lists, 'a', 99)).toMatchObject({ met: undefined, taken: { length: 99 } })
})
