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

/** Tries again with each frame for a second: what gets focus may still be on its way. */
function focusSoon(find: () => HTMLElement | null, tries = 60): void {
  requestAnimationFrame(() => {
    const found = find()
    if (found !== null) found.focus()
    else if (tries > 0) focusSoon(find, tries - 1)
  })
}

/** Focuses the first field of the inspector, once it is drawn. */
export function focusInspector(): void {
  focusSoon(() => document.querySelector('[data-pane="inspector"] :is(input, [role="combobox"])'))
}

/** Focuses the field for a path of the design, or for the nearest part of it that has one, once it is drawn. */
export function focusField(path: string): void {
  const parts = path.split('/')
  const fields = parts.map((_, index) => parts.slice(0, parts.length - index).join('/'))
  focusSoon(() => {
    for (const field of fields) {
      const found = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)
      if (found !== null) return found
    }
    return null
  })
}

/** Focuses a lane, chip or other thing of the networks by its id, once it is drawn. */
export function focusThing(id: string): void {
  focusSoon(() => document.querySelector(`[data-thing="${CSS.escape(id)}"]`))
}
