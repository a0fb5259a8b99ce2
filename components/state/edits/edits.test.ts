import { describe, expect, test } from 'vitest'
import { type Design, designSchema } from '@/lib/design/design'
import { readDesignValue } from '@/lib/design/read-design'
import { leaveOutNames } from './leave-out-names'
import {
  addNode,
  addPool,
  addSubnet,
  duplicateNode,
  explodePool,
  moveNode,
  removeSubnet,
  resizePool,
  setAdminCidrs,
  setFamilies,
  subnetOf,
} from './networks'
import { renameThing } from './rename'
import { capacityOf, freePrefix } from './room'
import { setCni, setTransport } from './settings'

const design = designSchema.parse({
  version: 1,
  name: 'secret-shop',
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.0.1.0/28', '2001:db8::/64'] },
  ],
  admin: [{ name: 'alice', cidr: '198.51.100.0/24', owner: 'alice' }],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
    {
      name: 'db',
      role: 'worker',
      subnet: 'workers',
      addresses: ['10.0.1.1', '2001:db8::1'],
      nics: [{ subnet: 'control' }],
    },
  ],
  pools: [{ name: 'web', role: 'worker', subnet: 'control', count: 4, addresses: ['10.0.0.20-10.0.0.23'] }],
  listeners: [
    { name: 'payroll', on: ['db', 'web'], ports: ['5432'], from: ['node:cp-1', 'subnet:workers', 'admin:alice'] },
  ],
  targets: { talos: {}, proxmox: { vmids: { db: 7 }, subnets: ['workers'] } },
  expectations: [{ ask: 'cp-1 -> db tcp/5432', want: 'allow' }],
})

const subnet = (name: string, from: Design = design) => {
  const found = subnetOf(from, name)
  if (found === undefined) throw new Error(`no subnet ${name}`)
  return found
}

describe('what is added fits what is there', () => {
  test('a node takes the next free address of each family', () => {
    const added = addNode(design, subnet('control'), 'controlplane')
    expect(added.name).toBe('cp-2')
    expect(added.design.nodes.at(-1)?.addresses).toEqual(['10.0.0.12'])
    const dual = addNode(design, subnet('workers'), 'worker').design.nodes.at(-1)
    expect(dual?.addresses).toEqual(['10.0.1.2', '2001:db8::2'])
  })
  test('a pool takes a range that meets nobody', () => {
    const added = addPool(design, subnet('control'), 'worker', 9)
    expect(added.design.pools.at(-1)?.addresses).toEqual(['10.0.0.24-10.0.0.32'])
  })
  test('a full subnet gives no address rather than a wrong one', () => {
    let full = design
    for (let count = 0; count < 20; count++) full = addNode(full, subnet('workers', full), 'worker').design
    const v4 = full.nodes
      .filter((node) => node.subnet === 'workers')
      .flatMap((node) => node.addresses.filter((text) => !text.includes(':')))
    expect(new Set(v4).size).toBe(v4.length)
    expect(v4).toHaveLength(14)
    expect(capacityOf(full, subnet('workers', full))).toEqual({ used: 21, total: 14 })
  })
  test('a subnet takes a prefix beside the others', () => {
    const added = addSubnet(design)
    expect(added.design.subnets.at(-1)?.cidrs).toEqual(['10.0.1.16/28', '2001:db8:0:1::/64'])
    expect(freePrefix(design, { family: 4, value: 0x0af30000n, length: 16 })).toBe('10.245.0.0/16')
  })
})

