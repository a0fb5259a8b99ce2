import type { DesignInput } from '../design'

/** Virtual machines on hypervisors of one's own, each role on a VLAN behind the router, egress narrowed to what is needed. */
export const proxmoxOnPrem: DesignInput = {
  version: 1,
  name: 'on-prem',
  cni: { plugin: 'calico' },
  kubernetes: { vip: '10.20.0.10' },
  admin: [{ name: 'management', cidr: '10.20.99.0/24' }],
  subnets: [
    { name: 'control', cidrs: ['10.20.0.0/24'], vlan: 120 },
    { name: 'workers', cidrs: ['10.20.4.0/22'], vlan: 124 },
  ],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.20.0.11'] },
    { name: 'cp-2', role: 'controlplane', subnet: 'control', addresses: ['10.20.0.12'] },
    { name: 'cp-3', role: 'controlplane', subnet: 'control', addresses: ['10.20.0.13'] },
  ],
  pools: [{ name: 'general', role: 'worker', subnet: 'workers', count: 6, addresses: ['10.20.4.11-10.20.4.16'] }],
  addons: ['metrics-server', 'node-exporter'],
  targets: {
    talos: {},
    pfsense: { interfaces: { control: 'opt1', workers: 'opt2' } },
    proxmox: { vmids: { 'cp-1': 111, 'cp-2': 112, 'cp-3': 113, general: '121-126' } },
  },
  egress: { mode: 'restricted', dns: ['10.20.99.53'], ntp: ['10.20.99.53'] },
}
