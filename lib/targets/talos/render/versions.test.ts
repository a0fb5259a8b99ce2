import { expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { renderDesign, smallDesign } from '@/lib/testing/talos-files'

const words = {
  again: /sent a second time/,
  delete: /cannot delete a document/,
  hostDNS: /host DNS/,
  nodePorts: /NodePorts pass/,
  whole: /apply-config does not refuse/,
  timestamp: /ICMP timestamp/,
  answers: /13926/,
} as const

// facts/talos.md 5: the release that mended each, and what has to be in the design for it to matter.
test.each<[string, Partial<DesignInput>, (keyof typeof words)[]]>([
  ['1.6', {}, ['again', 'delete', 'nodePorts', 'whole', 'timestamp']],
  ['1.6.2', {}, ['delete', 'nodePorts', 'whole', 'timestamp']],
  ['1.7', {}, ['delete', 'hostDNS', 'nodePorts', 'whole', 'timestamp']],
  ['1.8', {}, ['nodePorts', 'whole', 'timestamp']],
  ['1.9.5', { cni: { plugin: 'cilium' }, kubernetes: { kubeProxy: false } }, ['whole', 'timestamp']],
  ['1.10', {}, ['whole', 'timestamp']],
  ['1.10.1', {}, ['timestamp']],
  ['1.11', {}, []],
  ['1.14', {}, []],
  ['1.7', { talos: { version: '1.7', defaultAction: 'accept' } }, ['delete', 'nodePorts', 'whole', 'answers']],
  ['1.12', { talos: { version: '1.12', defaultAction: 'accept' } }, []],
  [
    '1.13 and a listener on a port that Linux picks',
    {
      talos: { version: '1.13', defaultAction: 'accept' },
      listeners: [{ name: 'x', on: ['worker'], ports: ['40000'] }],
    },
    ['answers'],
  ],
  [
    '1.14 and a listener on a port that Linux picks',
    {
      talos: { version: '1.14', defaultAction: 'accept' },
      listeners: [{ name: 'x', on: ['worker'], ports: ['40000'] }],
    },
    [],
  ],
])('%s warns of %s', (version, change, want) => {
  const { problems } = renderDesign(smallDesign({ talos: { version }, ...change })).output
  const said = problems.flatMap(({ message }) =>
    Object.entries(words).flatMap(([key, pattern]) => (pattern.test(message) ? [key] : [])),
  )
  expect(said.sort()).toEqual([...want].sort())
  for (const problem of problems) {
    expect(problem.severity).toBe('warning')
    expect(problem.suggestion?.length).toBeGreaterThan(10)
  }
})