describe('what is moved, resized or split keeps its addresses in order', () => {
  test('moving takes addresses of the new subnet', () => {
    expect(moveNode(design, 'cp-1', 'workers').nodes[0]).toMatchObject({
      subnet: 'workers',
      addresses: ['10.0.1.2', '2001:db8::2'],
    })
  })
  test('a pool grows at the end of its range', () => {
    expect(resizePool(design, 'web', 6).pools[0]).toMatchObject({ count: 6, addresses: ['10.0.0.20-10.0.0.25'] })
    expect(resizePool(design, 'web', { min: 1, max: 2 }).pools[0]?.addresses).toEqual(['10.0.0.20-10.0.0.21'])
  })
  test('splitting a pool gives its addresses to nodes one by one', () => {
    const split = explodePool(design, 'web')
    expect(split.pools).toEqual([])
    expect(split.nodes.slice(2).map(({ name, addresses }) => `${name} ${addresses}`)).toEqual([
      'web-1 10.0.0.20',
      'web-2 10.0.0.21',
      'web-3 10.0.0.22',
      'web-4 10.0.0.23',
    ])
  })
  test('a duplicate has a name and addresses of its own', () => {
    const copy = duplicateNode(design, 'db')?.design.nodes[2]
    expect(copy).toMatchObject({ name: 'db-1', addresses: ['10.0.1.2', '2001:db8::2'], subnet: 'workers' })
  })
})

test('a new name reaches every place that means the thing', () => {
  const renamed = renameThing(renameThing(design, 'node', 'db', 'store'), 'subnet', 'workers', 'edge')
  expect(renamed.listeners[0]).toMatchObject({
    on: ['store', 'web'],
    from: ['node:cp-1', 'subnet:edge', 'admin:alice'],
  })
  expect(renamed.targets.proxmox).toEqual({ vmids: { store: 7 }, subnets: ['edge'] })
  expect(renamed.expectations[0]?.ask).toBe('cp-1 -> store tcp/5432')
  expect(readDesignValue(renamed).ok).toBe(true)
})

test('removing a subnet takes its machines and every interface in it', () => {
  const removed = removeSubnet(design, 'control')
  expect(removed.nodes.map(({ name, nics }) => [name, nics.length])).toEqual([['db', 0]])
  expect(removed.pools).toEqual([])
})

test('IPv6 comes with addresses that mirror IPv4, and goes again', () => {
  const dual = setFamilies(design, 'dual')
  expect(dual.subnets[0]?.cidrs).toEqual(['10.0.0.0/24', 'fd00:10:0:0::/64'])
  expect(dual.nodes[0]?.addresses).toEqual(['10.0.0.11', 'fd00:10::11'])
  expect(readDesignValue(dual)).toMatchObject({ ok: true, problems: [] })
  const single = setFamilies(dual, 'ipv4')
  expect(JSON.stringify(single)).not.toContain('::')
})

test('admin networks keep their names and terms while others come and go', () => {
  const more = setAdminCidrs(design, ['198.51.100.0/24', '203.0.113.0/24'])
  expect(more.admin.map(({ name, cidr, owner }) => [name, cidr, owner])).toEqual([
    ['alice', '198.51.100.0/24', 'alice'],
    ['admin', '203.0.113.0/24', undefined],
  ])
  expect(setAdminCidrs(more, ['203.0.113.0/24']).admin.map(({ name }) => name)).toEqual(['admin'])
})

test('a plugin that does not know the transport or encryption takes its own', () => {
  const cilium: Design = { ...design, cni: { plugin: 'cilium', transport: 'geneve', encryption: 'ipsec' } }
  expect(setCni(cilium, 'calico').cni).toEqual({ plugin: 'calico', encryption: 'none' })
  expect(setTransport(setCni(design, 'cilium'), 'vxlan').cni).toEqual({ plugin: 'cilium', encryption: 'none' })
})

test('without names nothing of the owners is left, and the design still reads', () => {
  const bare = leaveOutNames(design)
  expect(JSON.stringify(bare)).not.toMatch(/alice|secret|payroll|"db"|web|workers/)
  expect(bare.listeners[0]).toMatchObject({
    on: ['worker-1', 'pool-1'],
    from: ['node:cp-1', 'subnet:subnet-2', 'admin:admin-1'],
  })
  expect(readDesignValue(bare).ok).toBe(true)
})
