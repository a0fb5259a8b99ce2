import type { Design, DesignNode, Role } from '@/lib/design/design'

function node(name: string, role: Role, subnet: string, address: string): DesignNode {
  return { name, role, subnet, addresses: [address], nics: [], publicAddresses: [] }
}

/**
 * The live example of the first minute, with its defaults written out: the first load then needs no schema to read it.
 * A test holds it to the template.
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
  nodes: [
    node('cp-1', 'controlplane', 'control', '10.0.0.11'),
    node('cp-2', 'controlplane', 'control', '10.0.0.12'),
    node('cp-3', 'controlplane', 'control', '10.0.0.13'),
    node('worker-1', 'worker', 'workers', '10.0.16.11'),
    node('worker-2', 'worker', 'workers', '10.0.16.12'),
  ],
  pools: [],
  loadBalancers: [],
  loadBalancerIPs: [],
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
