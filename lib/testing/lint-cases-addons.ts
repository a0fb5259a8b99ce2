/** Rules about add-ons: for each code a design that raises it, and one that comes close and does not. */
import type { DesignInput } from '../design/design'
import { announced, at, type CodeCase, drawn, of } from './lint-case-parts'

type Addons = NonNullable<DesignInput['addons']>

const addons = (...list: Addons) => ({ addons: list })
const closed = (listener: string, from: string[] = []) => ({ overrides: [{ listener, from }] })
const mesh = (...from: string[]) => addons({ id: 'clustermesh', from })
const native = { cni: { plugin: 'cilium', transport: 'native' } } as const
const ipip = { cni: { plugin: 'calico', transport: 'ipip' } } as const
const ebpf = { cni: { plugin: 'calico', transport: 'bgp' }, ...addons('calico-ebpf') } as const
const onPlatform = (provider: string) => addons({ id: 'platform', provider })
const podless = (...listeners: string[]) => ({
  overrides: listeners.map((listener) => ({ listener, from: ['nodes'] })),
})

export const addonCases: readonly CodeCase[] = [
  at(
    'talos-api-pods',
    'rules/apid/controlplane',
    of({ ...addons('talos-api-access'), ...closed('apid', ['controlplane', 'admin', 'nodes']) }),
    of({ ...addons('talos-api-access') }),
  ),
  at('calico-ebpf-vxlan', 'rules/calico-ebpf-vxlan/worker', of({ ...ebpf, ...closed('calico-ebpf-vxlan') }), of(ebpf)),
  at(
    'hostport-blocked',
    'rules/host-ingress/worker',
    of({ ...addons('ingress'), ...closed('host-ingress') }),
    of({ ...addons({ id: 'ingress', from: ['admin'] }) }),
  ),
  at(
    'addon-flow-missing',
    'rules/rook-ceph-mon/worker',
    of({ ...addons('rook-ceph'), ...closed('rook-ceph-mon') }),
    of(addons('rook-ceph')),
  ),
  at(
    'addon-flow-missing',
    'rules/cilium-mutual-auth/controlplane',
    of({ ...addons('cilium-mutual-auth'), ...closed('cilium-mutual-auth', ['controlplane']) }),
    of(addons('cilium-mutual-auth')),
  ),
  at(
    'addon-flow-missing',
    'addons/wireguard',
    of(addons('wireguard')),
    of(addons({ id: 'wireguard', from: ['cidr:203.0.113.7/32'] })),
  ),
  at(
    'addon-idle',
    'addons/calico-metrics',
    of(addons('calico-metrics')),
    of({ cni: { plugin: 'calico' }, ...addons('calico-metrics') }),
  ),
  at(
    'addon-idle',
    'addons/talos-bgp',
    of(addons({ id: 'talos-bgp', from: ['cidr:10.0.0.1/32'] })),
    of({ talos: { version: '1.14' }, ...addons({ id: 'talos-bgp', from: ['cidr:10.0.0.1/32'] }) }),
  ),
  at('clustermesh-missing', 'addons/clustermesh', of(addons('clustermesh')), of(mesh('cidr:10.50.0.0/16'))),
  at('clustermesh-overlap', 'addons/clustermesh', of(mesh('cidr:10.244.128.0/17')), of(mesh('cidr:10.245.0.0/16'))),
  at(
    'kubevip-svc-blocked',
    'loadBalancerIPs/web',
    of({ ...addons('kube-vip'), ...announced(['anywhere']) }),
    of({
      ...addons('kube-vip'),
      ...announced(['anywhere']),
      listeners: [{ name: 'web ports', on: ['nodes'], ports: ['443'], from: ['anywhere'] }],
    }),
  ),
  at(
    'native-podcidr-missing',
    'overrides/0',
    of({ ...native, ...closed('pod-network', ['nodes']) }, { places: ['nic'] }),
    of({ ...native, overrides: [{ listener: 'pod-network', add: ['admin'] }] }, { places: ['nic'] }),
  ),
  at(
    'cilium-host-fw',
    'addons/cilium-host-firewall',
    of(addons('cilium-host-firewall')),
    of(addons('cilium-host-firewall'), { places: ['nic'] }),
  ),
  at(
    'provider-no-ipip',
    'cni/transport',
    of({ ...ipip, ...onPlatform('azure') }),
    of({ ...ipip, ...onPlatform('aws') }),
  ),
  at(
    'provider-no-ipip',
    'addons/flannel-manifest',
    of({
      cni: { plugin: 'none' },
      ...addons({ id: 'flannel-manifest', backend: 'ipip' }, ...onPlatform('azure').addons),
    }),
    of({ cni: { plugin: 'none' }, ...addons('flannel-manifest', ...onPlatform('azure').addons) }),
  ),
  at('vxlan-on-vmware', 'cni/transport', of(onPlatform('vmware')), of({ ...native, ...onPlatform('vmware') })),
  at(
    'vxlan-on-vmware',
    'cni/transport',
    of({ cni: { plugin: 'cilium', tunnelPort: 4789 }, ...onPlatform('vmware') }),
    of({ cni: { plugin: 'cilium', tunnelPort: 8473 }, ...onPlatform('vmware') }),
  ),
  at(
    'vxlan-on-vmware',
    'addons/antrea',
    of({ cni: { plugin: 'none' }, ...addons({ id: 'antrea', tunnel: 'vxlan' }, ...onPlatform('vmware').addons) }),
    of({ cni: { plugin: 'none' }, ...addons('antrea', ...onPlatform('vmware').addons) }),
  ),
  at(
    'addon-idle',
    'addons/cilium-vtep',
    of({
      cni: { plugin: 'cilium', transport: 'geneve' },
      ...addons({ id: 'cilium-vtep', from: ['cidr:10.9.0.1/32'] }),
    }),
    of(addons({ id: 'cilium-vtep', from: ['cidr:10.9.0.1/32'] })),
  ),
  at(
    'port-collision',
    'addons/wireguard',
    of({
      cni: { plugin: 'calico', encryption: 'wireguard' },
      ...addons({ id: 'wireguard', from: ['cidr:203.0.113.7/32'] }),
    }),
    of({
      cni: { plugin: 'calico', encryption: 'wireguard' },
      ...addons({ id: 'wireguard', port: 51999, from: ['cidr:203.0.113.7/32'] }),
    }),
  ),
  at(
    'kubespan-clash',
    'addons/wireguard',
    of(addons('kubespan', { id: 'wireguard', from: ['cidr:203.0.113.7/32'] })),
    of(addons('kubespan', { id: 'wireguard', port: 51999, from: ['cidr:203.0.113.7/32'] })),
  ),
  at(
    'talos-fw-portless',
    'listeners/mine-0',
    drawn({ protocol: 'vrrp', ports: [] }),
    of({ ...drawn({ protocol: 'vrrp', ports: [] }).design, talos: { defaultAction: 'accept' } }),
  ),
  at('imds-pods', 'addons/platform', of(onPlatform('gcp')), of(onPlatform('vmware'))),
  at(
    'egress-kms',
    'addons/disk-kms',
    of({ egress: 'restricted', ...addons('disk-kms') }),
    of({ egress: 'restricted', ...addons({ id: 'disk-kms', to: ['cidr:10.9.0.5/32'] }) }),
  ),
  at(
    'hostmetrics-pods-missing',
    'rules/etcd-http/controlplane',
    of({ talos: { version: '1.14' }, ...addons('etcd-metrics'), ...podless('etcd-http') }),
    of({ talos: { version: '1.14' }, ...addons('etcd-metrics') }),
  ),
  at(
    'cni-port-missing',
    'rules/antrea-geneve/worker',
    of({ cni: { plugin: 'none' }, ...addons('antrea'), ...closed('antrea-geneve') }),
    of({ cni: { plugin: 'none' }, ...addons('antrea') }),
  ),
  at(
    'talos-fw-portless',
    'addons/keepalived',
    of(addons('keepalived')),
    of({ ...addons('keepalived'), talos: { defaultAction: 'accept' } }),
  ),
  at(
    'expose-storage',
    'rules/linstor-drbd/worker',
    of({ ...addons('linstor'), overrides: [{ listener: 'linstor-drbd', add: ['anywhere'] }] }),
    of(addons('linstor')),
  ),
]
