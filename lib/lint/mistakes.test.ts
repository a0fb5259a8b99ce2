/**
 * Mistakes that people really made, each with where it was reported or seen. The same design without the mistake is
 * the base: what is said beyond it must be the one finding that explains the mistake.
 */
import { describe, expect, it } from 'vitest'
import type { DesignInput } from '../design/design'
import { cp, lintCase } from '../testing/lint-case'

type Change = Partial<DesignInput>

interface Mistake {
  readonly seen: string
  readonly base?: Change
  readonly mistake: Change
  readonly explains: string
}

const admin = [
  { name: 'office', cidr: '198.51.100.0/24' },
  { name: 'vpn', cidr: '203.0.113.0/24' },
]
const cilium = (more: object) => ({ cni: { plugin: 'cilium' as const, ...more } })
const replaced = (listener: string, ...from: string[]): Change => ({ overrides: [{ listener, from }] })
const extended = (listener: string, ...add: string[]): Change => ({ overrides: [{ listener, add }] })
const listener = (more: object) => ({ name: 'mine', on: ['worker'], ports: ['5432'], from: ['admin'], ...more })
const version = (text: string, more: object = {}) => ({ talos: { version: text, ...more } })
const accept = { talos: { defaultAction: 'accept' as const } }
const dual = {
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24', '2001:db8:0:1::/64'] },
    { name: 'workers', cidrs: ['10.0.1.0/24', '2001:db8:0:2::/64'] },
  ],
  nodes: [
    cp(11, { addresses: ['10.0.0.11', '2001:db8:0:1::11'] }),
    cp(12, { addresses: ['10.0.0.12', '2001:db8:0:1::12'] }),
    cp(13, { addresses: ['10.0.0.13', '2001:db8:0:1::13'] }),
    { name: 'w-1', role: 'worker' as const, subnet: 'workers', addresses: ['10.0.1.21', '2001:db8:0:2::21'] },
  ],
}
const many = Array.from({ length: 16 }, (_, index) => listener({ name: `mine-${index}`, ports: [`${7000 + index}`] }))

