'use client'

import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import styles from './splitter.module.css'

export interface SplitterProps {
  readonly label: string
  /** Width in pixels of the pane that the splitter resizes. */
  readonly size: number
  readonly min: number
  readonly max: number
  readonly onResize: (size: number) => void
  /** Which side of the splitter the pane lies on. */
  readonly side: 'start' | 'end'
}

/** The line between two panes: drag it, or arrow keys, Home and End. */
export function Splitter({ label, size, min, max, onResize, side }: SplitterProps) {
  const from = useRef<{ x: number; size: number }>(undefined)
  const sign = side === 'start' ? 1 : -1
  const set = (next: number) => onResize(Math.round(Math.max(min, Math.min(max, next))))

  function onKeyDown(event: KeyboardEvent) {
    const step = event.shiftKey ? 64 : 16
    if (event.key === 'ArrowLeft') set(size - sign * step)
    else if (event.key === 'ArrowRight') set(size + sign * step)
    else if (event.key === 'Home') set(min)
    else if (event.key === 'End') set(max)
    else return
    event.preventDefault()
  }

  return (
    // A separator that takes focus is the pattern for window splitters.
    <hr
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={styles.splitter}
      onKeyDown={onKeyDown}
      onPointerDown={(event: PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, size }
      }}
      onPointerMove={(event) => {
        if (from.current !== undefined) set(from.current.size + sign * (event.clientX - from.current.x))
      }}
      onPointerUp={() => {
        from.current = undefined
      }}
      onPointerCancel={() => {
        from.current = undefined
      }}
    />
  )
}
