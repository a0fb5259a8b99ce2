import { describe, expect, it } from 'vitest'
import type { ReachZone } from '@/lib/verify/reach'
import { clampSpot, type GridSpot, type GridStep, stepGrid } from './grid-keys'
import { visibleZones } from './zone-tree'

function zone(id: string, parent?: string): ReachZone {
  return { id, title: id, kind: 'node', prefixes: [], members: 1, ...(parent === undefined ? {} : { parent }) }
}

// Rows: internet, worker (open), web, gpu, lb (closed, one child). Columns: control (closed), worker.
const rows = visibleZones(
  [zone('internet'), zone('worker'), zone('web', 'worker'), zone('gpu', 'worker'), zone('lb'), zone('lb-1', 'lb')],
  new Set(['worker']),
)
const columns = visibleZones([zone('control'), zone('cp-1', 'control'), zone('worker')], new Set())
const axes = { rows, columns, page: 3 }
const at = (row: number, column: number): GridSpot => ({ row, column })
const moved = (row: number, column: number): GridStep => ({ kind: 'move', spot: { row, column } })

const cases: [string, { key: string; command?: boolean; from: GridSpot; want: GridStep | undefined }][] = [
  ['down', { key: 'ArrowDown', from: at(0, 0), want: moved(1, 0) }],
  ['down stops at the last row', { key: 'ArrowDown', from: at(4, 0), want: moved(4, 0) }],
  ['up enters the column header', { key: 'ArrowUp', from: at(0, 1), want: moved(-1, 1) }],
  [
    'up from the first row header stays, as the corner is empty',
    { key: 'ArrowUp', from: at(0, -1), want: moved(0, -1) },
  ],
  ['left enters the row header', { key: 'ArrowLeft', from: at(1, 0), want: moved(1, -1) }],
  ['left in the header row stops at the first column', { key: 'ArrowLeft', from: at(-1, 0), want: moved(0, -1) }],
  ['left closes an open row', { key: 'ArrowLeft', from: at(1, -1), want: { kind: 'toggle', axis: 'row', index: 1 } }],
  ['left in a child climbs to its parent', { key: 'ArrowLeft', from: at(3, -1), want: moved(1, -1) }],
  ['left in a closed top row stays', { key: 'ArrowLeft', from: at(4, -1), want: moved(4, -1) }],
  ['right opens a closed row', { key: 'ArrowRight', from: at(4, -1), want: { kind: 'toggle', axis: 'row', index: 4 } }],
  ['right in an open row goes to its cells', { key: 'ArrowRight', from: at(1, -1), want: moved(1, 0) }],
  ['home goes to the first cell', { key: 'Home', from: at(2, 1), want: moved(2, 0) }],
  ['command home goes to the first row header', { key: 'Home', command: true, from: at(3, 1), want: moved(0, -1) }],
  ['command end goes to the last cell', { key: 'End', command: true, from: at(0, 0), want: moved(4, 1) }],
  ['end goes to the last column', { key: 'End', from: at(0, 0), want: moved(0, 1) }],
  ['page down', { key: 'PageDown', from: at(0, 0), want: moved(3, 0) }],
  ['page down stops at the last row', { key: 'PageDown', from: at(3, 0), want: moved(4, 0) }],
  ['page up stops below the header', { key: 'PageUp', from: at(1, 0), want: moved(0, 0) }],
  ['page up in the header row stays', { key: 'PageUp', from: at(-1, 1), want: moved(-1, 1) }],
  ['enter in a cell opens it', { key: 'Enter', from: at(2, 1), want: { kind: 'open', spot: at(2, 1) } }],
  [
    'enter in a column header folds it',
    { key: 'Enter', from: at(-1, 0), want: { kind: 'toggle', axis: 'column', index: 0 } },
  ],
  ['space in a leaf header opens it', { key: ' ', from: at(2, -1), want: { kind: 'open', spot: at(2, -1) } }],
  ['tab is left to the browser', { key: 'Tab', from: at(0, 0), want: undefined }],
  ['letters are left to the page', { key: 'w', from: at(0, 0), want: undefined }],
]

describe('stepGrid', () => {
  it.each(cases)('%s', (_name, { key, command, from, want }) => {
    expect(stepGrid({ key, command: command ?? false }, from, axes)).toEqual(want)
  })
})

describe('clampSpot', () => {
  it.each([
    ['a row that a filter removed', at(9, 1), at(4, 1)],
    ['a column that folded away', at(2, 7), at(2, 1)],
    ['the corner', at(-1, -1), at(0, -1)],
  ])('%s', (_name, from, want) => {
    expect(clampSpot(from, axes)).toEqual(want)
  })
})
