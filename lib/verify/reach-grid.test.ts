import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { designSchema } from '@/lib/design/design'
import { cp, soundDesign } from '../testing/lint-case'
import { analyseDesign } from './analyse'
import { cellAt, cellKey, cellOfZones, type ReachGrid, type ReachZone } from './reach'

function gridOf(example: string) {
  const design = designSchema.parse(parse(readFileSync(`public/examples/${example}.yaml`, 'utf8')))
  return analyseDesign({ design, edits: {} }).reach
}

describe('who reaches what', () => {
  const grid = gridOf('dual-stack-onprem')
  const services = (from: string, to: string): string[] =>
    (cellOfZones(grid, from, to)?.services ?? []).map(
      (service) => `${service.title} ${service.service} ${service.extent}`,
    )

  test.each([
    ['the internet reaches no API', 'internet', 'controlplane', ['Path MTU discovery icmp/3 all']],
    [
      'an announced address is reached from anywhere',
      'internet',
      'announced:ingress',
      ['ingress tcp/80 all', 'ingress tcp/443 all'],
    ],
  ])('%s', (_, from, to, want) => {
    expect(services(from, to).filter((service) => !service.includes('icmpv6'))).toEqual(want)
  })

  test('the edge network reaches NodePorts of workers only', () => {
    expect(services('subnet:edge', 'worker').filter((service) => service.startsWith('NodePorts'))).toEqual([
      'NodePorts tcp/30000-30100 all',
      'NodePorts udp/30000-30100 all',
    ])
    expect(services('subnet:edge', 'controlplane').filter((service) => service.startsWith('NodePorts'))).toEqual([])
  })

  test('announced addresses that the internet reaches are marked', () => {
    expect(grid.cells.get(cellKey('internet', 'announced:ingress'))?.internet).toBe(true)
    expect(grid.cells.get(cellKey('internet', 'controlplane'))?.internet).toBe(false)
  })

  test('a prefix that only a listener names has a row of its own and is not the internet', () => {
    expect(services('internet', 'node:gpu-1').some((service) => service.startsWith('postgres'))).toBe(false)
    expect(services('cidr:10.9.0.0/16', 'node:gpu-1')).toContain('postgres tcp/5432 all')
    expect(services('cidr:2001:db8:9::/48', 'node:gpu-1')).toContain('postgres tcp/5432 all')
  })

  test('an admin entry for the whole world leaves the internet in the grid', () => {
    const open = gridOf('seed-001-talos-docs')
    const cell = open.cells.get(cellKey('internet', 'controlplane'))
    expect(cell?.internet).toBe(true)
    expect(cell?.services.map((service) => service.service)).toEqual(['tcp/50000', 'tcp/6443'])
  })
})

describe('a cluster of many named machines', () => {
  const nodes = Array.from({ length: 200 }, (_, index) => ({
    name: `n-${index}`,
    role: index < 3 ? ('controlplane' as const) : ('worker' as const),
    subnet: 'a',
    addresses: [`10.0.${index >> 8}.${index & 255}`],
  }))
  const design = designSchema.parse({
    version: 1,
    name: 'many',
    subnets: [{ name: 'a', cidrs: ['10.0.0.0/16'] }],
    nodes,
    listeners: [
      { name: 'web', on: ['node:n-7'], ports: ['443'], from: ['anywhere'] },
      { name: 'metrics', on: ['worker'], ports: ['9100'], from: ['cidr:10.0.0.16/28'] },
    ],
  })
  const gridWith = (rows: string[], columns: string[]) =>
    analyseDesign({ design, edits: {}, opened: { rows, columns } }).reach
  const machines = (zones: readonly ReachZone[]) => zones.filter(({ kind }) => kind === 'node')
  const more = (zones: readonly ReachZone[]) => zones.flatMap((zone) => (zone.more === undefined ? [] : [zone.more]))

  test('lists no machine until its zone is opened, or it alone is asked for', () => {
    const closed = gridWith([], [])
    expect([machines(closed.rows), machines(closed.columns)]).toEqual([[], []])
    expect([more(closed.rows), more(closed.columns)]).toEqual([
      [3, 197],
      [3, 197],
    ])
    const one = gridWith(['node:n-7'], ['node:n-7'])
    expect(machines(one.rows).map(({ id }) => id)).toEqual(['node:n-7'])
    expect([more(one.rows), more(one.columns)]).toEqual([
      [3, 196],
      [3, 196],
    ])
    const opened = gridWith(['worker'], ['worker'])
    expect([machines(opened.rows).length, machines(opened.columns).length]).toEqual([197, 197])
    expect([more(opened.rows), more(opened.columns)]).toEqual([[3], [3]])
    expect(
      machines(opened.rows)
        .slice(7, 9)
        .map(({ title }) => title),
    ).toEqual(['n-10', 'n-11'])
  })

  test('machines that share their cells have the cells that each has alone', () => {
    const opened = gridWith(['worker'], ['worker'])
    expect(opened.cells.size).toBeLessThan(100)
    const told = (grid: ReachGrid, from: ReachZone | undefined, to: ReachZone | undefined) =>
      from === undefined || to === undefined
        ? 'no such zone'
        : (cellAt(grid, from, to)?.services ?? []).map(({ title, service, extent }) => `${title} ${service} ${extent}`)
    for (const name of ['n-3', 'n-7', 'n-8', 'n-16', 'n-31', 'n-32', 'n-199']) {
      const id = `node:${name}`
      const alone = gridWith([id], [id])
      const find = (zones: readonly ReachZone[]) => zones.find((zone) => zone.id === id)
      for (const other of alone.rows) {
        const row = opened.rows.find((zone) => zone.id === other.id)
        expect([other.id, told(opened, row, find(opened.columns))]).toEqual([
          other.id,
          told(alone, other, find(alone.columns)),
        ])
      }
    }
    expect(cellOfZones(opened, 'internet', 'node:n-7')?.services.map(({ service }) => service)).toContain('tcp/443')
    expect(cellOfZones(opened, 'internet', 'node:n-8')?.services.map(({ service }) => service)).not.toContain('tcp/443')
    const metrics = (from: string) =>
      cellOfZones(opened, from, 'node:n-9')?.services.some(({ service }) => service === 'tcp/9100') ?? false
    expect(['node:n-15', 'node:n-16', 'node:n-31', 'node:n-32'].map(metrics)).toEqual([false, true, true, false])
  })
})

test('a zone of many prefixes counts those too that it does not list', () => {
  const workers = Array.from({ length: 20 }, (_, at) => ({
    name: `w-${at}`,
    role: 'worker' as const,
    subnet: 'workers',
    addresses: [`10.0.1.${2 * at + 11}`],
  }))
  const { reach } = analyseDesign({ design: soundDesign({ nodes: [cp(11), ...workers] }), edits: {} })
  const zone = reach.rows.find(({ id }) => id === 'worker')
  expect((zone?.prefixes.length ?? 0) + (zone?.unlisted ?? 0)).toBe(workers.length)
  expect(reach.rows.find(({ id }) => id === 'controlplane')).not.toHaveProperty('unlisted')
})
