import { addonOf } from '../design/features'
import { type CatalogListener, inEveryPosture, onBoth, port } from './listener'

export const talosListeners: readonly CatalogListener[] = [
  {
    id: 'apid',
    title: 'Talos API',
    protocol: 'tcp',
    ports: () => port(50000),
    when: () => true,
    users: {
      relaxed: () => ({
        controlplane: ['cluster', 'admin(talos)'],
        worker: ['controlplane', 'cluster'],
      }),
      standard: () => ({
        controlplane: ['controlplane', 'admin(talos)', 'lb(talos-api)'],
        worker: ['controlplane'],
      }),
      strict: () => ({
        controlplane: ['controlplane', 'admin(talos)', 'lb(talos-api)'],
        worker: ['controlplane'],
      }),
    },
    purpose: 'talosctl, and control planes that pass its requests on to other nodes',
    because: () => 'Admins manage control planes; control planes relay requests to every node.',
    field: 'admin',
    risk: 'high',
    need: 'required',
    source: 'talos-apid',
  },
  {
    id: 'trustd',
    title: 'trustd',
    protocol: 'tcp',
    ports: () => port(50001),
    when: () => true,
    users: {
      relaxed: () => ({ controlplane: ['worker'] }),
      standard: () => ({ controlplane: ['worker', 'lb(trustd)'] }),
      strict: () => ({ controlplane: ['worker', 'lb(trustd)'] }),
    },
    purpose: 'Workers obtain and renew the certificate of their Talos API',
    because: () => 'A worker without it loses its Talos API within a day.',
    field: 'nodes',
    risk: 'high',
    need: 'required',
    source: 'talos-trustd',
  },
  {
    id: 'kubespan',
    title: 'KubeSpan',
    protocol: 'udp',
    ports: () => port(51820),
    when: (design) => addonOf(design, 'kubespan') !== undefined,
    users: inEveryPosture((design) =>
      addonOf(design, 'kubespan')?.options.nat === true ? onBoth('anywhere') : onBoth('nodes'),
    ),
    purpose: 'WireGuard mesh between all nodes',
    because: (design) =>
      addonOf(design, 'kubespan')?.options.nat === true
        ? 'KubeSpan is on and some peers come through address translation, so their source is not known.'
        : 'KubeSpan is on; the port is fixed.',
    field: 'addons/kubespan',
    risk: 'low',
    need: 'required',
    source: 'kubespan',
  },
]
