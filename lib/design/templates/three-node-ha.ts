import type { DesignInput } from '../design'

/** What the page opens with: small enough to take in at a glance, and nobody from the internet gets in. */
export const threeNodeHa: DesignInput = {
  version: 1,
  name: 'three-node-ha',
  cni: { plugin: 'cilium' },
  admin: [{ name: 'office', cidr: '198.51.100.0/24' }],
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.0.16.0/20'] },
  ],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
    { name: 'cp-2', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.12'] },
    { name: 'cp-3', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.13'] },
    { name: 'worker-1', role: 'worker', subnet: 'workers', addresses: ['10.0.16.11'] },
    { name: 'worker-2', role: 'worker', subnet: 'workers', addresses: ['10.0.16.12'] },
  ],
  expectations: [{ ask: '203.0.113.9 -> cp-1 tcp/50000', want: 'deny' }],
}
