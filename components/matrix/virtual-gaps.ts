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
