import { expect, test } from 'vitest'
import { checkDesign } from '@/lib/design/check-design'
import { designSchema } from '@/lib/design/design'
import { fixOf } from './fix-of'
import { lanesOf } from './lane-model'

const design = designSchema.parse({
  version: 1,
  name: 'a',
  admin: [{ name: 'office', cidr: '198.51.100.0/24' }],
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'storage', cidrs: ['10.0.0.128/25'] },
  ],
  nodes: [
    { name: 'b', role: 'worker', subnet: 'control', addresses: ['10.0.0.20'], nics: [{ subnet: 'storage' }] },
    { name: 'a', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.3'] },
    { name: 'dhcp', role: 'worker', subnet: 'control' },
    { name: 'stray', role: 'worker', subnet: 'control', addresses: ['10.7.0.1'] },
  ],
  pools: [
    { name: 'web', role: 'worker', subnet: 'control', count: { min: 1, max: 9 }, addresses: ['10.0.0.5-10.0.0.13'] },
  ],
  loadBalancers: [{ name: 'api', for: ['kubernetes-api'] }],
})

test('lanes stand from outside to inside, machines in the order of their addresses', () => {
  const lanes = lanesOf(design, [])
  expect(lanes.map(({ id }) => id)).toEqual(['internet', 'admin', 'balancers', 'subnet:control', 'subnet:storage'])
  expect(lanes[3]?.chips.map(({ id }) => id)).toEqual(['node:a', 'pool:web', 'node:b', 'node:stray', 'node:dhcp'])
  expect(lanes[3]?.chips[1]?.count).toBe('1–9')
  expect(lanes[4]?.chips).toMatchObject([
    { id: 'nic:storage:b', isFurther: true, selection: { kind: 'node', name: 'b' } },
  ])
})

test('a problem stands at the thing it is about, with a cure that cures it', () => {
  const problems = checkDesign(design)
  const lanes = lanesOf(design, problems)
  const stray = lanes[3]?.chips.find(({ name }) => name === 'stray')?.problems ?? []
  const overlap = lanes.flatMap((lane) => lane.problems)
  expect(stray).toHaveLength(1)
  expect(overlap).toHaveLength(1)
  const cured = [...stray, ...overlap].reduce((now, problem) => {
    const fix = fixOf(problem, now)
    expect(fix).toBeDefined()
    return fix?.apply(now) ?? now
  }, design)
  expect(checkDesign(cured)).toEqual([])
})
