import { describe, expect, it } from 'vitest'
import { placeWithGaps } from './virtual-gaps'

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
