/** What else is stated by hand of the drawn clusters: names, admins, servers, who is shut out, and who has files of their own. */
import type { Design } from '@/lib/design/design'
import { formatPrefix } from '@/lib/net/prefix'
import { compilePolicy } from '@/lib/policy/compile'
import { recordOfRule } from '@/lib/policy/rule-record'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import { filterNamed } from './rules'
import { lonelyDesign } from './stated-rules'

const both = ['controlplane', 'worker']

const controlAddresses = '10.1.0.10/32 10.1.0.11/32 10.1.0.12/32 10.1.9.11/32 2001:db8:1::11/128 2001:db8:1::12/128'
const zeta = '10.1.1.21/32 10.1.9.21/32 198.18.0.21/32'
const web = '10.1.1.100/30 2001:db8:1:1::/64'
const workerAddresses = `${zeta} 10.1.1.22/32 10.1.2.0/24 ${web}`
const apiBalancer = '10.1.8.5/32 10.1.8.128/25 2001:db8:8::5/128'
const portBalancer = '10.1.8.6/32 2001:db8:8::6/128'
const office = '203.0.113.10/32'
const kubernetesAdmins = `${office} 2001:db8:a::10/128 203.0.113.20/32`

/** Whom the names in the rules of the standard cluster stand for on the wire (SPEC 4). */
const standardNames: Readonly<Record<string, string>> = {
  controlplane: controlAddresses,
  worker: workerAddresses,
  nodes: `${controlAddresses} ${workerAddresses}`,
  pods: '10.244.0.0/16 fd00:10:244::/56',
  cluster: '10.1.0.0/24 10.1.1.0/24 10.1.2.0/24 2001:db8:1::/64 2001:db8:1:1::/64',
  anywhere: '0.0.0.0/0 ::/0',
  lb: `${apiBalancer} ${portBalancer} 10.1.8.7/32`,
  'lb(kubernetes-api)': apiBalancer,
  'lb(trustd)': apiBalancer,
  'lb(nodeports)': portBalancer,
  admin: `${kubernetesAdmins} 203.0.113.30/32`,
  'admin(kubernetes)': kubernetesAdmins,
  'admin:office': office,
  'admin:talos': '203.0.113.30/32',
  'subnet:storage': '10.1.9.0/24',
  'subnet:desk': '10.1.64.0/24 2001:db8:64::/64',
  'node:zeta': `${zeta} 2001:db8:1:1::21/128`,
  'node:alpha': '10.1.1.22/32 2001:db8:1:1::22/128',
  'node:cp-a': '10.1.0.12/32 2001:db8:1::12/128',
  'pool:web': web,
  'pool:dyn': '10.1.2.0/24',
  'cidr:192.0.2.7/32': '192.0.2.7/32',
  'cidr:192.0.2.0/29': '192.0.2.0/29',
}

export const statedNames = Object.entries(standardNames)
  .map(([name, prefixes]) => `${name}: ${prefixes.split(' ').sort().join(' ')}`)
  .sort()
  .join('\n')

export function namesOfDesign(design: Design): string {
  return [...compilePolicy(design, buildSite(design)).principals]
    .map(([name, prefixes]) => `${name}: ${prefixes.map(formatPrefix).sort().join(' ')}`)
    .sort()
    .join('\n')
}

/** Admins in the order of their prefixes, and of their names, each with what they may use, and the servers that a design names. */
export const statedAdmins = [
  'bureau 203.0.113.10/32 talos',
  'office 203.0.113.10/32 kubernetes talos',
  'porch 203.0.113.10/32 kubernetes',
  'kubernetes 203.0.113.20/32 kubernetes',
  'talos 203.0.113.30/32 talos',
  'office-v6 2001:db8:a::10/128 kubernetes talos',
].join('\n')
export const statedServers = ['dns 53 192.0.2.53/32 2001:db8:f::53/128', 'ntp 123 192.0.2.53/32 192.0.2.123/32'].join(
  '\n',
)

