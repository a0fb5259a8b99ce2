import type { Design } from '../design/design'
import { addonOf, runsTalos } from '../design/features'
import { metricsListener } from './addon-listener'
import { type CatalogListener, inEveryPosture, port } from './listener'

const scrapers = 'from of etcd-metrics'

function isScraped(design: Design): boolean {
  return addonOf(design, 'etcd-metrics') !== undefined
}

export const etcdListeners: readonly CatalogListener[] = [
  {
    id: 'etcd',
    title: 'etcd',
    protocol: 'tcp',
    ports: () => [{ from: 2379, to: 2380 }],
    when: () => true,
    condition: 'always; used between several control planes',
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
    condition: 'Talos 1.14 or newer',
    users: {
      relaxed: (design) => ({ controlplane: isScraped(design) ? ['nodes', scrapers] : [] }),
      standard: (design) => ({ controlplane: isScraped(design) ? ['nodes', 'pods', scrapers] : [] }),
      strict: () => ({ controlplane: [scrapers] }),
    },
    purpose: 'Metrics and health of etcd over HTTP with mutual TLS, new in Talos 1.14',
    because: (design) =>
      isScraped(design) ? 'Monitoring scrapes etcd.' : 'Nobody needs it unless monitoring is told to.',
    field: 'talos/version',
    risk: 'critical',
    need: 'optional',
    bind: 'as the client API of etcd',
    source: 'talos-114-notes',
  },
  metricsListener({
    id: 'etcd-metrics',
    title: 'etcd metrics in clear text',
    addon: 'etcd-metrics',
    ports: 2381,
    when: (_, design) => !runsTalos(design, '1.14'),
    condition: 'listen-metrics-urls set, before Talos 1.14',
    on: ['controlplane'],
    risk: 'critical',
    bind: 'as listen-metrics-urls says',
    source: 'talos-etcd-metrics',
  }),
]
