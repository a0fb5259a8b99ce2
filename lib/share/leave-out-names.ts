/** The same cluster without what its owners call things: for questions asked in public. Addresses stay. */
import type { Design } from '@/lib/design/design'
import { renameAll } from '@/lib/design/edits/rename'

interface Named {
  readonly name: string
}

/** New names by old ones, numbered within each stem. */
function numbered<T extends Named>(entries: readonly T[], stem: (entry: T) => string): Map<string, string> {
  const counts = new Map<string, number>()
  return new Map(
    entries.map((entry) => {
      const base = stem(entry)
      const number = (counts.get(base) ?? 0) + 1
      counts.set(base, number)
      return [entry.name, `${base}-${number}`]
    }),
  )
}

/**
 * Neutral names throughout, consistently; who is responsible, reasons, questions and the endpoint's host name go. What
 * files enforce stays the same but for the names in them. Options of targets may still hold words of the owners where
 * they are no names of the design.
 */
export function leaveOutNames(design: Design): Design {
  const { endpoint: _, ...kubernetes } = design.kubernetes
  const bare: Design = {
    ...design,
    name: 'cluster',
    kubernetes,
    admin: design.admin.map(({ name, cidr, may }) => ({ name, cidr, may })),
    listeners: design.listeners.map(({ owner: _owner, until: _until, ...listener }) => listener),
    egress:
      typeof design.egress === 'string'
        ? design.egress
        : {
            ...design.egress,
            also: design.egress.also.map((entry, index) => ({ ...entry, name: `destination-${index + 1}` })),
          },
    accepted: [],
    expectations: [],
    checklist: {},
  }
  return renameAll(bare, {
    subnet: numbered(design.subnets, () => 'subnet'),
    node: numbered(design.nodes, ({ role }) => (role === 'controlplane' ? 'cp' : 'worker')),
    pool: numbered(design.pools, () => 'pool'),
    loadBalancer: numbered(design.loadBalancers, () => 'balancer'),
    announced: numbered(design.loadBalancerIPs, () => 'service'),
    admin: numbered(design.admin, () => 'admin'),
    listener: numbered(design.listeners, () => 'listener'),
  })
}
