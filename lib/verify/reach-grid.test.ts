import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { designSchema } from '@/lib/design/design'
import { analyseDesign } from './analyse'
import { cellKey } from './reach'

function gridOf(example: string) {
  const design = designSchema.parse(parse(readFileSync(`public/examples/${example}.yaml`, 'utf8')))
  return analyseDesign({ design, edits: {} }).reach
}

describe('who reaches what', () => {
  const grid = gridOf('dual-stack-onprem')
  const services = (from: string, to: string): string[] =>
    (grid.cells.get(cellKey(from, to))?.services ?? []).map(
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
