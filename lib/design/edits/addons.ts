/** Add-ons: on, off, and their options. */
import type { Design } from '../design'
import { addonId } from '../references'

type Addon = Design['addons'][number]
export type AddonOptions = Omit<Extract<Addon, object>, 'id'>

/** Adds an add-on, or takes it out with its options. */
export function toggleAddon(design: Design, id: string, on: boolean): Design {
  const has = design.addons.some((addon) => addonId(addon) === id)
  if (has === on) return design
  const addons = on ? [...design.addons, id] : design.addons.filter((addon) => addonId(addon) !== id)
  return { ...design, addons }
}

/** Sets the options of an add-on, adding it when it is off; without options it is written by its id alone. */
export function setAddonOptions(design: Design, id: string, options: AddonOptions): Design {
  const next: Addon = Object.keys(options).length === 0 ? id : { ...options, id }
  const has = design.addons.some((addon) => addonId(addon) === id)
  const addons = has ? design.addons.map((addon) => (addonId(addon) === id ? next : addon)) : [...design.addons, next]
  return { ...design, addons }
}
