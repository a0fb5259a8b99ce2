import { describe, expect, it } from 'vitest'
import { cellKey, type ReachCell, type ReachGrid, type ReachZone } from '@/lib/verify/reach'
import { compareReach } from './reach-changes'

const zones: ReachZone[] = [
  { id: 'internet', title: 'Internet', kind: 'internet', prefixes: [], members: 1 },
  { id: 'worker', title: 'Workers', kind: 'worker', prefixes: [], members: 1 },
  { id: 'node:gpu-1', title: 'gpu-1', kind: 'node', prefixes: [], members: 1, parent: 'worker' },
]

function grid(...cells: [from: string, to: string, services: string][]): ReachGrid {
  const parse = (text: string): ReachCell['services'] =>
    text
      .split(' ')
      .filter(Boolean)
      .map((word) => {
        const some = word.endsWith('?')
        const service = some ? word.slice(0, -1) : word
        return { service, title: service, extent: some ? 'some' : 'all', rules: [], surprise: false }
      })
  const entries = cells.map(([from, to, text]): [string, ReachCell] => [
    cellKey(from, to),
    { from, to, services: parse(text), lost: [], internet: false },
  ])
  return { place: 'guest', rows: zones, columns: zones, cells: new Map(entries) }
}

describe('compareReach', () => {
  it.each([
    ['nothing before', undefined, grid(['internet', 'worker', 'tcp/1']), 0, 0, 0],
    ['the same again', grid(['internet', 'worker', 'tcp/1']), grid(['internet', 'worker', 'tcp/1']), 0, 0, 0],
    ['a new cell', grid(), grid(['internet', 'worker', 'tcp/1 tcp/2']), 1, 2, 0],
    ['a cell gone', grid(['internet', 'worker', 'tcp/1']), grid(), 1, 0, 1],
    ['one for another', grid(['internet', 'worker', 'tcp/1']), grid(['internet', 'worker', 'tcp/2']), 1, 1, 1],
    ['some become all', grid(['internet', 'worker', 'tcp/1?']), grid(['internet', 'worker', 'tcp/1']), 1, 1, 0],
    ['all become some', grid(['internet', 'worker', 'tcp/1']), grid(['internet', 'worker', 'tcp/1?']), 1, 0, 1],
    [
      'a zone and the node in it count once',
      grid(),
      grid(['internet', 'worker', 'tcp/1?'], ['internet', 'node:gpu-1', 'tcp/1']),
      2,
      1,
      0,
    ],
  ])('%s', (_name, before, after, cells, gained, lost) => {
    const changes = compareReach(before, after)
    expect([changes.cells.size, changes.gained, changes.lost]).toEqual([cells, gained, lost])
  })
})
