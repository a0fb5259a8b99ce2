'use client'

import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useState } from 'react'
import { allPieces, type Piece, placeWithGaps } from './virtual-gaps'

export interface VirtualPieces {
  readonly pieces: readonly Piece[]
  /** For the element of a drawn item, so that its true size is known. */
  readonly measure: ((element: Element | null) => void) | undefined
}

export interface VirtualOptions {
  readonly count: number
  readonly scroller: RefObject<HTMLElement | null>
  readonly estimate: (index: number) => number
  readonly keyOf: (index: number) => string
  /** An item that stays mounted wherever the list is scrolled: the one that has the focus. */
  readonly kept: number
  readonly horizontal?: boolean
  readonly enabled: boolean
}

/** Draws only what is in sight of a long list; a short one, or one being printed, is drawn whole. */
export function useVirtualPieces({
  count,
  scroller,
  estimate,
  keyOf,
  kept,
  horizontal = false,
  enabled,
}: VirtualOptions): VirtualPieces {
  // It watches short lists too: started only when a list grows long, it would draw nothing at first and lose the focus.
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: estimate,
    getItemKey: keyOf,
    horizontal,
    overscan: 6,
    rangeExtractor: (range: Range) => {
      const indexes = defaultRangeExtractor(range)
      return kept < 0 || kept >= range.count || indexes.includes(kept)
        ? indexes
        : [...indexes, kept].sort((a, b) => a - b)
    },
  })
  if (!enabled) return { pieces: allPieces(count), measure: undefined }
  return {
    pieces: placeWithGaps(virtualizer.getVirtualItems(), virtualizer.getTotalSize()),
    measure: virtualizer.measureElement,
  }
}

/** The same list as long as it says the same, so that what is drawn from it is drawn again only when it differs. */
export function useSamePieces(pieces: readonly Piece[]): readonly Piece[] {
  const [held, setHeld] = useState(pieces)
  if (held === pieces || describe(held) === describe(pieces)) return held
  setHeld(pieces)
  return pieces
}

function describe(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === 'item' ? piece.index : `_${piece.size}`)).join(' ')
}
