import type { Design } from '@/lib/design/design'

/**
 * The live example of the first minute, with its defaults written out: the first load then needs no schema to read it.
 * A test holds it to the schema.
 */
export const exampleDesign: Design = {
  version: 1,
  name: 'three-node-ha',
  posture: 'standard',
  talos: { version: '1.13', defaultAction: 'block', management: 'talosctl', discovery: true },
  kubernetes: { apiPort: 6443, kubeProxy: true },
  cni: { plugin: 'cilium', encryption: 'none' },
  admin: [{ name: 'office', cidr: '198.51.100.0/24', may: ['kubernetes', 'talos'] }],
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.0.16.0/20'] },
  ],
  nodes: [11, 12, 13].map((host, index) => ({
    name: `cp-${index + 1}`,
    role: 'controlplane' as const,
    subnet: 'control',
    addresses: [`10.0.0.${host}`],
    nics: [],
    publicAddresses: [],
  })),
  pools: [{ name: 'web', role: 'worker', subnet: 'workers', count: 6, addresses: ['10.0.16.10-10.0.16.15'] }],
  loadBalancers: [],
  loadBalancerIPs: [
    { name: 'ingress', addresses: ['10.0.31.80'], protocol: 'tcp', ports: ['80', '443'], from: ['anywhere'] },
  ],
  nodePorts: { enabled: false, range: '30000-32767', protocols: ['tcp'], from: ['anywhere'], on: ['worker'] },
  addons: [],
  listeners: [],
  egress: 'open',
  overrides: [],
  targets: { talos: {} },
  accepted: [],
  expectations: [{ ask: '203.0.113.9 -> cp-1 tcp/50000', want: 'deny' }],
  checklist: {},
}
