/** Small clusters of rented servers, and rules of firewalls in one line each, for tables of tests. */
import { type DesignInput, designSchema } from '@/lib/design/design'
import { formatPrefix } from '@/lib/net/prefix'
import type { FileSet, Filter } from '@/lib/targets/target'
import type { FirewallModel } from '@/lib/targets/terraform-hetzner/model'
import { readers } from '@/lib/targets/terraform-hetzner/read'
import { terraformHetzner } from '@/lib/targets/terraform-hetzner/target'
import { modelOf, type Subject, subjectOf } from './subject'

/** A control plane, a worker and a pool on one private network; the first two with public addresses. */
export function smallRental(
  change: Partial<DesignInput> = {},
  options: Readonly<Record<string, unknown>> = {},
): Subject {
  const design = designSchema.parse({
    version: 1,
    name: 'small',
    cni: { plugin: 'cilium' },
    admin: [{ name: 'office', cidr: '192.0.2.128/27' }],
    subnets: [
      { name: 'private', cidrs: ['10.0.1.0/24'] },
      { name: 'public', cidrs: ['203.0.113.0/24', '2001:db8:1::/64'] },
    ],
    nodes: [
      {
        ...{ name: 'cp-1', role: 'controlplane', subnet: 'private', addresses: ['10.0.1.1'] },
        nics: [{ subnet: 'public', addresses: ['203.0.113.1', '2001:db8:1::1'] }],
      },
      {
        ...{ name: 'w-1', role: 'worker', subnet: 'private', addresses: ['10.0.1.11'] },
        publicAddresses: ['203.0.113.11', '2001:db8:1::11'],
      },
    ],
    pools: [{ name: 'web', role: 'worker', subnet: 'private', count: 3 }],
    targets: { 'terraform-hetzner': options },
    ...change,
  })
  return subjectOf(terraformHetzner as Filter, design)
}

/** `worker in tcp 6443 192.0.2.128/27 203.0.113.1/32`, sorted. */
function firewallLines({ firewalls }: FirewallModel): string[] {
  return firewalls.flatMap(({ address, rules }) =>
    rules.map(({ direction, protocol, from, to, ends }) => {
      const ports = protocol !== 'tcp' && protocol !== 'udp' ? [] : [from === to ? `${from}` : `${from}-${to}`]
      const name = address.replace('hcloud_firewall.', '')
      const prefixes = ends.map(({ prefix }) => formatPrefix(prefix)).sort()
      return [name, direction === 'ingress' ? 'in' : 'out', protocol, ...ports, ...prefixes].join(' ')
    }),
  )
}

export function firewallsOf(subject: Subject): string[] {
  const model = modelOf(subject)
  if (model === undefined) throw new Error('unread')
  return firewallLines(model as FirewallModel)
}

/** The rules of one reader's answer, or what it says. */
export function readFirewalls(files: FileSet, subject: Subject = smallRental()): string[] {
  const reader = readers.find((candidate) => files.every((file) => candidate.recognises(file)))
  if (reader === undefined) return ['no reader']
  const read = reader.read(files, subject.site)
  return read.ok ? firewallLines(read.value) : read.problems.map(({ at, message }) => `${at} ${message}`)
}