export function adminsOfDesign(design: Design): string {
  return compilePolicy(design, buildSite(design))
    .admin.map(({ name, prefix, may }) => [name, formatPrefix(prefix), ...[...may].sort()].join(' '))
    .join('\n')
}

export function serversOfDesign(design: Design): string {
  return (compilePolicy(design, buildSite(design)).servers ?? [])
    .map(({ service, port, prefixes }) => [service, port, ...prefixes.map(formatPrefix)].join(' '))
    .join('\n')
}

/** Listeners that nobody reaches, as their overrides, postures and absent users say. */
export const statedClosed = {
  standard: ['cilium-health/controlplane', 'cilium-health/worker'].join('\n'),
  relaxed: [
    ...both.map((role) => `kube-proxy-healthz/${role}`),
    ...both.map((role) => `kubelet/${role}`),
    'nobody/worker',
  ].join('\n'),
} as const

export function closedOfDesign(design: Design): string {
  return compilePolicy(design, buildSite(design))
    .closed.map(({ id }) => id)
    .sort()
    .join('\n')
}

/** Rules that say that their sources come from an override. */
export const statedOverridden = [
  ...both.map((role) => `apid/${role}`),
  'backup/controlplane',
  'backup/node:alpha',
  ...both.map((role) => `desk/${role}`),
  'etcd/controlplane',
  ...both.map((role) => `kubelet/${role}`),
  'panel/worker',
].join('\n')

export function overriddenOfDesign(design: Design): string {
  return compilePolicy(design, buildSite(design))
    .rules.flatMap(({ id, because, field, listener }) => {
      const [isSaid, isCited] = [because.includes('overridden'), field === `overrides/${listener}`]
      if (!isSaid && !isCited) return []
      return [isSaid && isCited ? id : `${id}, ${isSaid ? 'but of another field' : 'and it is not said'}`]
    })
    .sort()
    .join('\n')
}

/** Where it is written that something listens: a file or a page, or the design itself. */
export function citedByDesign(design: Design): string {
  const cited = compilePolicy(design, buildSite(design)).rules.filter(({ id }) =>
    ['etcd/controlplane', 'postgres/node:zeta'].includes(id),
  )
  return cited
    .map(({ id, source }) => `${id} ${source.startsWith('siderolabs/talos') ? 'siderolabs/talos' : source}`)
    .sort()
    .join('\n')
}

/** `facts/flows.md` 5.3 names the sources of Talos for etcd. */
export const statedCitations = ['etcd/controlplane siderolabs/talos', 'postgres/node:zeta the design itself'].join('\n')

/** SPEC 5: a file for each role, and a complete one for each machine that differs; a document for each listener. */
const roleDocuments = {
  controlplane: ['etcd-ingress', 'kubernetes-api-ingress', 'shared-ingress', 'trustd-ingress'],
  worker: ['nobody-ingress', 'nodeport-tcp-ingress', 'public-ingress'],
} as const
const documentsOfAll = ['apid-ingress', 'cni-vxlan', 'kube-proxy-healthz-ingress', 'kubelet-ingress']

function filesText(files: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(files)
    .map(([machines, documents]) => `${machines}: ${[...documents].sort().join(' ')}`)
    .sort()
    .join('\n')
}

export const statedFiles = filesText({
  'controlplane for cp-a cp-b': [...documentsOfAll, ...roleDocuments.controlplane],
  'worker for zeta': [...documentsOfAll, ...roleDocuments.worker],
  'nodes/alpha for alpha': [...documentsOfAll, ...roleDocuments.worker, 'alone-ingress'],
  'nodes/dyn for dyn': [...documentsOfAll, ...roleDocuments.worker, 'near-ingress', 'shared-ingress'],
})

