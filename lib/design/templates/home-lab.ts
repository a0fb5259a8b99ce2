import type { DesignInput } from '../design'

/** One flat network at home: everything on a single segment, a shared address before the API, MetalLB for services. */
export const homeLab: DesignInput = {
  version: 1,
  name: 'home-lab',
  kubernetes: { vip: '192.168.30.10' },
  admin: [{ name: 'laptops', cidr: '192.168.10.0/24' }],
  subnets: [{ name: 'kubernetes', cidrs: ['192.168.30.0/24'], vlan: 30 }],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'kubernetes', addresses: ['192.168.30.11'] },
    { name: 'cp-2', role: 'controlplane', subnet: 'kubernetes', addresses: ['192.168.30.12'] },
    { name: 'cp-3', role: 'controlplane', subnet: 'kubernetes', addresses: ['192.168.30.13'] },
    { name: 'worker-1', role: 'worker', subnet: 'kubernetes', addresses: ['192.168.30.21'] },
  ],
  loadBalancerIPs: [
    { name: 'ingress', addresses: ['192.168.30.80'], ports: ['80', '443'], from: ['admin', 'subnet:kubernetes'] },
  ],
  addons: [{ id: 'metallb', mode: 'l2' }, 'metrics-server'],
  targets: { talos: {}, unifi: { networks: { kubernetes: 'kubernetes' } } },
}
