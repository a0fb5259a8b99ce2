import { expect, test } from 'vitest'
import { checkDesign } from './check-design'
import { type DesignInput, designSchema } from './design'

type Change = Partial<DesignInput>

const cp = { name: 'cp-1', role: 'controlplane', subnet: 'control' } as const

function problemsOf(change: Change): string[] {
  const input: DesignInput = {
    version: 1,
    name: 'x',
    subnets: [{ name: 'control', cidrs: ['10.0.0.0/24', '2001:db8::/64'] }],
    nodes: [{ ...cp, addresses: ['10.0.0.11'] }],
    ...change,
  }
  return checkDesign(designSchema.parse(input)).map(
    ({ severity, at, message, suggestion }) => `${severity} ${at}: ${message} | ${suggestion}`,
  )
}

function pool(count: number, addresses: string[], name = 'p') {
  return { name, role: 'worker', subnet: 'control', count, addresses } as const
}

test.each<[string, Change]>([
  ['the smallest design', {}],
  ['addresses of both families', { nodes: [{ ...cp, addresses: ['10.0.0.11', '2001:db8::11'] }] }],
  ['a range of exactly the machines', { pools: [pool(3, ['10.0.0.20-10.0.0.22'])] }],
  ['two ranges that together suffice', { pools: [pool(3, ['10.0.0.20-10.0.0.21', '10.0.0.23'])] }],
  [
    'one announced address for two protocols',
    {
      loadBalancerIPs: [
        { name: 'a', addresses: ['10.0.0.80'], ports: ['443'] },
        { name: 'b', addresses: ['10.0.0.80'], protocol: 'udp', ports: ['443'] },
      ],
    },
  ],
  [
    'two load balancers in one box',
    {
      loadBalancers: [
        { name: 'a', addresses: ['10.0.0.5'], for: ['kubernetes-api'] },
        { name: 'b', addresses: ['10.0.0.5'], for: ['trustd'] },
      ],
    },
  ],
  [
    'nodes behind one public address',
    {
      nodes: [
        { ...cp, publicAddresses: ['203.0.113.1'] },
        { ...cp, name: 'cp-2', publicAddresses: ['203.0.113.1'] },
      ],
    },
  ],
  [
    'adjacent subnets',
    {
      subnets: [
        { name: 'control', cidrs: ['10.0.0.0/24'] },
        { name: 'b', cidrs: ['10.0.1.0/24'] },
      ],
    },
  ],
  [
    'both addresses of a /31',
    {
      subnets: [{ name: 'control', cidrs: ['10.0.0.10/31'] }],
      nodes: [
        { ...cp, addresses: ['10.0.0.10'] },
        { ...cp, name: 'cp-2', addresses: ['10.0.0.11'] },
      ],
    },
  ],
  ['a shared address beside the control planes', { kubernetes: { vip: '10.0.0.10' } }],
  [
    'a shared address on a second interface',
    {
      subnets: [
        { name: 'control', cidrs: ['10.0.0.0/24'] },
        { name: 'b', cidrs: ['10.0.1.0/24'] },
      ],
      nodes: [{ ...cp, nics: [{ subnet: 'b' }] }],
      kubernetes: { vip: '10.0.1.10' },
    },
  ],
])('finds nothing in %s', (_, change) => {
  expect(problemsOf(change)).toEqual([])
})

