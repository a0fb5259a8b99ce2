/** Virtual items with the room between them, so that a focused item far away can stay mounted among those in sight. */
export interface Placed {
  readonly index: number
  readonly start: number
  readonly end: number
}

export type Piece =
  | { readonly kind: 'item'; readonly index: number }
  | { readonly kind: 'gap'; readonly size: number; readonly before: number }

export function placeWithGaps(items: readonly Placed[], total: number): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const item of [...items].sort((a, b) => a.index - b.index)) {
    if (item.start > end) pieces.push({ kind: 'gap', size: item.start - end, before: item.index })
    pieces.push({ kind: 'item', index: item.index })
    end = item.end
  }
  if (total > end) pieces.push({ kind: 'gap', size: total - end, before: -1 })
  return pieces
}

/** Every item, for lists short enough to be drawn whole. */
export function allPieces(count: number): Piece[] {
  return Array.from({ length: count }, (_, index) => ({ kind: 'item', index }))
}

/** Every item of a list one after another. */
export function placeAll(count: number, sizeOf: (index: number) => number): Placed[] {
  const placed: Placed[] = []
  let end = 0
  for (let index = 0; index < count; index++) {
    const start = end
    end += sizeOf(index)
    placed.push({ index, start, end })
  }
  return placed
}

/** The first and last item that lie, even in part, between two places; the nearest one where none does. */
export function within(placed: readonly Placed[], from: number, to: number): { first: number; last: number } {
  const last = placed.length - 1
  const firstAfter = placed.findIndex((item) => item.end > from)
  const firstBeyond = placed.findIndex((item) => item.start >= to)
  const first = firstAfter < 0 ? last : firstAfter
  return { first, last: Math.max(first, firstBeyond < 0 ? last : firstBeyond - 1) }
}