const mistakes: readonly Mistake[] = [
  {
    seen: 'siderolabs/talos#10347: NodePorts pass the firewall',
    base: { nodePorts: { enabled: true, range: '30080' }, ...version('1.10.0') },
    mistake: version('1.9.4'),
    explains: 'nodeport-old-talos',
  },
  {
    seen: 'siderolabs/talos#12955: rules without effect where Cilium replaces kube-proxy',
    base: { nodePorts: { enabled: true, range: '30080' } },
    mistake: { kubernetes: { kubeProxy: false } },
    explains: 'nodeport-kpr-bypass',
  },
  {
    seen: 'siderolabs/talos#14001: too many rules',
    base: { listeners: many.slice(0, 2), ...version('1.13.4') },
    mistake: { listeners: many },
    explains: 'talos-large-ruleset',
  },
  {
    seen: 'siderolabs/talos#12890: a range that ends at the last address',
    base: { listeners: [listener({ from: ['cidr:198.18.0.0/15'] })], ...version('1.12.4') },
    mistake: { listeners: [listener({ from: ['cidr:240.0.0.0/4'] })] },
    explains: 'talos-range-end',
  },
  {
    seen: 'siderolabs/talos#10536: all ports named where the default is to accept',
    base: { ...accept, listeners: [listener({ from: ['office'].map((name) => `admin:${name}`) })] },
    mistake: { listeners: [listener({ ports: ['32768-49999'], from: ['admin:office'] })] },
    explains: 'accept-ephemeral',
  },
  {
    seen: 'siderolabs/talos#13926: replies dropped where the default is to accept',
    base: { ...accept, listeners: [listener({ protocol: 'udp' })] },
    mistake: { listeners: [listener({ protocol: 'udp', ports: ['40000'] })] },
    explains: 'accept-ephemeral',
  },
  {
    seen: 'siderolabs/talos#8136: a patch applied twice',
    base: version('1.7.6'),
    mistake: version('1.6.0'),
    explains: 'talos-patch-appends',
  },
  {
    seen: 'siderolabs/talos#9233: CoreDNS cut off',
    base: version('1.8.0'),
    mistake: version('1.7.6'),
    explains: 'talos-hostdns-blocked talos-no-delete',
  },
  {
    seen: 'siderolabs/talos#12693: 51871 forgotten',
    base: cilium({ encryption: 'wireguard' }),
    mistake: replaced('cilium-wireguard'),
    explains: 'wg-port-missing',
  },
  {
    seen: 'siderolabs/talos#12693: Ceph forgotten',
    base: { addons: ['rook-ceph'] },
    mistake: replaced('rook-ceph-daemons'),
    explains: 'addon-flow-missing',
  },
  {
    seen: 'siderolabs/talos#11546: pings of a large cluster fail',
    base: { pools: [{ name: 'p', role: 'worker', subnet: 'workers', count: 20 }] },
    mistake: { pools: [{ name: 'p', role: 'worker', subnet: 'workers', count: 120 }] },
    explains: 'icmp-budget',
  },
  {
    seen: 'siderolabs/talos#13236: no filter for what nodes send',
    mistake: { egress: 'restricted' },
    explains: 'egress-unfiltered',
  },
  {
    seen: 'devantler-tech/platform#1547: metrics-server fails on its own node',
    base: { addons: ['metrics-server'] },
    mistake: replaced('kubelet', 'nodes'),
    explains: 'kubelet-pods-missing',
  },
  {
    seen: 'devantler-tech/platform#1549: node-exporter fails on the node of Prometheus',
    base: { addons: ['node-exporter'] },
    mistake: replaced('node-exporter', 'nodes'),
    explains: 'hostmetrics-pods-missing',
  },
  {
    seen: 'devantler-tech/platform#1859: 4250 forgotten',
    base: { addons: ['cilium-mutual-auth'] },
    mistake: replaced('cilium-mutual-auth'),
    explains: 'addon-flow-missing',
  },
  {
    seen: 'cilium/cilium#20130: Relay needs 4244',
    base: { addons: ['hubble'] },
    mistake: replaced('hubble-peer', 'pods'),
    explains: 'hubble-relay-4244',
  },
  {
    seen: 'siderolabs/talos-vmtoolsd#30: a pod cannot use the Talos API',
    base: { addons: ['talos-api-access'], ...replaced('apid', 'nodes', 'pods', 'admin') },
    mistake: replaced('apid', 'nodes', 'admin'),
    explains: 'talos-api-pods',
  },
  {
    seen: 'siderolabs/talos#5234: 51820 forgotten',
    base: { addons: ['kubespan'] },
    mistake: replaced('kubespan'),
    explains: 'kubespan-port-missing',
  },
  {
    seen: 'siderolabs/talos#2870: 50001 forgotten',
    mistake: replaced('trustd', 'controlplane'),
    explains: 'trustd-missing',
  },
  {
    seen: 'devantler-tech/ksail#4364: no cloud firewall beside that of Talos',
    mistake: {
      nodes: [
        cp(11, { publicAddresses: ['192.0.2.11'] }),
        cp(12),
        cp(13),
        { name: 'w-1', role: 'worker', subnet: 'workers', addresses: ['10.0.1.21'] },
      ],
    },
    explains: 'maintenance-exposed',
  },
  {
    seen: 'cilium/cilium#12781: the host firewall beside that of Talos',
    mistake: { addons: ['cilium-host-firewall'] },
    explains: 'cilium-host-fw',
  },
  { seen: 'no admin network at all', mistake: { admin: [] }, explains: 'admin-missing admin-k8s-missing' },
  {
    seen: 'the admin network lost from the Talos API',
    mistake: replaced('apid', 'controlplane'),
    explains: 'lock-out',
  },

  {
    seen: 'herobrauni, qnimbus: only IPv4 named where the default is to accept',
    base: { ...accept, ...dual },
    mistake: replaced('kubelet', 'cidr:10.0.0.0/16', 'pods'),
    explains: 'ipv6-missing-sources',
  },
  {
    seen: 'NicoSteinmueller: two rules for one port',
    base: { ...accept, listeners: [listener({}), listener({ name: 'other', ports: ['5433'], from: ['nodes'] })] },
    mistake: { listeners: [listener({}), listener({ name: 'other', from: ['nodes'] })] },
    explains: 'port-collision',
  },
  {
    seen: 'a rule without sources',
    mistake: replaced('kubelet'),
    explains: 'kubelet-cp-missing',
  },
  {
    seen: 'kerbaras, unorouter: a NodePort rule under Cilium',
    base: { kubernetes: { kubeProxy: false } },
    mistake: { nodePorts: { enabled: true, range: '30443' } },
    explains: 'nodeport-kpr-bypass',
  },
  {
    seen: 'unorouter, immich: the API server without pods',
    mistake: replaced('kubernetes-api', 'nodes', 'admin'),
    explains: 'api-pods-missing',
  },
  {
    seen: 'immich: etcd for the whole subnet',
    mistake: extended('etcd', 'subnet:workers'),
    explains: 'etcd-from-workers',
  },
  {
    seen: 'launchs-org: etcd for one node',
    mistake: replaced('etcd', 'node:cp-11'),
    explains: 'etcd-client-missing etcd-peer-missing',
  },
  { seen: 'trustd for pods only', mistake: replaced('trustd', 'pods'), explains: 'trustd-missing' },
  {
    seen: 'the kubelet for pods only',
    mistake: replaced('kubelet', 'pods'),
    explains: 'kubelet-cp-missing',
  },
  { seen: 'pikaro: the tunnel commented out', mistake: replaced('cni-vxlan'), explains: 'cni-port-missing' },
  { seen: 'pikaro: etcd commented out', mistake: replaced('etcd'), explains: 'etcd-client-missing etcd-peer-missing' },
  {
    seen: 'Vinnelle: a rule in the shadow of a wider one',
    base: { listeners: [listener({ name: 'web', ports: ['80'], from: ['anywhere'] })] },
    mistake: {
      listeners: [
        listener({ name: 'web', ports: ['80'], from: ['anywhere'] }),
        listener({ name: 'web from pods', ports: ['80'], from: ['pods'] }),
      ],
    },
    explains: 'redundant-rule port-collision',
  },
  {
    seen: 'unorouter, Vinnelle: a rule for DHCP',
    mistake: { listeners: [listener({ protocol: 'udp', ports: ['68'], from: ['cluster'] })] },
    explains: 'dhcp-rule',
  },
]

const codesOf = (design: Change): string[] => [
  ...new Set(lintCase({ design: { admin, ...design } }).map(({ code }) => code)),
]

describe('mistakes in designs', () => {
  it.each(mistakes.map((one) => [one.seen, one] as const))('%s', (_, { base = {}, mistake, explains }) => {
    const before = codesOf(base)
    const said = codesOf({ ...base, ...mistake }).filter((code) => !before.includes(code))
    expect(said.sort()).toEqual(explains.split(' ').sort())
  })
})
