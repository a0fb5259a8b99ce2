/** Designs that the pictures of `look.mjs` are of. */

export const base = {
  version: 1,
  name: 'prod-fra',
  posture: 'standard',
  cni: { plugin: 'cilium' },
  admin: [
    { name: 'office', cidr: '198.51.100.0/24' },
    { name: 'vpn', cidr: '203.0.113.64/27', may: ['talos'] },
  ],
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.0.16.0/20'] },
    { name: 'edge', cidrs: ['10.0.64.0/26'], vlan: 64 },
  ],
  nodes: [11, 12, 13].map((host, index) => ({
    name: `cp-${index + 1}`,
    role: 'controlplane',
    subnet: 'control',
    addresses: [`10.0.0.${host}`],
  })),
  expectations: [{ ask: '203.0.113.9 -> cp-1 tcp/50000', want: 'deny' }],
}
export const several = {
  ...base,
  pools: [{ name: 'general', role: 'worker', subnet: 'workers', count: 994 }],
  nodes: [
    ...base.nodes,
    { name: 'gpu-1', role: 'worker', subnet: 'workers', addresses: ['10.0.16.11'] },
    { name: 'gpu-2', role: 'worker', subnet: 'workers', addresses: ['10.0.16.12'] },
  ],
  loadBalancers: [{ name: 'api', addresses: ['10.0.64.10'], for: ['kubernetes-api'] }],
  targets: {
    talos: {},
    nftables: {},
    'terraform-aws': {},
    pfsense: { interfaces: { control: 'lan', workers: 'opt1' } },
  },
}

/** Named nodes without pools, as many as asked. */
export function named(count) {
  const nodes = Array.from({ length: count - 3 }, (_, index) => ({
    name: `worker-${index + 1}`,
    role: 'worker',
    subnet: 'workers',
    addresses: [`10.1.${(index + 10) >> 8}.${(index + 10) & 255}`],
  }))
  const subnets = [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.1.0.0/16'] },
  ]
  return { ...base, name: `named-${count}`, subnets, nodes: [...base.nodes, ...nodes] }
}

/** Nobody may use the APIs from outside: applying it locks its owner out. */
export const lockedOut = { ...base, name: 'locked-out', admin: [], expectations: [] }

export const changed = {
  ...base,
  name: 'prod-fra-next',
  admin: [{ name: 'office', cidr: '192.0.2.0/24' }],
  nodes: base.nodes.map((node) => (node.name === 'cp-3' ? { ...node, name: 'cp-4', addresses: ['10.0.0.14'] } : node)),
}

export const faulty = {
  ...base,
  name: 'faulty',
  subnets: [...base.subnets, { name: 'twice', cidrs: ['10.0.0.0/25'] }],
  nodes: [...base.nodes, { name: 'lost', role: 'worker', subnet: 'workers', addresses: ['192.0.2.5'] }],
}
