import { describe, expect, it } from 'vitest'
import type { ReachZone } from '@/lib/verify/reach'
import { visibleZones, withAncestors } from './zone-tree'

function zone(id: string, parent?: string): ReachZone {
  return { id, title: id, kind: 'node', prefixes: [], members: 1, ...(parent === undefined ? {} : { parent }) }
}

const zones = [zone('internet'), zone('worker'), zone('pool:web', 'worker'), zone('node:gpu-1', 'worker'), zone('lb')]

describe('visibleZones', () => {
  it.each([
    ['closed', { expanded: [], want: ['internet 1 1/3', 'worker+ 1 2/3', 'lb 1 3/3'] }],
    [
      'open',
      {
        expanded: ['worker'],
        want: ['internet 1 1/3', 'worker- 1 2/3', 'pool:web 2 1/2', 'node:gpu-1 2 2/2', 'lb 1 3/3'],
      },
    ],
  ])('%s', (_name, { expanded, want }) => {
    const lines = visibleZones(zones, new Set(expanded))
    const told = lines.map((line) => {
      const fold = line.expandable ? (line.expanded ? '-' : '+') : ''
      return `${line.zone.id}${fold} ${line.level} ${line.position}/${line.siblings}`
    })
    expect(told).toEqual(want)
  })

  it('keeps only what a filter keeps, counting the rest out', () => {
    const lines = visibleZones(zones, new Set(['worker']), new Set(['worker', 'node:gpu-1']))
    expect(lines.map((line) => [line.zone.id, line.siblings, line.parent])).toEqual([
      ['worker', 1, -1],
      ['node:gpu-1', 1, 0],
    ])
  })

  it('treats a zone whose parent is not in the grid as top level', () => {
    expect(visibleZones([zone('node:x', 'gone')], new Set()).map((line) => line.level)).toEqual([1])
  })
})

describe('withAncestors', () => {
  it('climbs to the top', () => {
    expect([...withAncestors(zones, new Set(['node:gpu-1']))].sort()).toEqual(['node:gpu-1', 'worker'])
  })
})
