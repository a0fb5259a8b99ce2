/** The thing that has the focus, and what can be done with it: keys, menus and the palette all ask here. */
import { create } from 'zustand'

/** What a thing may have done with it; each is an action of the registry. */
export type PointedCommand =
  | 'why'
  | 'ask'
  | 'go'
  | 'lines'
  | 'prove'
  | 'copy'
  | 'download'
  | 'restore'
  | 'fix'
  | 'accept'

export interface Pointed {
  /** As its menu is called: `cp-1`, `Internet → Control plane`. */
  readonly title: string
  readonly commands: Readonly<Partial<Record<PointedCommand, (() => void) | undefined>>>
  /** Further actions of its menu, by their ids. */
  readonly more?: readonly ActionsOfThing[]
}

interface ActionsOfThing {
  readonly title?: string
  readonly actions: readonly string[]
}

interface Place {
  readonly x: number
  readonly y: number
}

/** The menu that is open, beside a thing or where the pointer was. */
export interface PointedMenu {
  readonly thing: Pointed
  readonly anchor: Element | Place
}

export const usePointedMenu = create<{ readonly menu: PointedMenu | undefined }>(() => ({ menu: undefined }))

let element: Element | undefined
let thing: Pointed | undefined

/** Says what the element that takes the focus stands for. */
export function pointAt(focused: Element, pointed: Pointed): void {
  element = focused
  thing = pointed
}

/** What has the focus, or had it before a menu or the palette came over it. */
export function pointedThing(): Pointed | undefined {
  const { activeElement } = document
  if (element?.isConnected !== true || activeElement === null) return undefined
  const isOver = activeElement.closest('dialog, [popover]') !== null
  return isOver || element.contains(activeElement) ? thing : undefined
}

/** Opens the menu of what has the focus. */
export function openPointedMenu(anchor?: Element | Place): void {
  const pointed = pointedThing()
  const at = anchor ?? element
  if (pointed === undefined || at === undefined) return
  usePointedMenu.setState({ menu: { thing: pointed, anchor: at } })
}

export function closePointedMenu(): void {
  usePointedMenu.setState({ menu: undefined })
}

/**
 * For `onContextMenu` of whatever holds such things: the one under the pointer takes the focus, which says what it is.
 * Text that is typed or selected keeps the browser's own menu.
 */
export function openMenuHere(event: {
  readonly target: EventTarget
  readonly clientX: number
  readonly clientY: number
  readonly preventDefault: () => void
}): void {
  if (!(event.target instanceof Element) || event.target.closest('input, textarea') !== null) return
  const found = event.target.closest('[data-points], [data-spot]')
  if (!(found instanceof HTMLElement)) return
  const focusable = found.matches('[tabindex]') ? found : found.querySelector<HTMLElement>('[data-points-here]')
  focusable?.focus()
  event.preventDefault()
  openPointedMenu({ x: event.clientX, y: event.clientY })
}
