/** Missing flows and exposures: for each code a design that raises it, and one that comes close and does not. */
import type { DesignInput } from '../design/design'
import { cp, type LintCase } from './lint-case'
import { at, type CodeCase } from './lint-case-parts'

type Override = NonNullable<DesignInput['overrides']>[number]

function replaced(listener: string, from: readonly string[], more: Partial<DesignInput> = {}): LintCase {
  const override: Override = { listener, from: [...from] }
  return { design: { ...more, overrides: [override] } }
}

function extended(listener: string, add: readonly string[], more: Partial<DesignInput> = {}): LintCase {
  return { design: { ...more, overrides: [{ listener, add: [...add] }] } }
}

const everyone = ['nodes', 'pods', 'admin']
const office = ['cidr:198.51.100.0/24']
const calico = { cni: { plugin: 'calico' } } as const
const bgp = { cni: { plugin: 'calico', transport: 'bgp' } } as const
const wireguard = { cni: { plugin: 'cilium', encryption: 'wireguard' } } as const
const ipsec = { cni: { plugin: 'cilium', encryption: 'ipsec' } } as const
const dual = {
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24', '2001:db8:0:1::/64'] },
    { name: 'workers', cidrs: ['10.0.1.0/24', '2001:db8:0:2::/64'] },
  ],
}
const single = {
  nodes: [cp(11), { name: 'w-1', role: 'worker' as const, subnet: 'workers', addresses: ['10.0.1.21'] }],
}
const kubespan = { addons: ['kubespan'] }
const behindNat = { addons: [{ id: 'kubespan', nat: true }] }
const narrowNodePorts = { nodePorts: { enabled: true, range: '30080' } }