test.each<[string, Change, string[]]>([
  [
    'an address outside',
    { nodes: [{ ...cp, addresses: ['10.0.1.11'] }] },
    ['error nodes/cp-1/addresses/0: 10.0.1.11 is outside subnet control (10.0.0.0/24) | 10.0.0.11 is free there'],
  ],
  [
    'an address of a family the subnet lacks',
    { subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }], nodes: [{ ...cp, addresses: ['2001:db8::1'] }] },
    [
      'error nodes/cp-1/addresses/0: 2001:db8::1 is an IPv6 address, and subnet control has no IPv6 network | add an IPv6 CIDR to control, or leave the address out',
    ],
  ],
  [
    'the address of another node',
    {
      nodes: [
        { ...cp, addresses: ['10.0.0.11'] },
        { ...cp, name: 'cp-2', addresses: ['10.0.0.11'] },
      ],
    },
    ['error nodes/cp-2/addresses/0: 10.0.0.11 is already node cp-1 | choose another address'],
  ],
  [
    'the same IPv6 address, written otherwise',
    {
      nodes: [
        { ...cp, addresses: ['2001:db8::a'] },
        { ...cp, name: 'cp-2', addresses: ['2001:DB8:0::A'] },
      ],
    },
    ['error nodes/cp-2/addresses/0: 2001:DB8:0::A is already node cp-1 | choose another address'],
  ],
  [
    'the address of a second interface',
    {
      subnets: [
        { name: 'control', cidrs: ['10.0.0.0/24'] },
        { name: 'b', cidrs: ['10.0.1.0/24'] },
      ],
      nodes: [
        { ...cp, nics: [{ subnet: 'b', addresses: ['10.0.1.9'] }] },
        { ...cp, name: 'w', subnet: 'b', addresses: ['10.0.1.9'] },
      ],
    },
    ['error nodes/w/addresses/0: 10.0.1.9 is already node cp-1 | choose another address'],
  ],
  [
    'the shared address on a node',
    { kubernetes: { vip: '10.0.0.11' } },
    ['error kubernetes/vip: 10.0.0.11 is already node cp-1 | choose another address'],
  ],
  [
    'a load balancer on a node',
    { loadBalancers: [{ name: 'lb', addresses: ['10.0.0.11'], for: ['trustd'] }] },
    ['error loadBalancers/lb/addresses/0: 10.0.0.11 is already node cp-1 | choose another address'],
  ],
  [
    'an announced address on a node',
    { loadBalancerIPs: [{ name: 'a', addresses: ['10.0.0.11'], ports: ['80'] }] },
    ['error loadBalancerIPs/a/addresses/0: 10.0.0.11 is already node cp-1 | choose another address'],
  ],
  [
    'a node in a range',
    { pools: [pool(5, ['10.0.0.10-10.0.0.19'])] },
    ['error nodes/cp-1/addresses/0: 10.0.0.11 lies in 10.0.0.10-10.0.0.19 of pool p | choose another address'],
  ],
  [
    'a node late in a long range',
    { pools: [pool(2, ['10.0.0.8-10.0.0.11']), pool(1, ['10.0.0.20'], 'q')] },
    ['error nodes/cp-1/addresses/0: 10.0.0.11 lies in 10.0.0.8-10.0.0.11 of pool p | choose another address'],
  ],
  [
    'ranges that overlap',
    { pools: [pool(3, ['10.0.0.20-10.0.0.29']), pool(3, ['10.0.0.25-10.0.0.40'], 'q')] },
    [
      'error pools/q/addresses/0: 10.0.0.25-10.0.0.40 overlaps 10.0.0.20-10.0.0.29 of pool p | give each pool a range of its own',
    ],
  ],
  [
    'a range that leaves the subnet',
    { pools: [pool(3, ['10.0.0.250-10.0.1.5'])] },
    [
      'error pools/p/addresses/0: 10.0.0.250-10.0.1.5 is outside subnet control (10.0.0.0/24) | choose addresses within it',
    ],
  ],
  [
    'a range with the broadcast address',
    { pools: [pool(3, ['10.0.0.250-10.0.0.255'])] },
    ['error pools/p/addresses/0: 10.0.0.255 is the broadcast address of 10.0.0.0/24 | leave it out'],
  ],
  [
    'a pool larger than its range',
    { pools: [pool(5, ['10.0.0.20-10.0.0.23'])] },
    ['error pools/p/addresses: pool p has 4 IPv4 addresses for up to 5 machines | widen the range, or lower the count'],
  ],
  [
    'a pool larger than its IPv6 range',
    { pools: [pool(5, ['10.0.0.20-10.0.0.29', '2001:db8::20'])] },
    ['error pools/p/addresses: pool p has 1 IPv6 address for up to 5 machines | widen the range, or lower the count'],
  ],
  [
    'the network address',
    { nodes: [{ ...cp, addresses: ['10.0.0.0'] }] },
    ['error nodes/cp-1/addresses/0: 10.0.0.0 is the network address of 10.0.0.0/24 | leave it out'],
  ],
  [
    'a loopback address',
    { nodes: [{ ...cp, addresses: ['127.0.0.1'] }] },
    ['error nodes/cp-1/addresses/0: 127.0.0.1 is a loopback address | choose an address of the subnet'],
  ],
  [
    'a link-local address',
    { nodes: [{ ...cp, addresses: ['fe80::1'] }] },
    ['error nodes/cp-1/addresses/0: fe80::1 is a link-local address | choose an address of the subnet'],
  ],
  [
    'a multicast load balancer',
    { loadBalancers: [{ name: 'lb', addresses: ['224.0.0.18'], for: ['trustd'] }] },
    ['error loadBalancers/lb/addresses/0: 224.0.0.18 is a multicast address | choose an address of the subnet'],
  ],
  [
    'a multicast subnet',
    { subnets: [{ name: 'control', cidrs: ['ff02::/64'] }], nodes: [cp] },
    [
      'error subnets/control/cidrs/0: ff02::/64 lies where every address is a multicast address | choose another network',
    ],
  ],
  [
    'a subnet in another',
    {
      subnets: [
        { name: 'control', cidrs: ['10.0.0.0/16'] },
        { name: 'b', cidrs: ['10.0.4.0/24'] },
        { name: 'c', cidrs: ['10.1.0.0/24'] },
      ],
    },
    [
      'error subnets/b/cidrs/0: 10.0.4.0/24 lies within 10.0.0.0/16 of subnet control | make one of the two smaller, or move it',
    ],
  ],
  [
    'the same network twice',
    {
      subnets: [
        { name: 'control', cidrs: ['10.0.0.0/24'] },
        { name: 'b', cidrs: ['10.0.0.0/24'] },
      ],
    },
    [
      'error subnets/b/cidrs/0: 10.0.0.0/24 is already the network of subnet control | give each subnet a network of its own',
    ],
  ],
  [
    'a network twice in one subnet',
    { subnets: [{ name: 'control', cidrs: ['10.0.0.0/24', '10.0.0.0/24'] }] },
    ['error subnets/control/cidrs/1: 10.0.0.0/24 is already the network of the same subnet | write it once'],
  ],
  [
    'host bits',
    { subnets: [{ name: 'control', cidrs: ['10.0.0.7/24'] }] },
    [
      'warning subnets/control/cidrs/0: 10.0.0.7/24 names a host with the length of a network; it counts as 10.0.0.0/24 | write 10.0.0.0/24, or 10.0.0.7/32 for that host alone',
    ],
  ],
  [
    'host bits of an admin',
    { admin: [{ name: 'a', cidr: '2001:db8:a::5/48' }] },
    [
      'warning admin/a/cidr: 2001:db8:a::5/48 names a host with the length of a network; it counts as 2001:db8:a::/48 | write 2001:db8:a::/48, or 2001:db8:a::5/128 for that host alone',
    ],
  ],
  [
    'host bits in a principal',
    { nodePorts: { from: ['cidr:192.0.2.9/24'] } },
    [
      'warning nodePorts/from/0: 192.0.2.9/24 names a host with the length of a network; it counts as 192.0.2.0/24 | write 192.0.2.0/24, or 192.0.2.9/32 for that host alone',
    ],
  ],
  [
    'more machines than a subnet holds',
    { subnets: [{ name: 'control', cidrs: ['10.0.0.8/29'] }], pools: [pool(6, [])] },
    [
      'error subnets/control/cidrs: subnet control holds 6 machines by IPv4, and 7 are drawn in it | widen it, or move machines to another subnet',
    ],
  ],
])('reports %s', (_, change, want) => {
  expect(problemsOf(change)).toEqual(want)
})

test('reports every fault of a large design', () => {
  const nodes = Array.from({ length: 4_000 }, (_, index) => ({
    ...cp,
    name: `n${index}`,
    addresses: [`10.${index >> 8}.${index & 255}.1`],
  }))
  expect(problemsOf({ nodes })).toHaveLength(4_000)
})
