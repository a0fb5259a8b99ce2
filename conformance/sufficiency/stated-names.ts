/** Whom the names in a drawn cluster stand for, who may administer it and which servers it names, by hand from its design. */
import type { Design } from '@/lib/design/design'
import { formatPrefix } from '@/lib/net/prefix'
import { compilePolicy } from '@/lib/policy/compile'
import { buildSite } from '@/lib/site/build-site'

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
  'kubernetes 203.0.113.20/32 kubernetes',
  'talos 203.0.113.30/32 talos',
  'office-v6 2001:db8:a::10/128 kubernetes talos',
].join('\n')
export const statedServers = ['dns 53 192.0.2.53/32 2001:db8:f::53/128', 'ntp 123 192.0.2.53/32'].join('\n')

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
