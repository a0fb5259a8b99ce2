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
    const changed = after.rows.flatMap((row) => after.columns.filter((column) => changes.changeOf(row, column)))
    expect([changed.length, changes.gained, changes.lost]).toEqual([cells, gained, lost])
  })

  it('counts a second admin network, whose zone opens only now, and marks the zone it stands in', () => {
    const admin = (id: string, prefixes: string[], parent?: string): ReachZone => ({
      id,
      title: id,
      kind: 'admin',
      prefixes,
      members: 1,
      ...(parent === undefined ? {} : { parent }),
    })
    const one = { ...grid(['admin', 'worker', 'tcp/1 tcp/2']), rows: [admin('admin', ['192.0.2.0/24'])] }
    const rows = [
      admin('admin', ['192.0.2.0/24', '198.51.100.0/24']),
      admin('admin:office', ['192.0.2.0/24'], 'admin'),
      admin('admin:home', ['198.51.100.0/24'], 'admin'),
    ]
    const cells = ['admin', 'admin:office', 'admin:home'].map((id): [string, string, string] => [
      id,
      'worker',
      'tcp/1 tcp/2',
    ])
    const two = { ...grid(...cells), rows }
    const worker = zones.filter(({ id }) => id === 'worker')
    const told = (changes: ReturnType<typeof compareReach>, of: readonly ReachZone[]) => [
      changes.gained,
      changes.lost,
      ...of.filter((row) => worker.some((column) => changes.changeOf(row, column))).map(({ id }) => id),
    ]
    expect(told(compareReach(one, two), rows)).toEqual([2, 0, 'admin', 'admin:home'])
    expect(told(compareReach(two, one), one.rows)).toEqual([0, 2, 'admin'])

    // What anybody on the internet may do, whoever comes from there could do before.
    const [internet] = zones
    if (internet === undefined) throw new Error('no zone')
    const withInternet = (reach: ReachGrid): ReachGrid => ({
      ...reach,
      rows: [internet, ...reach.rows],
      cells: new Map([...reach.cells, ...grid(['internet', 'worker', 'tcp/2']).cells]),
    })
    expect(told(compareReach(withInternet(one), withInternet(two)), rows)).toEqual([1, 0, 'admin', 'admin:home'])
    expect(told(compareReach(withInternet(two), withInternet(one)), [internet, ...one.rows])).toEqual([0, 1, 'admin'])
  })

  it('says nothing of machines that one of the grids leaves out', () => {
    const closed = {
      ...grid(['internet', 'worker', 'tcp/1']),
      columns: zones.flatMap((zone) => (zone.parent === undefined ? [{ ...zone, more: 1 }] : [])),
    }
    const opened = grid(['internet', 'worker', 'tcp/1'], ['internet', 'node:gpu-1', 'tcp/1'])
    expect([compareReach(closed, opened).gained, compareReach(opened, closed).lost]).toEqual([0, 0])
  })
})
