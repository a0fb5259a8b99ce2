/**
 * Whose rules the drawn clusters have, by hand from the tables of SPEC 3 and what the designs say: for each machine that
 * listens from whom, and the places at which somebody is admitted.
 */
import { type Design, designSchema } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import { recordOfRule } from '@/lib/policy/rule-record'
import { buildSite } from '@/lib/site/build-site'

type Stated = readonly (readonly [
  listener: string,
  on: readonly string[],
  from: string,
  rest?: { readonly to?: string; readonly at?: string; readonly also?: string },
])[]

const both = ['controlplane', 'worker']
const all = 'guest nic router'

/** Roles may send, whatever the posture. */
const open: Stated = [['egress:all', both, 'itself', { to: 'anywhere' }]]

const narrowIcmp: Stated = [
  ['icmp-pmtu', both, 'anywhere'],
  ['icmpv6-pmtu', both, 'anywhere'],
  ['icmpv6-nd', both, 'anywhere'],
]

export const standardRules: Stated = [
  ...open,
  ...narrowIcmp,
  ['icmp-echo', both, 'admin nodes'],
  ['icmpv6-echo', both, 'admin nodes'],
  ['kubernetes-api', ['controlplane'], 'admin(kubernetes) lb(kubernetes-api) nodes pods'],
  ['apid', both, 'admin:office controlplane'],
  ['trustd', ['controlplane'], 'lb(trustd) worker'],
  ['etcd', ['controlplane'], 'cidr:192.0.2.7/32 controlplane'],
  ['kubelet', both, 'controlplane nodes pods'],
  ['kube-proxy-healthz', both, 'lb(nodeports)'],
  [
    'nodeport-tcp',
    ['controlplane', 'node:zeta', 'pool:web'],
    'admin:office lb(nodeports) subnet:desk',
    { also: 'keeps clients' },
  ],
  [
    'nodeport-udp',
    ['controlplane', 'node:zeta', 'pool:web'],
    'admin:office lb(nodeports) subnet:desk',
    { also: 'keeps clients' },
  ],
  ['postgres', ['node:zeta'], 'worker', { also: 'data 2027-06-30' }],
  ['cache', ['pool:web'], 'nodes'],
  ['syslog', both, 'cluster'],
  ['panel', ['worker'], 'admin cidr:192.0.2.7/32'],
  ['hook', ['controlplane'], 'pods'],
  ['front', ['worker'], 'lb'],
  ['game', ['pool:dyn'], 'anywhere'],
  ['vault', ['node:alpha'], 'node:zeta pool:web'],
  ['twin', ['node:cp-a'], 'controlplane'],
  ['backup', ['controlplane', 'node:alpha'], 'subnet:storage', { at: 'guest nic' }],
  ['desk', both, 'admin:office', { at: 'nic router' }],
  ['metrics', ['worker'], 'admin:talos cidr:192.0.2.0/29 lb'],
  ['announced:shop', ['nodes'], 'lb subnet:desk', { at: 'nic router' }],
  ['announced:names', ['nodes'], 'anywhere', { at: 'nic router' }],
  ['pod-network', ['nodes'], 'nodes pods', { to: 'pods', at: 'nic router' }],
]

export const relaxedRules: Stated = [
  ...open,
  ['icmp', both, 'cluster'],
  ['kubernetes-api', ['controlplane'], 'admin(kubernetes) cluster pods'],
  ['apid', ['controlplane'], 'admin(talos) cluster'],
  ['apid', ['worker'], 'cluster controlplane'],
  ['trustd', ['controlplane'], 'node:zeta pool:dyn worker'],
  ['etcd', ['controlplane'], 'controlplane'],
  ['cni-vxlan', both, 'controlplane worker'],
  ['nodeport-tcp', ['worker'], 'admin:office worker'],
  ['alone', ['node:alpha'], 'worker'],
  ['shared', ['controlplane', 'pool:dyn'], 'nodes'],
  ['near', ['pool:dyn'], 'cluster lb'],
  [
    'public',
    ['worker', 'pool:dyn'],
    'admin admin:kubernetes admin:office admin:talos anywhere cidr:192.0.2.7/32 cluster controlplane lb node:zeta nodes pods pool:dyn subnet:desk worker',
  ],
  ['announced:shop', ['nodes'], 'subnet:desk', { at: 'nic router' }],
]

export const strictRules: Stated = [
  ...narrowIcmp,
  ['icmp-echo', both, 'admin'],
  ['icmpv6-echo', both, 'admin'],
  ['kubernetes-api', ['controlplane'], 'admin(kubernetes) cidr:192.0.2.7/32 lb(kubernetes-api) nodes pods'],
  ['apid', ['controlplane'], 'admin(talos) controlplane lb(talos-api)'],
  ['apid', ['worker'], 'controlplane'],
  // No balancer is for trustd.
  ['trustd', ['controlplane'], 'worker'],
  ['etcd', ['controlplane'], 'controlplane'],
  ['kubelet', both, 'controlplane'],
  ['kube-proxy-healthz', both, 'lb(nodeports)'],
  ['cni-vxlan', both, 'nodes'],
  ['cilium-health', both, 'nodes'],
  ['kubespan', both, 'nodes'],
  ['numbers', ['worker'], 'cidr:192.0.2.7/32 controlplane'],
  ['last', ['worker'], 'controlplane'],
  ['alone', ['node:alpha'], 'node:zeta'],
  ['many', ['node:alpha'], 'worker'],
  ['pair', ['node:cp-a'], 'cidr:10.1.1.22/32 node:zeta'],
  ['tunnel', ['node:zeta'], 'node:alpha'],
]

