import { expect, test } from 'vitest'
import { changedParts as changed, busyDesign as design } from '@/lib/testing/busy-design'
import { renameAdmin, renameAll, renameListener, renameThing } from './rename'

test('a new name reaches every place that means the old one', () => {
  const next = renameThing(design, 'node', 'w-1', 'gpu')
  expect(changed(next)).toEqual({
    nodes: [design.nodes[0], { ...design.nodes[1], name: 'gpu' }],
    nodePorts: { ...design.nodePorts, on: ['web', 'node:gpu'] },
    addons: ['hubble', { id: 'node-exporter', from: ['node:gpu', 'anywhere'] }],
    listeners: [{ ...design.listeners[0], on: ['gpu'] }],
    overrides: [design.overrides[0], { listener: 'kubelet', from: ['node:gpu'] }],
    accepted: [{ code: 'a', at: 'nodes/gpu/addresses/0', reason: 'r' }, design.accepted[1]],
    expectations: [
      { ask: 'web -> gpu db', want: 'allow' },
      { ask: 'admin:vpn -> node:gpu tcp/1', want: 'deny' },
    ],
  })
  expect(changed(renameThing(design, 'subnet', 'control', 'front')).targets).toEqual({
    talos: {},
    other: { subnets: ['front'], vmids: { 'cp-1': 101 }, environment: 'control' },
  })
  expect(changed(renameThing(design, 'node', 'cp-1', 'first')).targets?.other).toMatchObject({ vmids: { first: 101 } })
  expect(changed(renameAdmin(design, 'vpn', 'a/b')).listeners?.[0]?.from).toContain('admin:a/b')
  expect(changed(renameListener(design, 'db', 'data base'))).toMatchObject({
    overrides: [{ listener: 'data base' }, {}],
    accepted: [{}, { at: 'rules/data base' }],
  })
})

test.each<[string, Parameters<typeof renameThing>[1], string, string]>([
  ['taken', 'node', 'w-1', 'web'],
  ['no label', 'node', 'w-1', 'W_1'],
  ['a word for all machines', 'pool', 'web', 'worker'],
  ['the same', 'pool', 'web', 'web'],
])('a name that is %s changes nothing', (_, kind, old, to) => {
  expect(renameThing(design, kind, old, to)).toBe(design)
})

test('two nodes may swap their names', () => {
  const next = renameAll(design, {
    node: new Map([
      ['cp-1', 'w-1'],
      ['w-1', 'cp-1'],
    ]),
  })
  expect(next.nodes.map(({ name }) => name)).toEqual(['w-1', 'cp-1'])
  expect(next.overrides).toEqual([
    { listener: 'db', add: ['node:w-1'] },
    { listener: 'kubelet', from: ['node:cp-1'] },
  ])
})

test('what only looks like the name stays: a namespace, a port, a word of a question', () => {
  const options = {
    namespaces: ['web', 'shop'],
    ingressPorts: ['web'],
    mirrors: { web: 'https://web' },
    subnets: ['web'],
  }
  const ask = 'constructor:web -> toString:x tcp/1'
  const drawn = { ...design, targets: { other: options }, expectations: [{ ask, want: 'deny' as const }] }
  const next = renameThing(drawn, 'pool', 'web', 'front')
  expect(next.targets).toEqual({ other: { ...options, subnets: ['front'] } })
  expect(next.expectations).toEqual([{ ask, want: 'deny' }])
})
