import type { Selection } from './selection'

/** The thing of the design that a path leads into: `nodes/cp-1/addresses/0` is the node cp-1. */
export function selectionOfPath(path: string, admins: readonly { readonly name: string }[]): Selection {
  const [list = '', entry = ''] = path.split('/')
  const name = entry.replaceAll('~1', '/').replaceAll('~0', '~')
  // A whole list stands in the settings, but for that of the admins.
  if (name === '' && list !== 'admin') return { kind: 'cluster' }
  switch (list) {
    case 'nodes':
      return { kind: 'node', name }
    case 'pools':
      return { kind: 'pool', name }
    case 'subnets':
      return { kind: 'subnet', name }
    case 'loadBalancers':
      return { kind: 'load-balancer', name }
    case 'loadBalancerIPs':
      return { kind: 'announced', name }
    case 'admin': {
      const index = admins.findIndex((admin) => admin.name === name)
      return index < 0 ? { kind: 'zone', id: 'admin' } : { kind: 'admin', index }
    }
    default:
      return { kind: 'cluster' }
  }
}
