'use client'

import { type RefObject, useLayoutEffect, useState } from 'react'

/** Whether an element has at least so many pixels across. */
export function useIsWide(ref: RefObject<HTMLElement | null>, width: number): boolean {
  const [isWide, setWide] = useState(false)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const look = () => setWide(element.clientWidth >= width)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, width])
  return isWide
}