/** The same where every worker differs, so that none has what all of them want and no more. */
const ofRole = (role: 'controlplane' | 'worker', ...own: readonly string[]): string[] =>
  [
    ...['apid', 'kubelet', 'kube-proxy-healthz', 'syslog', ...own],
    ...(role === 'worker' ? ['front', 'metrics', 'panel'] : []),
    ...(role === 'controlplane' ? ['backup', 'etcd', 'hook', 'kubernetes-api', 'trustd'] : []),
    ...(role === 'controlplane' ? ['nodeport-tcp', 'nodeport-udp'] : []),
  ].map((listener) => `${listener}-ingress`)
export const statedOwnFiles = filesText({
  'controlplane for cp-b': ofRole('controlplane'),
  'nodes/cp-a for cp-a': ofRole('controlplane', 'twin'),
  'nodes/zeta for zeta': ofRole('worker', 'nodeport-tcp', 'nodeport-udp', 'postgres'),
  'nodes/alpha for alpha': ofRole('worker', 'backup', 'vault'),
  'nodes/web for web': ofRole('worker', 'cache', 'nodeport-tcp', 'nodeport-udp'),
  'nodes/dyn for dyn': ofRole('worker', 'game'),
})

/** And without any worker. */
export const statedLonelyFiles = filesText({
  'controlplane for cp-a': [
    ...['apid-ingress', 'cni-vxlan', 'etcd-ingress', 'kubelet-ingress', 'kubernetes-api-ingress'],
  ],
})

export function filesOfDesign(design: Design): string {
  const site = buildSite(design)
  const talos = filterNamed('talos')
  const options = talos.options.parse({})
  const policy = compilePolicy(design, site)
  const { files } = talos.render(() => workAt(policy, talos.points(site, options), site), site, options)
  const lines = files.flatMap(({ path, points = [], text }) => {
    const machines = points.filter((point) => !point.endsWith('/egress')).map((point) => point.replace(/^.*\//, ''))
    const documents = [...text.matchAll(/^kind: NetworkRuleConfig\nname: (.*)$/gm)].map(([, name = '']) => name)
    const name = path
      .replace(/^talos\//, '')
      .replace(/\.patch\.yaml$/, '')
      .replace(/(?:remove|disable)\./, '')
    return machines.length === 0 ? [] : [`${name} for ${machines.sort().join(' ')}: ${documents.sort().join(' ')}`]
  })
  // What removes documents has a file for the same machines.
  return [...new Set(lines)].sort().join('\n')
}

/** A listener for everybody, in a cluster of IPv4: only inside the machines both families matter (SPEC 2). */
export const statedFamilies = 'guest 0.0.0.0/0 ::/0 nic 0.0.0.0/0 router 0.0.0.0/0'

export function familiesOfDesign(design: Design): string {
  const rule = compilePolicy(design, buildSite(design)).rules.find(({ id }) => id === 'public/worker')
  return rule === undefined
    ? 'no rule'
    : (['guest', 'nic', 'router'] as const)
        .map((place) => [place, ...rule.sources[place].map(formatPrefix)].join(' '))
        .join(' ')
}

/** ICMP is of one family, and ICMPv6 of the other, from everybody who may use both (SPEC 2). */
export const statedIcmp = 'icmp 4, icmpv6 6'

export function familiesOfIcmp(design: Design): string {
  const found = compilePolicy(design, buildSite(design)).rules.flatMap(({ protocol, sources, destinations }) =>
    protocol === 'icmp' || protocol === 'icmpv6'
      ? [...sources.guest, ...sources.nic, ...sources.router, ...destinations].map(
          ({ family }) => `${protocol} ${family}`,
        )
      : [],
  )
  return [...new Set(found)].sort().join(', ')
}

/** An option of an add-on that holds what is no name, beside one that is. */
export const statedOdd = 'admin:office controlplane'

export function fromOfOdd(): string {
  const addons = [{ id: 'control-plane-metrics', from: [7, 'admin:office'] }]
  const { rules } = compilePolicy({ ...lonelyDesign(), addons }, buildSite(lonelyDesign()))
  const rule = rules.find(({ listener }) => listener === 'kube-scheduler')
  return rule === undefined ? 'no rule' : recordOfRule(rule).from.toSorted().join(' ')
}
