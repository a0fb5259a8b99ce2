import { describe, expect, it } from 'vitest'
import { placeAll, placeWithGaps, within } from './virtual-gaps'

const item = (index: number) => ({ index, start: index * 10, end: index * 10 + 10 })

function told(indexes: readonly number[], total: number): string {
  return placeWithGaps(indexes.map(item), total)
    .map((piece) => (piece.kind === 'item' ? String(piece.index) : `_${piece.size}`))
    .join(' ')
}

describe('placeWithGaps', () => {
  it.each([
    ['the first ones', [0, 1], 100, '0 1 _80'],
    ['in the middle', [4, 5], 100, '_40 4 5 _40'],
    ['a focused one far above', [7, 8, 0], 100, '0 _60 7 8 _10'],
    ['the last ones', [8, 9], 100, '_80 8 9'],
    ['nothing', [], 0, ''],
  ])('%s', (_name, indexes, total, want) => {
    expect(told(indexes, total)).toBe(want)
  })
})

describe('within', () => {
  const placed = placeAll(5, (index) => [10, 30, 10, 10, 40][index] ?? 0)

  it.each([
    ['from the start', 0, 25, 0, 1],
    ['an item that only begins there', 0, 11, 0, 1],
    ['up to the edge of one', 10, 40, 1, 1],
    ['inside one', 15, 20, 1, 1],
    ['to the end', 45, 900, 2, 4],
    ['past the end', 500, 900, 4, 4],
    ['no room yet', 0, 0, 0, 0],
  ])('%s', (_name, from, to, first, last) => {
    expect(within(placed, from, to)).toEqual({ first, last })
  })

  it('has nothing in an empty list', () => {
    const { first, last } = within([], 0, 100)
    expect([].slice(Math.max(0, first), last + 1)).toEqual([])
  })
})
