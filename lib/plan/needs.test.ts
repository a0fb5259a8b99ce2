/** Nothing that a cluster cannot miss drops out of the list unseen: a listener may come to be called otherwise. */
import { expect, test } from 'vitest'
import { designSchema } from '../design/design'
import { buildSite } from '../site/build-site'
import { needsOf } from './needs'

const drawn = {
  version: 1,
  name: 'x',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
    { name: 'cp-2', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.12'] },
    { name: 'w-1', role: 'worker', subnet: 'control', addresses: ['10.0.0.21'] },
  ],
}

test('a cluster of both roles needs each of them, at each machine that is reached', () => {
  const design = designSchema.parse(drawn)
  const needs = needsOf(design, buildSite(design)).map(({ title, member }) => `${title}: ${member}`)
  expect(needs).toEqual([
    'etcd among control planes: cp-1',
    'etcd among control planes: cp-2',
    'control planes to the Talos API of every node: cp-1',
    'control planes to the Talos API of every node: cp-2',
    'control planes to the Talos API of every node: w-1',
    'nodes to the Kubernetes API: cp-1',
    'nodes to the Kubernetes API: cp-2',
    'workers to trustd: cp-1',
    'workers to trustd: cp-2',
    'pod traffic between nodes: cp-1',
    'pod traffic between nodes: cp-2',
    'pod traffic between nodes: w-1',
  ])
})
