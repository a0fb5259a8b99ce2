/** How a person likes the page; kept in the browser, never in a design. */
import { create } from 'zustand'

export type Theme = 'system' | 'light' | 'dark'
type Density = 'compact' | 'comfortable'

export interface Preferences {
  readonly theme: Theme
  readonly density: Density
  /** Single letters act as commands where nothing takes them as text. */
  readonly singleKeys: boolean
  /** Widths of the outer panes in pixels. */
  readonly leftWidth: number
  readonly rightWidth: number
  readonly wrapLines: boolean
  /** The same for what people read: guides are prose. */
  readonly wrapGuides: boolean
}

const key = 'portcullis/preferences'
const defaultPreferences: Preferences = {
  theme: 'system',
  density: 'compact',
  singleKeys: true,
  leftWidth: 400,
  rightWidth: 280,
  wrapLines: false,
  wrapGuides: true,
}

export const usePreferences = create<Preferences>(() => defaultPreferences)

export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change)
  applyPreferences(usePreferences.getState())
  try {
    localStorage.setItem(key, JSON.stringify(usePreferences.getState()))
  } catch {
    // A preference that is not kept is no loss worth a sentence.
  }
}

/** Reads what was kept; anything that is not understood is the default. */
export function loadPreferences(): void {
  let kept: unknown
  try {
    kept = JSON.parse(localStorage.getItem(key) ?? '{}')
  } catch {
    kept = {}
  }
  usePreferences.setState(readPreferences(kept))
  applyPreferences(usePreferences.getState())
}

function readPreferences(kept: unknown): Preferences {
  const record: Readonly<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {}
  const oneOf = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
    allowed.find((candidate) => candidate === value) ?? otherwise
  const width = (value: unknown, otherwise: number) =>
    typeof value === 'number' && value >= 200 && value <= 1200 ? value : otherwise
  const flag = (value: unknown, otherwise: boolean) => (typeof value === 'boolean' ? value : otherwise)
  return {
    theme: oneOf(record.theme, ['system', 'light', 'dark'], defaultPreferences.theme),
    density: oneOf(record.density, ['compact', 'comfortable'], defaultPreferences.density),
    singleKeys: flag(record.singleKeys, defaultPreferences.singleKeys),
    leftWidth: width(record.leftWidth, defaultPreferences.leftWidth),
    rightWidth: width(record.rightWidth, defaultPreferences.rightWidth),
    wrapLines: flag(record.wrapLines, defaultPreferences.wrapLines),
    wrapGuides: flag(record.wrapGuides, defaultPreferences.wrapGuides),
  }
}

function applyPreferences({ theme, density }: Preferences): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset.theme
  else dataset.theme = theme
  dataset.density = density
}