/** A control plane by itself: nothing of workers, who are not there. */
export const lonelyRules: Stated = [
  ['egress:all', ['controlplane'], 'controlplane', { to: 'anywhere' }],
  ['icmp-pmtu', ['controlplane'], 'anywhere'],
  ['icmp-echo', ['controlplane'], 'admin nodes'],
  ['kubernetes-api', ['controlplane'], 'admin(kubernetes) nodes pods'],
  ['apid', ['controlplane'], 'admin(talos) controlplane'],
  ['etcd', ['controlplane'], 'controlplane'],
  ['kubelet', ['controlplane'], 'nodes pods'],
  ['cni-vxlan', ['controlplane'], 'nodes'],
]

/** Clusters of a mesh: their machines and pods are peers, who are pinged as well, and its API is one of the NodePorts of TCP. */
const peers = 'cidr:192.0.2.128/25'
export const meshRules: Stated = [
  ...open,
  ['icmp-pmtu', both, 'anywhere'],
  ['icmp-echo', both, `admin nodes ${peers}`],
  ['kubernetes-api', ['controlplane'], 'admin(kubernetes) nodes pods'],
  ['apid', ['controlplane'], 'admin(talos) controlplane'],
  ['apid', ['worker'], 'controlplane'],
  ['trustd', ['controlplane'], 'worker'],
  ['etcd', ['controlplane'], 'controlplane'],
  ['kubelet', both, 'nodes pods'],
  ['cilium-health', both, `nodes ${peers}`],
  ['nodeport-tcp', ['worker'], `admin ${peers}`],
  ['nodeport-udp', ['worker'], 'admin'],
  ['pod-network', ['nodes'], `nodes pods ${peers}`, { to: 'pods', at: 'nic router' }],
]

/** Its API beside the NodePorts is a listener of its own, and peers are no users of NodePorts. */
export const meshBesideRules: Stated = [
  ...meshRules.filter(([listener]) => listener !== 'nodeport-tcp'),
  ['nodeport-tcp', ['worker'], 'admin'],
  ['clustermesh-api', both, peers],
]

export function meshDesign(range = '30000-32767'): Design {
  return designSchema.parse({
    version: 1,
    name: 'drawn',
    cni: { plugin: 'cilium', transport: 'native' },
    admin: [{ name: 'office', cidr: '203.0.113.10/32' }],
    subnets: [{ name: 'all', cidrs: ['10.1.0.0/24'] }],
    nodes: [{ name: 'cp-a', role: 'controlplane', subnet: 'all', addresses: ['10.1.0.12'] }],
    pools: [{ name: 'web', role: 'worker', subnet: 'all', count: 2 }],
    nodePorts: { enabled: true, range, protocols: ['tcp', 'udp'], from: ['admin'] },
    addons: [{ id: 'clustermesh', from: [peers] }],
  })
}

export function lonelyDesign(): Design {
  return designSchema.parse({
    version: 1,
    name: 'drawn',
    admin: [{ name: 'office', cidr: '203.0.113.10/32' }],
    subnets: [{ name: 'control', cidrs: ['10.1.0.0/24'] }],
    nodes: [{ name: 'cp-a', role: 'controlplane', subnet: 'control', addresses: ['10.1.0.12'] }],
  })
}

/** A rule in one line; what it is from and to in the order of letters. */
function lineOf(id: string, from: string, to: string, at: string, also = ''): string {
  return [`${id} from`, ...from.split(' ').sort(), 'to', to, 'at', at, also].join(' ').trim()
}

export function statedText(stated: Stated): string {
  return stated
    .flatMap(([listener, on, from, { to, at = all, also } = {}]) =>
      on.map((one) => lineOf(`${listener}/${one}`, from === 'itself' ? one : from, to ?? one, at, also)),
    )
    .sort()
    .join('\n')
}

export function rulesOfDesign(design: Design, direction: 'both' | 'ingress' = 'both'): string {
  return compilePolicy(design, buildSite(design))
    .rules.filter((rule) => direction === 'both' || rule.direction === direction)
    .map((rule) => {
      const { id, from, to, sources, owner, until } = recordOfRule(rule)
      const at = (['guest', 'nic', 'router'] as const).filter((place) => sources[place].length > 0).join(' ')
      const also = [owner, until, rule.keepsClients === true ? 'keeps clients' : undefined]
      return lineOf(id, from.join(' '), to.join(' '), at, also.filter((one) => one !== undefined).join(' '))
    })
    .sort()
    .join('\n')
}
