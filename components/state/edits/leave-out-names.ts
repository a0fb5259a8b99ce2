/** The same cluster without what its owners call things: for questions in public. */
import type { Design } from '@/lib/design/design'
import { renameThing } from './rename'

export function leaveOutNames(design: Design): Design {
  let next: Design = { ...design, name: 'cluster' }
  const rename = (kind: 'node' | 'pool' | 'subnet', names: readonly string[], base: (name: string) => string) => {
    // Two passes, so that a new name never meets an old one.
    for (const [index, name] of names.entries()) next = renameThing(next, kind, name, `x${kind}${index}x`)
    const counts = new Map<string, number>()
    for (const [index, name] of names.entries()) {
      const stem = base(name)
      const number = (counts.get(stem) ?? 0) + 1
      counts.set(stem, number)
      next = renameThing(next, kind, `x${kind}${index}x`, `${stem}-${number}`)
    }
  }
  const roles = new Map([...design.nodes, ...design.pools].map(({ name, role }) => [name, role]))
  rename('subnet', names(design.subnets), () => 'subnet')
  rename('node', names(design.nodes), (name) => (roles.get(name) === 'controlplane' ? 'cp' : 'worker'))
  rename('pool', names(design.pools), () => 'pool')

  const { endpoint: _, ...kubernetes } = next.kubernetes
  const admins = new Map(design.admin.map(({ name }, index) => [name, `admin-${index + 1}`]))
  const principals = (list: readonly string[]) =>
    list.map((text) => (text.startsWith('admin:') ? `admin:${admins.get(text.slice(6)) ?? text.slice(6)}` : text))
  const listeners = new Map(design.listeners.map(({ name }, index) => [name, `listener-${index + 1}`]))
  return {
    ...next,
    kubernetes,
    admin: next.admin.map(({ cidr, may }, index) => ({ name: `admin-${index + 1}`, cidr, may })),
    loadBalancers: next.loadBalancers.map((one, index) => ({ ...one, name: `balancer-${index + 1}` })),
    loadBalancerIPs: next.loadBalancerIPs.map((one, index) => ({
      ...one,
      name: `service-${index + 1}`,
      from: principals(one.from),
    })),
    nodePorts: { ...next.nodePorts, from: principals(next.nodePorts.from) },
    listeners: next.listeners.map(({ owner: _owner, until: _until, ...one }, index) => ({
      ...one,
      name: `listener-${index + 1}`,
      from: principals(one.from),
    })),
    egress:
      typeof next.egress === 'string'
        ? next.egress
        : {
            ...next.egress,
            also: next.egress.also.map((one, index) => ({
              ...one,
              name: `egress-${index + 1}`,
              to: principals(one.to),
            })),
          },
    overrides: next.overrides.map((one) => ({
      ...one,
      listener: listeners.get(one.listener) ?? one.listener,
      ...(one.from === undefined ? {} : { from: principals(one.from) }),
      ...(one.add === undefined ? {} : { add: principals(one.add) }),
    })),
    accepted: [],
    expectations: [],
    checklist: {},
  }
}

function names(list: readonly { readonly name: string }[]): string[] {
  return list.map(({ name }) => name)
}
