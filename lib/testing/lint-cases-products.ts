/** Rules about products and their ports: for each code a design that raises it, and one that comes close and does not. */
import { cp } from './lint-case'
import { accept, admin, at, balancer, type CodeCase, cps, drawn, kubespan, of, worker } from './lint-case-parts'

export const productCases: readonly CodeCase[] = [
  at(
    'target-without-files',
    'targets/kubernetes/namespaces',
    of({ targets: { talos: {}, kubernetes: {} } }),
    of({ targets: { talos: {}, kubernetes: { namespaces: ['shop'] } } }),
  ),
  at('checklist-open', 'checklist', of({ targets: { talos: {}, hardening: {} } })),
  at(
    'target-advice',
    'cni/plugin',
    of({ targets: { kubernetes: { namespaces: ['shop'] } }, cni: { plugin: 'flannel' } }),
    of({ targets: { kubernetes: { namespaces: ['shop'] } } }),
  ),
  at(
    'hetzner-private',
    'targets/terraform-hetzner',
    of({ targets: { 'terraform-hetzner': {} } }),
    of({ targets: { talos: {}, 'terraform-hetzner': {} } }),
  ),
  at('admin-missing', 'admin', of({ admin: [] }), of({ admin: [], talos: { management: 'omni' } })),
  // Whoever may use it from outside is an admin in all but name, which expose-apid is about.
  at(
    'admin-missing',
    'admin',
    of({ admin: [], overrides: [{ listener: 'apid', from: ['cidr:10.0.0.0/24'] }] }),
    of({ admin: [], overrides: [{ listener: 'apid', from: ['cidr:198.51.100.0/24'] }] }),
  ),
  at(
    'admin-k8s-missing',
    'admin',
    of({ admin: [] }),
    of({ admin: [], overrides: [{ listener: 'kubernetes-api', from: ['anywhere'] }] }),
  ),
  at('admin-k8s-missing', 'admin', of({ admin: [{ name: 'a', cidr: '10.8.0.0/24', may: ['talos'] }] })),
  at('admin-world', 'admin/a-0', admin('0.0.0.0/0')),
  at('admin-world', 'admin/a-1', admin('0.0.0.0/1', '128.0.0.0/1'), admin('10.0.0.0/8')),
  at(
    'admin-world',
    'admin/all',
    of({ admin: [{ name: 'all', cidr: '0.0.0.0/0', may: ['talos'] }] }),
    of({ admin: [{ name: 'all', cidr: '0.0.0.0/0', may: ['kubernetes'] }] }),
  ),
  at('admin-wide', 'admin/a-0', admin('198.51.0.0/16'), admin('172.16.0.0/12')),
  at('admin-single-dynamic', 'admin/a-0', admin('198.51.100.7/32'), admin('198.51.100.7/32', '203.0.113.0/24')),
  at(
    'admin-single-dynamic',
    'admin/a-0',
    admin('198.51.100.7/32'),
    of({ ...admin('198.51.100.7/32').design, talos: { management: 'omni' } }),
  ),
  at('admin-overlap-nodes', 'admin/a-0', admin('10.0.0.0/8'), admin('10.8.0.0/16')),
  at('apid-rule-missing', 'rules/apid/controlplane', of({ overrides: [{ listener: 'apid', from: [] }] })),
  at('lock-out', 'nodes/cp-11', of({ overrides: [{ listener: 'apid', from: ['node:cp-11'] }] })),
  at(
    'one-way-in',
    'admin/office',
    {},
    of({
      admin: [
        { name: 'office', cidr: '198.51.100.0/24' },
        { name: 'vpn', cidr: '203.0.113.0/24' },
      ],
    }),
  ),
  at(
    'one-way-in',
    'nodes/cp-11',
    of({
      admin: [
        { name: 'office', cidr: '198.51.100.0/24' },
        { name: 'vpn', cidr: '203.0.113.0/24' },
      ],
      nodes: [cp(11), worker('w-1', { addresses: ['10.0.1.21'] })],
    }),
    of({ nodes: [cp(11), worker('w-1', { addresses: ['10.0.1.21'] })], talos: { management: 'omni' } }),
  ),
  at('apid-from-workers', 'rules/apid/controlplane', of({ posture: 'relaxed' })),
  at('apid-admin-worker', 'rules/apid/worker', of({ overrides: [{ listener: 'apid', add: ['admin'] }] })),
  // Control planes, which relay, lie in the second; its admins may not use the Talos API.
  at(
    'apid-admin-worker',
    'rules/apid/worker',
    of({ overrides: [{ listener: 'apid', add: ['admin'] }] }),
    of({ admin: [{ name: 'all', cidr: '0.0.0.0/0', may: ['kubernetes'] }] }),
  ),
  at(
    'apid-admin-worker',
    'rules/apid/worker',
    of({ overrides: [{ listener: 'apid', add: ['admin'] }] }),
    admin('10.0.0.0/24'),
  ),
  at('try-mode', 'targets', {}, of({}, { places: ['router'] })),
  at(
    'maintenance-exposed',
    'nodes/cp-11',
    of({ nodes: [cp(11, { publicAddresses: ['203.0.113.11'] })] }),
    of({ nodes: [cp(11, { publicAddresses: ['203.0.113.11'] })] }, { places: ['guest', 'nic'] }),
  ),
  at(
    'maintenance-exposed',
    'pools/w',
    of({
      subnets: [
        { name: 'control', cidrs: ['10.0.0.0/24'] },
        { name: 'workers', cidrs: ['203.0.113.0/24'] },
      ],
      nodes: [cp(11)],
      pools: [{ ...worker('w'), count: 2, addresses: ['203.0.113.10-203.0.113.11'] }],
    }),
    of({ nodes: [cp(11)], pools: [{ ...worker('w'), count: 2 }] }),
  ),
  at(
    'maintenance-exposed',
    'pools/w',
    of({
      subnets: [
        { name: 'control', cidrs: ['10.0.0.0/24'] },
        { name: 'workers', cidrs: ['203.0.113.0/24'] },
      ],
      nodes: [cp(11)],
      pools: [{ ...worker('w'), count: 2 }],
    }),
  ),
  at('talosconfig-vip', 'loadBalancers/lb', of(balancer(['talos-api'])), of(balancer(['trustd']))),
  at('expose-storage', 'listeners/mine-0', drawn({ ports: ['6789'], from: ['anywhere'] }), drawn({ ports: ['6789'] })),
  at(
    'nodeport-on-cp',
    'nodePorts/on',
    of({ nodePorts: { enabled: true, on: ['nodes'] } }),
    of({ nodePorts: { enabled: true } }),
  ),
  at('etcd-metrics-plain', 'listeners/mine-0', drawn({ on: ['controlplane'], ports: ['2381'] }), drawn({})),
  at(
    'etcd-metrics-plain',
    'addons/etcd-metrics',
    of({ addons: ['etcd-metrics'] }),
    of({ addons: ['etcd-metrics'], talos: { version: '1.14' } }),
  ),
  at('etcd-from-workers', 'rules/etcd/controlplane', of({ overrides: [{ listener: 'etcd', add: ['worker'] }] })),
  at('etcd-nic-unset', 'nodes/cp-11/nics', of({ nodes: [cp(11, { nics: [{ subnet: 'workers', addresses: [] }] })] })),
  at(
    'trustd-lb',
    'loadBalancers/lb',
    of({ ...balancer(['kubernetes-api']), talos: { discovery: false } }),
    of({ ...balancer(['kubernetes-api', 'trustd']), talos: { discovery: false } }),
  ),
  at(
    'cni-port-wrong',
    'cni/tunnelPort',
    of({ cni: { plugin: 'cilium', tunnelPort: 4789 } }),
    of({ cni: { plugin: 'cilium', tunnelPort: 9999 } }),
  ),
  at(
    'cni-port-extra',
    'listeners/mine-0',
    drawn({ protocol: 'udp', ports: ['6081'] }),
    drawn({ protocol: 'tcp', ports: ['6081'] }),
  ),
  at(
    'cni-port-extra',
    'listeners/mine-0',
    of({
      cni: { plugin: 'calico', transport: 'bgp' },
      ...drawn({ protocol: 'udp', ports: ['4789'] }).design,
    }),
    of({
      cni: { plugin: 'calico', transport: 'bgp' },
      addons: ['calico-ebpf'],
      ...drawn({ protocol: 'udp', ports: ['4789'] }).design,
    }),
  ),
  // Whose port it is nobody knows but who drew it.
  at(
    'cni-port-extra',
    'listeners/mine-0',
    drawn({ protocol: 'udp', ports: ['6081'] }),
    of({ cni: { plugin: 'none' }, ...drawn({ protocol: 'udp', ports: ['6081'] }).design }),
  ),
  at('cni-none', 'cni/plugin', of({ cni: { plugin: 'none' } }), of({ cni: { plugin: 'none' }, ...drawn({}).design })),
  at(
    'cilium-4244-as-health',
    'listeners/mine-0',
    drawn({ ports: ['4244'] }),
    of({ ...drawn({ ports: ['4244'] }).design, addons: ['hubble'] }),
  ),
  at(
    'talos-fw-portless',
    'cni/transport',
    of({ cni: { plugin: 'calico', transport: 'ipip' } }),
    of({ cni: { plugin: 'calico', transport: 'ipip' }, ...accept }),
  ),
  at(
    'native-src-dst-check',
    'cni/transport',
    of({ cni: { plugin: 'cilium', transport: 'native' } }, { places: ['nic'] }),
    of({ cni: { plugin: 'cilium', transport: 'native' } }),
  ),
  at(
    'native-src-dst-check',
    'cni/transport',
    of({ cni: { plugin: 'cilium', transport: 'native' }, addons: [{ id: 'platform', provider: 'openstack' }] }),
    of(
      { cni: { plugin: 'cilium', transport: 'native' }, addons: [{ id: 'platform', provider: 'vmware' }] },
      { places: ['nic'] },
    ),
  ),
  at(
    'native-cross-l2',
    'cni/transport',
    of({ cni: { plugin: 'flannel', transport: 'host-gw' } }),
    of({ cni: { plugin: 'flannel', transport: 'host-gw' }, ...cps(3) }),
  ),
  at(
    'kubespan-clash',
    'cni/transport',
    of({ ...kubespan, cni: { transport: 'wireguard' } }),
    of({ cni: { transport: 'wireguard' } }),
  ),
  at('kubespan-clash', 'listeners/mine-0', of({ ...kubespan, ...drawn({ protocol: 'udp', ports: ['51820'] }).design })),
  at('kubespan-no-discovery', 'talos/discovery', of({ ...kubespan, talos: { discovery: false } }), of(kubespan)),
  at(
    'kubespan-cilium-native',
    'cni/transport',
    of({ ...kubespan, cni: { plugin: 'cilium', transport: 'native' } }),
    of(kubespan),
  ),
  at('kubespan-trusted', 'addons/kubespan', of(kubespan), of(kubespan, { places: ['nic'] })),
  at('pod-gateway-open', 'kubernetes/podCIDRs', {}, of(accept)),
]
