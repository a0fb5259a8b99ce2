/** Where a floating box goes: beside what opened it, and inside the window. */
import { type RefObject, useLayoutEffect } from 'react'

export type Anchor = Element | { readonly x: number; readonly y: number } | null

const margin = 8

function anchorBox(anchor: NonNullable<Anchor>): { left: number; top: number; right: number; bottom: number } {
  if (anchor instanceof Element) return anchor.getBoundingClientRect()
  return { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y }
}

function place(box: HTMLElement, anchor: NonNullable<Anchor>, matchWidth: boolean): void {
  const at = anchorBox(anchor)
  if (matchWidth) box.style.minWidth = `${Math.round(at.right - at.left)}px`
  box.style.maxHeight = ''
  const width = box.offsetWidth
  const height = box.scrollHeight
  const below = window.innerHeight - at.bottom - margin
  const above = at.top - margin
  const goesBelow = height <= below || below >= above
  const room = Math.max(80, goesBelow ? below - 4 : above - 4)
  box.style.maxHeight = `${room}px`
  const shown = Math.min(height, room)
  box.style.top = `${Math.round(goesBelow ? at.bottom + 4 : at.top - 4 - shown)}px`
  box.style.left = `${Math.round(Math.max(margin, Math.min(at.left, window.innerWidth - width - margin)))}px`
}

/** Shows `ref` in the top layer beside the anchor while mounted, and keeps it there when the page scrolls. */
export function useAnchored(
  ref: RefObject<HTMLElement | null>,
  anchor: Anchor,
  options: { readonly matchWidth?: boolean; readonly content?: unknown } = {},
): void {
  const matchWidth = options.matchWidth === true
  useLayoutEffect(() => {
    const box = ref.current
    if (box === null || anchor === null) return
    if (!box.matches(':popover-open')) box.showPopover()
    const update = () => place(box, anchor, matchWidth)
    // Measuring takes the box to its full height and so back to its top: never while somebody scrolls in it.
    const onScroll = ({ target }: Event) => {
      if (!(target instanceof Node && box.contains(target))) update()
    }
    update()
    window.addEventListener('resize', update)
    window.addEventListener('scroll', onScroll, true)
    return () => {
      window.removeEventListener('resize', update)
      window.removeEventListener('scroll', onScroll, true)
    }
  }, [ref, anchor, matchWidth])
  const content = options.content
  useLayoutEffect(() => {
    if (content !== undefined && ref.current !== null && anchor !== null) place(ref.current, anchor, matchWidth)
  }, [content, ref, anchor, matchWidth])
}
