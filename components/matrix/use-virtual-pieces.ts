'use client'

import {
  type RefCallback,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { allPieces, type Piece, type Placed, placeAll, placeWithGaps, within } from './virtual-gaps'

export interface VirtualPieces {
  readonly pieces: readonly Piece[]
  /** For the element of a drawn item, which says its place in `data-index`, so that its true size is known. */
  readonly measure: RefCallback<Element> | undefined
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

/** Items drawn before and after those in sight. */
const overscan = 6
/** Pixels of scrolling that are taken as one step, well inside the overscan: the list is not drawn again for less. */
const scrollStep = 100

interface Sight {
  readonly from: number
  readonly length: number
}

/** Draws only what is in sight of a long list; a short one, or one being printed, is drawn whole. */
export function useVirtualPieces(options: VirtualOptions): VirtualPieces {
  const { count, scroller, estimate, keyOf, kept, horizontal = false, enabled } = options
  const sight = useSight(scroller, horizontal, enabled)
  const { sizes, measure } = useSizes(keyOf)
  const placed = useMemo(
    () => (enabled ? placeAll(count, (index) => sizes.get(keyOf(index)) ?? estimate(index)) : []),
    [enabled, count, sizes, keyOf, estimate],
  )
  if (!enabled) return { pieces: allPieces(count), measure: undefined }
  const { first, last } = within(placed, sight.from, sight.from + sight.length + scrollStep)
  const drawn: Placed[] = placed.slice(Math.max(0, first - overscan), last + 1 + overscan)
  const focused = placed[kept]
  if (focused !== undefined && !drawn.includes(focused)) drawn.push(focused)
  return { pieces: placeWithGaps(drawn, placed.at(-1)?.end ?? 0), measure }
}

/** The part of the scroller that can be seen, in pixels along its direction. */
function useSight(scroller: RefObject<HTMLElement | null>, horizontal: boolean, enabled: boolean): Sight {
  const [sight, setSight] = useState<Sight>({ from: 0, length: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || !enabled) return
    const look = () => {
      const at = horizontal ? element.scrollLeft : element.scrollTop
      const from = Math.floor(at / scrollStep) * scrollStep
      const length = horizontal ? element.clientWidth : element.clientHeight
      setSight((known) => (known.from === from && known.length === length ? known : { from, length }))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, horizontal, enabled])
  return sight
}

/** True sizes of the items that were drawn, by key. */
function useSizes(keyOf: (index: number) => string) {
  const [sizes, setSizes] = useState<ReadonlyMap<string, number>>(new Map())
  const latestKey = useRef(keyOf)
  useLayoutEffect(() => {
    latestKey.current = keyOf
  }, [keyOf])
  const observer = useRef<ResizeObserver>(undefined)
  useEffect(() => () => observer.current?.disconnect(), [])
  const measure = useCallback((element: Element | null) => {
    if (element === null) return
    observer.current ??= new ResizeObserver((entries) => {
      setSizes((known) => {
        const next = new Map(known)
        let isOther = false
        for (const { target, borderBoxSize } of entries) {
          const size = borderBoxSize[0]?.blockSize ?? 0
          const key = latestKey.current(Number(target.getAttribute('data-index')))
          // A hidden list has no size; what it had stays true.
          if (size === 0 || known.get(key) === size) continue
          next.set(key, size)
          isOther = true
        }
        return isOther ? next : known
      })
    })
    const { current } = observer
    current.observe(element)
    return () => current.unobserve(element)
  }, [])
  return { sizes, measure }
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
