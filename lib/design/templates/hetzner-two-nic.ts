import type { DesignInput } from '../design'

/** Rented machines with a public and a private address each: only Talos itself filters between them. */
export const hetznerTwoNic: DesignInput = {
  version: 1,
  name: 'rented',
  posture: 'strict',
  admin: [
    { name: 'ops', cidr: '192.0.2.128/27' },
    { name: 'break-glass', cidr: '198.51.100.77/32' },
  ],
  subnets: [
    { name: 'private', cidrs: ['10.60.0.0/24'] },
    { name: 'public', cidrs: ['203.0.113.0/24'] },
  ],
  nodes: ['cp-1', 'cp-2', 'cp-3', 'worker-1', 'worker-2'].map((name, index) => {
    const host = index < 3 ? 11 + index : 18 + index
    return {
      name,
      role: index < 3 ? 'controlplane' : 'worker',
      subnet: 'private',
      addresses: [`10.60.0.${host}`],
      nics: [{ subnet: 'public', addresses: [`203.0.113.${host}`] }],
    }
  }),
  addons: ['kubespan'],
  listeners: [{ name: 'ingress', on: ['worker'], ports: ['80', '443'], from: ['anywhere'] }],
  targets: { talos: {}, 'terraform-hetzner': {} },
}
