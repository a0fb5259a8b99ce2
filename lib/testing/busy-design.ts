/** One design in which everything refers to something: for edits that must reach all of it. */
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'

const drawn: DesignInput = {
  version: 1,
  name: 'x',
  kubernetes: { vip: '10.0.0.10' },
  admin: [
    { name: 'office', cidr: '192.0.2.0/24', owner: 'net' },
    { name: 'vpn', cidr: '198.51.100.0/24' },
  ],
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'storage', cidrs: ['10.9.0.0/24', '2001:db8:9::/64'] },
  ],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
    {
      name: 'w-1',
      role: 'worker',
      subnet: 'control',
      addresses: ['10.0.0.21'],
      nics: [{ subnet: 'storage', addresses: ['10.9.0.21', '2001:db8:9::21'] }],
    },
  ],
  pools: [{ name: 'web', role: 'worker', subnet: 'control', count: 3, addresses: ['10.0.0.100-10.0.0.102'] }],
  loadBalancers: [
    { name: 'lb', addresses: ['10.0.0.5'], healthFrom: ['10.0.0.0/24', '10.0.0.5/32'], for: ['kubernetes-api'] },
  ],
  nodePorts: { from: ['admin:office', 'pool:web'], on: ['web', 'node:w-1'] },
  addons: ['hubble', { id: 'node-exporter', from: ['node:w-1', 'anywhere'] }],
  listeners: [{ name: 'db', on: ['w-1'], ports: ['5432'], from: ['pool:web', 'subnet:storage', 'admin:vpn'] }],
  egress: { mode: 'restricted', also: [{ name: 'nfs', to: ['subnet:storage'], protocol: 'tcp', ports: ['2049'] }] },
  overrides: [
    { listener: 'db', add: ['node:cp-1'] },
    { listener: 'kubelet', from: ['node:w-1'] },
  ],
  targets: { talos: {}, other: { subnets: ['control'], vmids: { 'cp-1': 101 }, environment: 'control' } },
  accepted: [
    { code: 'a', at: 'nodes/w-1/addresses/0', reason: 'r' },
    { code: 'b', at: 'rules/db', reason: 'r' },
  ],
  expectations: [
    { ask: 'web -> w-1 db', want: 'allow' },
    { ask: 'admin:vpn -> node:w-1 tcp/1', want: 'deny' },
  ],
}

export const busyDesign: Design = designSchema.parse(drawn)

/** The parts that an edit changed. */
export function changedParts(next: Design, before: Design = busyDesign): Partial<Design> {
  return Object.fromEntries(
    Object.entries(next).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Design]),
    ),
  )
}
