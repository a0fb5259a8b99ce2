import { describe, expect, it } from 'vitest'
import { cellKey, type ReachCell, type ReachGrid, type ReachService, type ReachZone } from '@/lib/verify/reach'
import { filterReach, leftOut, serviceFits } from './reach-filter'

function service(text: string, title: string): ReachService {
  return { service: text, title, extent: 'all', rules: [], surprise: false }
}

function cell(from: string, to: string, ...services: ReachService[]): [string, ReachCell] {
  return [cellKey(from, to), { from, to, services, lost: [], internet: from === 'internet' }]
}

const apid = service('tcp/50000', 'Talos API')
const kube = service('tcp/6443', 'Kubernetes API')
const nodePorts = service('tcp/30000-32767', 'NodePorts')
const grid: ReachGrid = {
  place: 'guest',
  rows: [
    { id: 'internet', title: 'Internet', kind: 'internet', prefixes: ['0.0.0.0/0'], members: 1 },
    { id: 'admin:office', title: 'office', kind: 'admin', prefixes: ['203.0.113.0/24'], members: 1 },
  ],
  columns: [
    { id: 'controlplane', title: 'Control plane', kind: 'controlplane', prefixes: [], members: 3 },
    { id: 'worker', title: 'Workers', kind: 'worker', prefixes: [], members: 3 },
  ],
  cells: new Map([
    cell('internet', 'worker', nodePorts),
    cell('admin:office', 'controlplane', apid, kube),
    cell('admin:office', 'worker', apid),
  ]),
}

function told(text: string): string[] {
  const { cellOf } = filterReach(grid, text)
  return grid.rows.flatMap((row) =>
    grid.columns.flatMap((column) => {
      const found = cellOf(row, column)
      return found === undefined || found === leftOut
        ? []
        : [`${row.id}>${column.id} ${found.services.map((s) => s.service).join(',')}`]
    }),
  )
}

describe('filterReach', () => {
  it.each([
    ['6443', ['admin:office>controlplane tcp/6443']],
    ['30080', ['internet>worker tcp/30000-32767']],
    ['udp', []],
    ['talos', ['admin:office>controlplane tcp/50000', 'admin:office>worker tcp/50000']],
    ['office worker', ['admin:office>worker tcp/50000']],
    ['Internet', ['internet>worker tcp/30000-32767']],
    ['113', []],
  ])('%s', (text, want) => {
    expect(told(text)).toEqual(want)
  })

  it('says nothing of zones that were not named, and none where what was named has no such service', () => {
    const [internet, office] = grid.rows
    const [controlplane, worker] = grid.columns
    if (internet === undefined || office === undefined || controlplane === undefined || worker === undefined) throw grid
    const named = filterReach(grid, 'office').cellOf
    expect(named(internet, worker)).toBe(leftOut)
    expect(named(office, worker)?.services).toEqual([apid])
    expect(filterReach(grid, 'office 6443').cellOf(office, worker)).toBeUndefined()
    expect(filterReach(grid, '6443').cellOf(internet, controlplane)).toBeUndefined()
  })

  it('finds a machine by its name among those that share its cells', () => {
    const node = (name: string, like?: string): ReachZone => ({
      id: `node:${name}`,
      title: name,
      kind: 'node',
      prefixes: [],
      members: 1,
      ...(like === undefined ? {} : { like }),
    })
    const rows = [node('gpu-1'), node('gpu-2', 'node:gpu-1'), node('web-1', 'node:gpu-1')]
    const large: ReachGrid = { ...grid, rows, cells: new Map([cell('node:gpu-1', 'worker', apid, kube)]) }
    const { rows: kept, named, cellOf } = filterReach(large, 'gpu-2 6443')
    expect([[...(kept ?? [])], [...named]]).toEqual([['node:gpu-2'], ['node:gpu-2']])
    const told = large.columns.flatMap((column) => rows.map((row) => cellOf(row, column)?.services.length ?? 0))
    expect(told).toEqual([0, 0, 0, 0, 1, 0])
    expect([...(filterReach(large, 'gpu').rows ?? [])]).toEqual(['node:gpu-1', 'node:gpu-2'])
  })

  it('leaves the axes alone when nothing is typed', () => {
    expect(filterReach(grid, '  ').rows).toBeUndefined()
  })

  it('keeps the rows and columns of the cells it leaves', () => {
    const { rows, columns } = filterReach(grid, '6443')
    expect([...(rows ?? [])]).toEqual(['admin:office'])
    expect([...(columns ?? [])]).toEqual(['controlplane'])
  })
})

describe('serviceFits', () => {
  it.each([
    ['tcp/6443', '6443', true],
    ['tcp/6443', '644', false],
    ['tcp/16443', '6443', false],
    ['udp/8472', 'tcp/8472', false],
    ['udp/8472', 'udp/8472', true],
    ['tcp/2379-2380', '2380', true],
    ['tcp/2379-2380', '2381', false],
    ['icmp/8', 'icmp', true],
    ['esp', 'esp', true],
  ])('%s by %s', (own, word, want) => {
    expect(serviceFits(service(own, 'x'), word)).toBe(want)
  })
})
