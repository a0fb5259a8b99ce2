/** Where focus goes on purpose: panes, the question, a field a finding points at. */
import { useView } from './view'

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

/** Frames for which something may stand behind a dialog that is closing; the first of them are for the very thing. */
const patience = 60
const exactFor = 12
/** Milliseconds for which a slow network may still bring it, unless the person goes on to something else. */
const longPatience = 15_000
const betweenLooks = 100

/** Tries again with each frame: what gets focus may still be on its way. `find` is told how many frames have passed. */
function focusSoon(find: (frame: number) => HTMLElement | null): void {
  const until = performance.now() + longPatience
  const ended = new AbortController()
  let goesOn = false
  for (const act of ['keydown', 'pointerdown']) {
    window.addEventListener(act, () => (goesOn = true), { capture: true, signal: ended.signal })
  }
  let frame = 0
  const look = () => {
    const found = find(frame)
    if (found !== null) {
      openAround(found)
      found.focus()
    }
    frame++
    if (found !== null && document.activeElement === found) ended.abort()
    else if (frame <= patience) requestAnimationFrame(look)
    else if (goesOn || performance.now() > until) ended.abort()
    else setTimeout(look, betweenLooks)
  }
  requestAnimationFrame(look)
}

/** Opens the closed sections that something stands in: nothing in them can take focus. */
function openAround(element: Element): void {
  for (
    let section = element.closest('details');
    section !== null;
    section = section.parentElement?.closest('details') ?? null
  )
    section.open = true
}

/** Focuses the first field of the inspector, once it is drawn. */
export function focusInspector(): void {
  focusSoon(() => document.querySelector('[data-pane="inspector"] :is(input, [role="combobox"])'))
}

/** Opens the inspector where it says why, once it is drawn. */
export function focusWhy(): void {
  useView.setState({ whyWanted: true })
  const inspector = '[data-pane="inspector"]'
  focusSoon(
    () =>
      document.querySelector<HTMLElement>(`${inspector} [data-why="reach"]`) ??
      document.querySelector(`${inspector} [data-why]`),
  )
}

/**
 * Focuses the field for a path of the design, once it is drawn; where it has none of its own the nearest part of it that
 * has one, the first field inside it, or the panel about it.
 */
export function focusField(path: string): void {
  const parts = path.split('/')
  const around = parts.map((_, index) => `[data-field="${CSS.escape(parts.slice(0, parts.length - index).join('/'))}"]`)
  const nearby = [...around, `[data-field^="${CSS.escape(path)}/"]`, '[data-pane="inspector"] [data-why]']
  focusSoon((frame) => {
    for (const field of nearby.slice(0, frame < exactFor ? 1 : frame < patience ? -1 : undefined)) {
      const found = document.querySelector<HTMLElement>(field)
      if (found !== null) return found
    }
    return null
  })
}

/** Focuses the finding after (1) or before (-1) the one that has focus, round the list, once it is drawn. */
export function focusFinding(step: 1 | -1): void {
  const at = document.activeElement?.closest<HTMLElement>('[data-finding]')?.dataset.finding
  focusSoon(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-finding]')]
    const index = rows.findIndex(({ dataset }) => dataset.finding === at)
    const next = index < 0 ? (step === 1 ? 0 : rows.length - 1) : (index + step + rows.length) % rows.length
    return rows[next] ?? null
  })
}

/** Focuses the networks where the arrow keys left them. */
export function focusNetworks(): void {
  focusSoon(() => document.querySelector('#networks [tabindex="0"]'))
}

/** Focuses a lane, chip or other thing of the networks by its id, once it is drawn. */
export function focusThing(id: string): void {
  focusSoon(() => document.querySelector(`[data-thing="${CSS.escape(id)}"]`))
}
