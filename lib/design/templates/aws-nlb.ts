import type { DesignInput } from '../design'

/** Three zones of a cloud, dual stack, a network load balancer before the API, workers without fixed addresses. */
export const awsNlb: DesignInput = {
  version: 1,
  name: 'cloud',
  cni: { plugin: 'cilium', transport: 'native' },
  kubernetes: { kubeProxy: false, endpoint: 'api.example.net:443' },
  clusterCIDRs: ['10.40.0.0/16', '2001:db8:40::/56'],
  admin: [{ name: 'vpn', cidr: '203.0.113.64/27' }],
  subnets: [
    { name: 'zone-a', cidrs: ['10.40.0.0/20', '2001:db8:40::/64'] },
    { name: 'zone-b', cidrs: ['10.40.16.0/20', '2001:db8:40:1::/64'] },
    { name: 'zone-c', cidrs: ['10.40.32.0/20', '2001:db8:40:2::/64'] },
  ],
  nodes: [
    { name: 'cp-a', role: 'controlplane', subnet: 'zone-a', addresses: ['10.40.0.11', '2001:db8:40::11'] },
    { name: 'cp-b', role: 'controlplane', subnet: 'zone-b', addresses: ['10.40.16.11', '2001:db8:40:1::11'] },
    { name: 'cp-c', role: 'controlplane', subnet: 'zone-c', addresses: ['10.40.32.11', '2001:db8:40:2::11'] },
  ],
  pools: [
    { name: 'general-a', role: 'worker', subnet: 'zone-a', count: { min: 1, max: 20 } },
    { name: 'general-b', role: 'worker', subnet: 'zone-b', count: { min: 1, max: 20 } },
    { name: 'general-c', role: 'worker', subnet: 'zone-c', count: { min: 1, max: 20 } },
  ],
  loadBalancers: [
    {
      name: 'api',
      addresses: ['10.40.0.200', '10.40.16.200', '10.40.32.200'],
      healthFrom: ['10.40.0.200/32', '10.40.16.200/32', '10.40.32.200/32'],
      for: ['kubernetes-api'],
      preservesSource: true,
    },
  ],
  addons: ['metrics-server'],
  targets: { talos: {}, 'terraform-aws': { environment: 'cloud' } },
}
