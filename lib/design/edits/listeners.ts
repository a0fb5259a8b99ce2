/** Listeners of one's own, and overrides of any listener's sources. */
import type { Design } from '../design'
import { removeAt, replaceAt } from './lists'

export type OwnListener = Design['listeners'][number]
export type Override = Design['overrides'][number]

/** Adds a listener; when its name is taken by one of one's own it gets a number. */
export function addListener(design: Design, listener: OwnListener): Design {
  const taken = new Set(design.listeners.map(({ name }) => name))
  let { name } = listener
  for (let number = 2; taken.has(name); number++) name = `${[...listener.name].slice(0, 55).join('')} ${number}`
  return { ...design, listeners: [...design.listeners, { ...listener, name }] }
}

/** Replaces a listener by its place, all but its name, which `renameListener` changes. */
export function changeListener(design: Design, index: number, next: Omit<OwnListener, 'name'>): Design {
  const listener = design.listeners[index]
  if (listener === undefined) return design
  return { ...design, listeners: replaceAt(design.listeners, index, { ...next, name: listener.name }) }
}

/** Removes a listener with the overrides that name it. */
export function removeListener(design: Design, index: number): Design {
  const listener = design.listeners[index]
  if (listener === undefined) return design
  const overrides = design.overrides.filter((override) => override.listener !== listener.name)
  return { ...design, listeners: removeAt(design.listeners, index), overrides }
}

/** Adds an override; where another one already replaces the same sources, it takes that one's place. */
export function addOverride(design: Design, override: Override): Design {
  const same = (other: Override) => other.listener === override.listener && other.at === override.at
  const at = design.overrides.findIndex((other) => same(other) && other.from !== undefined)
  if (override.from === undefined || at < 0) return { ...design, overrides: [...design.overrides, override] }
  return { ...design, overrides: replaceAt(design.overrides, at, override) }
}

export function changeOverride(design: Design, index: number, override: Override): Design {
  if (design.overrides[index] === undefined) return design
  const others: Design = { ...design, overrides: removeAt(design.overrides, index) }
  const clash = others.overrides.some(
    ({ listener, at, from }) =>
      listener === override.listener && at === override.at && from !== undefined && override.from !== undefined,
  )
  return clash ? addOverride(others, override) : { ...design, overrides: replaceAt(design.overrides, index, override) }
}

export function removeOverride(design: Design, index: number): Design {
  return { ...design, overrides: removeAt(design.overrides, index) }
}
