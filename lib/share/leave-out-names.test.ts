import { expect, test } from 'vitest'
import { designSchema } from '@/lib/design/design'
import { readDesignValue } from '@/lib/design/read-design'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { leaveOutNames } from './leave-out-names'

const design = designSchema.parse({
  version: 1,
  name: 'secret-shop',
  kubernetes: { endpoint: 'api.secret.example:443' },
  subnets: [
    { name: 'front', cidrs: ['10.0.0.0/24'] },
    { name: 'back', cidrs: ['10.0.1.0/24'] },
  ],
  admin: [{ name: 'alice', cidr: '198.51.100.0/24', owner: 'alice', until: '2027-01-01' }],
  nodes: [
    { name: 'boss', role: 'controlplane', subnet: 'front' },
    { name: 'db', role: 'worker', subnet: 'back', nics: [{ subnet: 'front' }] },
  ],
  pools: [{ name: 'shop', role: 'worker', subnet: 'front', count: 4 }],
  loadBalancers: [{ name: 'gate', for: ['trustd'] }],
  loadBalancerIPs: [{ name: 'till', addresses: ['10.0.0.80'], ports: ['443'], from: ['admin:alice'] }],
  listeners: [
    { name: 'payroll', on: ['db', 'shop'], ports: ['5432'], from: ['node:boss', 'subnet:back'], owner: 'bob' },
  ],
  egress: { mode: 'open', also: [{ name: 'tax office', to: ['subnet:back'], protocol: 'tcp', ports: ['443'] }] },
  overrides: [{ listener: 'payroll', add: ['admin:alice', 'pool:shop'] }],
  targets: { talos: {}, other: { vmids: { db: 7 }, subnets: ['back'] } },
  accepted: [{ code: 'x', at: 'nodes/db', reason: 'bob says so' }],
  expectations: [{ ask: 'db -> boss payroll', want: 'allow' }],
  checklist: { 'called-bob': true },
})

test('nothing of the owners is left, and everything still refers to what it did', () => {
  const bare = leaveOutNames(design)
  expect(JSON.stringify(bare)).not.toMatch(/secret|alice|boss|"db"|shop|gate|till|payroll|bob|tax|front|back/)
  expect(bare.listeners).toEqual([
    {
      name: 'listener-1',
      on: ['worker-1', 'pool-1'],
      protocol: 'tcp',
      ports: ['5432'],
      from: ['node:cp-1', 'subnet:subnet-2'],
    },
  ])
  expect(bare.overrides).toEqual([{ listener: 'listener-1', add: ['admin:admin-1', 'pool:pool-1'] }])
  expect(bare.targets).toEqual({ talos: {}, other: { vmids: { 'worker-1': 7 }, subnets: ['subnet-2'] } })
  expect(readDesignValue(bare)).toMatchObject({ ok: true, problems: [] })
})

test('old names that look like new ones make no confusion', () => {
  const swapped = designSchema.parse({
    version: 1,
    name: 'x',
    subnets: [
      { name: 'subnet-2', cidrs: ['10.0.0.0/24'] },
      { name: 'subnet-1', cidrs: ['10.0.1.0/24'] },
    ],
    nodes: [
      { name: 'cp-2', role: 'controlplane', subnet: 'subnet-2' },
      { name: 'cp-1', role: 'controlplane', subnet: 'subnet-1' },
    ],
  })
  expect(leaveOutNames(swapped)).toMatchObject({
    subnets: [{ name: 'subnet-1', cidrs: ['10.0.0.0/24'] }, { name: 'subnet-2' }],
    nodes: [
      { name: 'cp-1', subnet: 'subnet-1' },
      { name: 'cp-2', subnet: 'subnet-2' },
    ],
  })
})

test('any design reads without its names, and doing it again changes nothing', () => {
  checkProperty(arbitraryDesign(), sampleCount(200, 5_000), (one) => {
    const bare = leaveOutNames(one)
    expect(readDesignValue(bare)).toMatchObject({ ok: true, problems: [] })
    expect(leaveOutNames(bare)).toEqual(bare)
  })
})
