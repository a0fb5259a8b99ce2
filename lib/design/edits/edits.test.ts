import { expect, test } from 'vitest'
import { changedParts as changed, busyDesign as design } from '@/lib/testing/busy-design'
import { setAddonOptions, toggleAddon } from './addons'
import { setAdminCidrs } from './admin'
import { changeKubernetes, setCni, setEncryption, setTransport, setTunnelPort } from './cluster'
import { changeEgress } from './egress'
import { addOverride, changeOverride } from './listeners'
import { addNode, duplicateNode, moveNode, removeNode } from './machines'
import { addPool, resizePool } from './pools'
import { explodePool } from './split-pool'
import { addSubnet, removeSubnet } from './subnets'

const from = (name: string) => design.subnets.find((subnet) => subnet.name === name) ?? { name, cidrs: [] }

test('adds a node with the next name and the next address past the routers', () => {
  const { design: next, name } = addNode(design, from('control'), 'controlplane')
  expect(name).toBe('cp-2')
  expect(next.nodes.at(-1)).toEqual({
    name: 'cp-2',
    role: 'controlplane',
    subnet: 'control',
    addresses: ['10.0.0.12'],
    nics: [],
    publicAddresses: [],
  })
})

test('adds a pool on a run of free addresses of each family', () => {
  expect(addPool(design, from('storage'), 'worker', 4).design.pools.at(-1)).toEqual({
    name: 'pool-1',
    role: 'worker',
    subnet: 'storage',
    count: 4,
    addresses: ['10.9.0.11-10.9.0.14', '2001:db8:9::b-2001:db8:9::e'],
  })
  expect(addPool(design, from('control'), 'worker', 90).design.pools.at(-1)?.addresses).toEqual([
    '10.0.0.103-10.0.0.192',
  ])
})

test('adds a subnet beside the last one, clear of pods and services', () => {
  expect(addSubnet(design).design.subnets.at(-1)).toEqual({
    name: 'subnet-1',
    cidrs: ['10.9.1.0/24', '2001:db8:9:1::/64'],
  })
  const crowded = { ...design, subnets: [{ name: 'a', cidrs: ['10.95.0.0/16'] }] }
  expect(addSubnet(crowded).design.subnets.at(-1)?.cidrs).toEqual(['10.112.0.0/16'])
})

test('a copy of a node has addresses of its own', () => {
  expect(duplicateNode(design, 'w-1')?.design.nodes[2]).toMatchObject({
    name: 'w-2',
    addresses: ['10.0.0.12'],
    nics: [{ subnet: 'storage', addresses: ['10.9.0.11', '2001:db8:9::11'] }],
  })
})

test('a node that moves takes an address there; one without keeps none', () => {
  expect(changed(moveNode(design, 'cp-1', 'storage')).nodes?.[0]).toMatchObject({
    subnet: 'storage',
    addresses: ['10.9.0.11', '2001:db8:9::11'],
  })
  const bare = { ...design, nodes: design.nodes.map((node) => ({ ...node, addresses: [] })) }
  expect(moveNode(bare, 'cp-1', 'storage').nodes[0]).toMatchObject({ subnet: 'storage', addresses: [] })
})

test('removing a node removes every reference, and listeners without machines', () => {
  const next = removeNode(design, 'w-1')
  expect(Object.keys(changed(next)).sort()).toEqual(['addons', 'listeners', 'nodePorts', 'nodes', 'overrides'])
  expect(next.nodePorts.on).toEqual(['web'])
  expect(next.addons).toEqual(['hubble', { id: 'node-exporter', from: ['anywhere'] }])
  expect(next.listeners).toEqual([])
  // The sources of the kubelet were one node; now they are nobody, not everybody.
  expect(next.overrides).toEqual([{ listener: 'kubelet', from: [] }])
})

test('what is not there cannot go, and the last subnet stays', () => {
  const single = removeSubnet(design, 'storage')
  expect(removeSubnet(single, 'control')).toBe(single)
  expect(removeNode(design, 'nobody')).toBe(design)
})

test('removing a subnet removes machines, interfaces and references', () => {
  const next = removeSubnet(design, 'storage')
  expect(next.nodes[1]?.nics).toEqual([])
  expect(next.listeners[0]?.from).toEqual(['pool:web', 'admin:vpn'])
  expect(next.egress).toEqual({ mode: 'restricted', dns: [], ntp: [], https: [], also: [] })
})

