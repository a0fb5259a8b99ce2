import { currentSnapshot } from '@/components/state/design-store'
import { focusWhy } from '@/components/state/focus'
import { pointAt } from '@/components/state/pointed'
import { type Selection, select } from '@/components/state/selection'
import type { ReachZone } from '@/lib/verify/reach'
import { zoneSelection } from './zone-selection'

// With the first command.
const commands = () => import('./cell-commands')

/** What keys and menus are about while a cell of the grid, or the heading of a row or a column, has the focus. */
export function pointAtCell(element: Element, row: ReachZone | undefined, column: ReachZone | undefined): void {
  const zone = row ?? column
  if (zone === undefined) return
  if (row === undefined || column === undefined) {
    pointAt(element, {
      title: zone.title,
      commands: { why: () => explain(zoneSelection(zone.id, currentSnapshot().design)) },
    })
    return
  }
  const [from, to] = [row.id, column.id]
  pointAt(element, {
    title: `${row.title} → ${column.title}`,
    commands: {
      why: () => explain({ kind: 'cell', from, to }),
      ask: () => void commands().then(({ askBetween }) => askBetween(from, to)),
      copy: () => void commands().then(({ copyCell }) => copyCell(from, to)),
    },
  })
}

function explain(selection: Selection): void {
  select(selection)
  focusWhy()
}
