/** Where focus goes on purpose: panes, the question, a field a finding points at. */

function focusFirst(root: Element): void {
  const inside = root.querySelector<HTMLElement>(
    '[data-pane-start], [tabindex="0"], button:not(:disabled), input:not(:disabled), a[href]',
  )
  if (inside !== null) inside.focus()
  else if (root instanceof HTMLElement) root.focus()
}

/** Goes to the next (1) or previous (-1) pane in sight. */
export function cyclePanes(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null)
  if (panes.length === 0) return
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = panes[(at + step + panes.length) % panes.length]
  if (next !== undefined) focusFirst(next)
}

export function focusQuestion(): void {
  const input = document.querySelector<HTMLInputElement>('[data-question] input')
  input?.focus()
  input?.select()
}

/** Focuses the first field of the inspector, once it is drawn. */
export function focusInspector(): void {
  requestAnimationFrame(() => {
    const first = '[data-pane="inspector"] :is(input, [role="combobox"])'
    document.querySelector<HTMLElement>(first)?.focus()
  })
}

/** Focuses the field for a path of the design, or for the nearest part of it that has one, once it is drawn. */
export function focusField(path: string): void {
  requestAnimationFrame(() => {
    const parts = path.split('/')
    for (let size = parts.length; size > 0; size--) {
      const field = `[data-field="${CSS.escape(parts.slice(0, size).join('/'))}"]`
      const found = document.querySelector<HTMLElement>(field)
      if (found === null) continue
      found.focus()
      return
    }
    focusInspector()
  })
}

/** Focuses a lane, chip or other thing of the networks by its id, once it is drawn. */
export function focusThing(id: string): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-thing="${CSS.escape(id)}"]`)?.focus()
  })
}