test('a pool falls apart into nodes that inherit what named it', () => {
  const next = explodePool(design, 'web')
  expect(next.pools).toEqual([])
  expect(next.nodes.slice(2).map(({ name, addresses }) => [name, addresses])).toEqual([
    ['web-1', ['10.0.0.100']],
    ['web-2', ['10.0.0.101']],
    ['web-3', ['10.0.0.102']],
  ])
  expect(next.nodePorts).toMatchObject({
    from: ['admin:office', 'node:web-1', 'node:web-2', 'node:web-3'],
    on: ['web-1', 'web-2', 'web-3', 'node:w-1'],
  })
  expect(next.listeners[0]?.from.slice(0, 3)).toEqual(['node:web-1', 'node:web-2', 'node:web-3'])
})

test('a pool keeps a range that fits it exactly', () => {
  expect(resizePool(design, 'web', 5).pools[0]).toMatchObject({ count: 5, addresses: ['10.0.0.100-10.0.0.104'] })
  expect(resizePool(design, 'web', { min: 0, max: 1 }).pools[0]).toMatchObject({
    count: { min: 0, max: 1 },
    addresses: ['10.0.0.100'],
  })
  const roomy = { ...design, pools: design.pools.map((pool) => ({ ...pool, addresses: ['10.0.0.100-10.0.0.150'] })) }
  expect(resizePool(roomy, 'web', 5).pools[0]?.addresses).toEqual(['10.0.0.100-10.0.0.150'])
})

test('another plugin keeps what it has too', () => {
  const cilium = setEncryption(setTransport(setCni(design, 'cilium'), 'geneve'), 'wireguard')
  expect(cilium.cni).toEqual({ plugin: 'cilium', transport: 'geneve', encryption: 'wireguard' })
  expect(setCni(cilium, 'calico').cni).toEqual({ plugin: 'calico', encryption: 'wireguard' })
  expect(setCni(cilium, 'flannel').cni).toEqual({ plugin: 'flannel', encryption: 'none' })
  expect(setTransport(cilium, 'vxlan').cni).toEqual({ plugin: 'cilium', encryption: 'wireguard' })
  expect(setTransport(cilium, 'bgp')).toBe(cilium)
  expect(setTransport(setTunnelPort(cilium, 9000), 'native').cni).toEqual({
    plugin: 'cilium',
    transport: 'native',
    encryption: 'wireguard',
  })
})

test('an optional field goes when it is set to nothing', () => {
  expect(changeKubernetes(design, { vip: undefined, apiPort: 7443 }).kubernetes).toEqual({
    apiPort: 7443,
    kubeProxy: true,
  })
})

test('admin entries of known CIDRs keep their terms; sources that named the others go', () => {
  const next = setAdminCidrs(design, ['203.0.113.0/24', '192.0.2.0/24'])
  expect(next.admin).toEqual([{ name: 'admin', cidr: '203.0.113.0/24', may: ['kubernetes', 'talos'] }, design.admin[0]])
  expect(next.listeners[0]?.from).toEqual(['pool:web', 'subnet:storage'])
  expect(next.nodePorts.from).toEqual(['admin:office', 'pool:web'])
})

test('a second override of the same sources takes the place of the first', () => {
  const next = addOverride(design, { listener: 'kubelet', from: ['nodes'] })
  expect(next.overrides).toEqual([design.overrides[0], { listener: 'kubelet', from: ['nodes'] }])
  expect(addOverride(design, { listener: 'kubelet', from: [], at: 'guest' }).overrides).toHaveLength(3)
  expect(changeOverride(design, 0, { listener: 'kubelet', from: ['worker'] }).overrides).toEqual([
    { listener: 'kubelet', from: ['worker'] },
  ])
})

test('add-ons go with their options; egress without lists is a word', () => {
  expect(toggleAddon(design, 'node-exporter', false).addons).toEqual(['hubble'])
  expect(toggleAddon(design, 'hubble', true)).toBe(design)
  expect(setAddonOptions(design, 'node-exporter', {}).addons).toEqual(['hubble', 'node-exporter'])
  expect(changeEgress(design, { also: [] }).egress).toBe('restricted')
})
