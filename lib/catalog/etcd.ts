import { runsTalos } from '../design/features'
import { type CatalogListener, inEveryPosture, port } from './listener'

export const etcdListeners: readonly CatalogListener[] = [
  {
    id: 'etcd',
    title: 'etcd',
    protocol: 'tcp',
    ports: () => [{ from: 2379, to: 2380 }],
    when: () => true,
    users: inEveryPosture(() => ({ controlplane: ['controlplane'] })),
    purpose: 'Members replicate (2380), join and are maintained (2379)',
    because: () => 'Only control planes are members; the API server uses loopback.',
    field: 'nodes',
    risk: 'critical',
    need: 'required',
    source: 'talos-etcd',
  },
  {
    id: 'etcd-http',
    title: 'etcd metrics',
    protocol: 'tcp',
    ports: () => port(2383),
    when: (design) => runsTalos(design, '1.14'),
    users: inEveryPosture(() => ({ controlplane: [] })),
    purpose: 'Metrics and health of etcd over HTTP with mutual TLS, new in Talos 1.14',
    because: () => 'Nobody needs it unless monitoring is told to.',
    field: 'talos/version',
    risk: 'critical',
    need: 'optional',
    source: 'talos-114-notes',
  },
]
