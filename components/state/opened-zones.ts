/** Zones of a large grid whose single machines are wanted: what is open in the grid, and what is selected. */
import type { OpenedZones } from '@/lib/verify/reach'
import { type Selection, useSelection } from './selection'

let inGrid: OpenedZones = { rows: [], columns: [] }
let listener: ((zones: OpenedZones) => void) | undefined
let last = ''

/** Takes over which zones are open in the grid. */
export function openZones(zones: OpenedZones): void {
  inGrid = zones
  tell()
}

export function openedZones(): OpenedZones {
  const own = ownZones(useSelection.getState().selection)
  return { rows: [...inGrid.rows, ...own], columns: [...inGrid.columns, ...own] }
}

/** Tells of every difference. Gives back what stops it. */
export function followOpenedZones(onChange: (zones: OpenedZones) => void): () => void {
  listener = onChange
  last = JSON.stringify(openedZones())
  const unsubscribe = useSelection.subscribe(tell)
  return () => {
    listener = undefined
    unsubscribe()
  }
}

function tell(): void {
  const zones = openedZones()
  const text = JSON.stringify(zones)
  if (text === last) return
  last = text
  listener?.(zones)
}

/** The inspector says who reaches a machine, whether its zone is open or not. */
function ownZones(selection: Selection): string[] {
  return selection.kind === 'node' ? [`node:${selection.name}`] : []
}
