import { type FocusEvent, useEffect, useRef } from 'react'

interface Place {
  readonly id: string
  /** Among the rows. */
  readonly index: number
}

/**
 * What had focus in the list may go by what was done with it. Focus then stays with the same finding, wherever that
 * stands now, or goes to its neighbour.
 */
export function useKeptFocus() {
  const list = useRef<HTMLElement>(null)
  const last = useRef<Place>(undefined)
  useEffect(() => {
    const rows = rowsOf(list.current)
    const place = last.current
    if (place === undefined || document.activeElement !== document.body) return
    const same = rows.find(({ dataset }) => dataset.finding === place.id)
    const next = same ?? rows[Math.min(place.index, rows.length - 1)]
    next?.focus()
  })
  return {
    ref: list,
    onFocus: ({ target }: FocusEvent) => {
      const row = target.closest<HTMLElement>('[data-finding]')
      const id = row?.dataset.finding
      last.current = row === null || id === undefined ? undefined : { id, index: rowsOf(list.current).indexOf(row) }
    },
    onBlur: ({ target, relatedTarget }: FocusEvent) => {
      // Whoever leaves on purpose is not called back; what is taken away loses focus too.
      setTimeout(() => {
        if (relatedTarget === null && target.isConnected) last.current = undefined
      })
    },
  }
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLElement>('[data-finding]')]
}
