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

/** The state that an apply of the subject's files leaves, with a server of the design beside its firewalls. */
export function stateHolding(subject: Subject): string {
  const model = modelOf(subject)
  if (model === undefined) throw new Error('unread')
  const { firewalls } = model as FirewallModel
  const resources = firewalls.map(({ address, name, appliedTo, rules }, index) => ({
    ...{ address, mode: 'managed', type: 'hcloud_firewall', name: address.replace('hcloud_firewall.', '') },
    values: {
      ...{ id: String(index + 1), name, labels: { by: 'hand' } },
      apply_to: appliedTo.map((one) => ({ label_selector: selectorText(one), server: 0 })),
      rule: rules.map(({ direction, protocol, from, to, ends }) => {
        const prefixes = ends.map(({ prefix }) => formatPrefix(prefix))
        const isIn = direction === 'ingress'
        return {
          ...{ direction: isIn ? 'in' : 'out', protocol, description: '' },
          port: protocol === 'tcp' || protocol === 'udp' ? (from === to ? `${from}` : `${from}-${to}`) : '',
          ...{ source_ips: isIn ? prefixes : [], destination_ips: isIn ? [] : prefixes },
        }
      }),
    },
  }))
  const server = {
    ...{ address: 'hcloud_server.worker', mode: 'managed', type: 'hcloud_server', name: 'worker' },
    values: { id: '7', name: 'w-1', labels: { cluster: 'small', role: 'worker' }, firewall_ids: [workerOf(firewalls)] },
  }
  const values = { root_module: { resources: [...resources, server] } }
  return JSON.stringify({ format_version: '1.0', terraform_version: '1.11.4', values }, undefined, 2)
}

/** The number of the firewall that workers carry. */
function workerOf(firewalls: FirewallModel['firewalls']): number {
  return firewalls.findIndex(({ address }) => address === 'hcloud_firewall.worker') + 1
}

function selectorText(attachment: FirewallModel['firewalls'][number]['appliedTo'][number]): string {
  if (attachment.kind === 'server') throw new Error('our files name no server')
  return attachment.selector.map(({ key, values }) => `${key}=${values.join()}`).join(',')
}