export const derivedCases: readonly CodeCase[] = [
  at('apid-cp-to-worker', 'rules/apid/worker', replaced('apid', office)),
  at('apid-cp-to-cp', 'rules/apid/controlplane', replaced('apid', office), replaced('apid', office, single)),
  at('trustd-missing', 'rules/trustd/controlplane', replaced('trustd', ['node:w-1']), replaced('trustd', ['nodes'])),
  at('etcd-client-missing', 'rules/etcd/controlplane', replaced('etcd', ['node:cp-11'])),
  at('etcd-peer-missing', 'rules/etcd/controlplane', replaced('etcd', []), replaced('etcd', [], single)),
  at('kubelet-cp-missing', 'rules/kubelet/worker', replaced('kubelet', ['worker']), replaced('kubelet', ['nodes'])),
  at(
    'kubelet-cp-only',
    'rules/kubelet/worker',
    replaced('kubelet', ['controlplane', 'pods'], { addons: ['metrics-server'] }),
    { design: { posture: 'strict' } },
  ),
  at('kubelet-pods-missing', 'rules/kubelet/worker', replaced('kubelet', ['nodes'], { addons: ['metrics-server'] })),
  at('api-nodes-missing', 'rules/kubernetes-api/controlplane', replaced('kubernetes-api', ['pods', 'admin'])),
  at('api-pods-missing', 'rules/kubernetes-api/controlplane', replaced('kubernetes-api', ['nodes'])),
  at('kubespan-port-missing', 'rules/kubespan/worker', replaced('kubespan', ['worker'], kubespan), {
    design: kubespan,
  }),
  at('kubespan-source-narrow', 'rules/kubespan/worker', replaced('kubespan', ['nodes'], behindNat), {
    design: behindNat,
  }),
  at('cni-port-missing', 'rules/cni-vxlan/worker', replaced('cni-vxlan', ['worker']), replaced('cni-vxlan', everyone)),
  at('wg-port-missing', 'rules/cilium-wireguard/worker', replaced('cilium-wireguard', ['worker'], wireguard), {
    design: wireguard,
  }),
  at('ipsec-esp-missing', 'rules/cilium-ipsec/worker', replaced('cilium-ipsec', ['worker'], ipsec), { design: ipsec }),
  at('cilium-health-missing', 'rules/cilium-health/worker', replaced('cilium-health', [])),
  at('hubble-relay-4244', 'rules/hubble-peer/worker', replaced('hubble-peer', ['pods'], { addons: ['hubble'] }), {
    design: { addons: ['hubble'] },
  }),
  at(
    'hostmetrics-pods-missing',
    'rules/hubble-peer/worker',
    { design: { posture: 'relaxed', addons: ['hubble'] } },
    {
      design: { addons: ['hubble', 'node-exporter'] },
    },
  ),
  at(
    'hostmetrics-pods-missing',
    'rules/node-exporter/worker',
    { design: { posture: 'strict', addons: ['node-exporter'] } },
    { design: { posture: 'strict', addons: [{ id: 'node-exporter', from: ['nodes', 'pods'] }] } },
  ),
  at('calico-bgp-missing', 'rules/calico-bgp/worker', replaced('calico-bgp', [], bgp), { design: bgp }),
  at('calico-typha-missing', 'rules/calico-typha/worker', replaced('calico-typha', [], calico), { design: calico }),
  at(
    'metallb-memberlist-missing',
    'rules/metallb-memberlist-udp/worker',
    replaced('metallb-memberlist-udp', [], { addons: ['metallb'] }),
    { design: { addons: ['metallb'] } },
  ),
  at(
    'icmpv6-filtered',
    'rules/icmpv6-nd/worker',
    { ...replaced('icmpv6-nd', ['nodes'], dual), places: ['nic'] },
    replaced('icmpv6-nd', ['nodes'], dual),
  ),
  at('icmp-pmtu-blocked', 'rules/icmp-pmtu/worker', { ...replaced('icmp-pmtu', ['nodes']), places: ['nic'] }),
  at(
    'ipv6-missing-sources',
    'rules/kubelet/worker',
    replaced('kubelet', ['cidr:10.0.0.0/16', 'pods'], dual),
    replaced('kubelet', ['cidr:10.0.0.0/16', 'cidr:2001:db8::/32', 'pods'], dual),
  ),

  at('expose-apid', 'rules/apid/controlplane', extended('apid', ['anywhere'])),
  at(
    'expose-trustd',
    'rules/trustd/controlplane',
    extended('trustd', ['cidr:0.0.0.0/1']),
    extended('trustd', ['cluster']),
  ),
  at('expose-etcd', 'rules/etcd/controlplane', extended('etcd', ['anywhere'])),
  at('expose-etcd', 'rules/etcd/controlplane', extended('etcd', ['admin']), extended('etcd', ['nodes'])),
  at(
    'expose-etcd',
    'rules/etcd-http/controlplane',
    { design: { talos: { version: '1.14' }, addons: [{ id: 'etcd-metrics', from: ['admin'] }] } },
    { design: { talos: { version: '1.14' }, addons: ['etcd-metrics'] } },
  ),
  at('expose-kubelet', 'rules/kubelet/worker', extended('kubelet', ['anywhere']), extended('kubelet', ['admin'])),
  at('expose-kubelet', 'rules/kubelet/worker', {
    design: { listeners: [{ name: 'mine', on: ['worker'], ports: ['10000-11000'], from: ['anywhere'] }] },
  }),
  at('expose-k8s-api', 'rules/kubernetes-api/controlplane', extended('kubernetes-api', ['anywhere'])),
  at('expose-overlay', 'rules/cni-vxlan/worker', extended('cni-vxlan', ['anywhere'])),
  at('expose-bgp-typha', 'rules/calico-typha/worker', extended('calico-typha', ['anywhere'], calico), {
    design: calico,
  }),
  at(
    'expose-host-metrics',
    'rules/node-exporter/worker',
    { design: { addons: [{ id: 'node-exporter', from: ['anywhere'] }] } },
    { design: { addons: [{ id: 'node-exporter', from: ['admin'] }] } },
  ),
  at('expose-hubble', 'rules/hubble-peer/worker', extended('hubble-peer', ['anywhere'], { addons: ['hubble'] }), {
    design: { addons: ['hubble'] },
  }),
  at('expose-nodeport', 'nodePorts', { design: { nodePorts: { enabled: true } } }, { design: narrowNodePorts }),
  at(
    'etcd-http-114',
    'rules/etcd-http/controlplane',
    extended('etcd-http', ['anywhere'], { talos: { version: '1.14', defaultAction: 'accept' } }),
    { design: { talos: { version: '1.14', defaultAction: 'accept' } } },
  ),
]
