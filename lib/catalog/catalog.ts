/** Every listener we know, each fact with its source. */
import type { Design } from '../design/design'
import { calicoListeners } from './cni/calico'
import { ciliumListeners } from './cni/cilium'
import { flannelListeners } from './cni/flannel'
import { etcdListeners } from './etcd'
import { icmpListeners } from './icmp'
import { kubernetesListeners } from './kubernetes'
import type { CatalogListener } from './listener'
import { metallbListeners } from './metallb'
import { talosListeners } from './talos'

export const catalog: readonly CatalogListener[] = [
  ...talosListeners,
  ...kubernetesListeners,
  ...etcdListeners,
  ...flannelListeners,
  ...ciliumListeners,
  ...calicoListeners,
  ...metallbListeners,
  ...icmpListeners,
]

/** Ids that the user's own listeners may not take. NodePorts are listeners too, drawn by a field of their own. */
export const reservedListenerIds: readonly string[] = [
  ...new Set(catalog.map((listener) => listener.id)),
  'nodeport-tcp',
  'nodeport-udp',
]

/** A choice that an add-on leaves: one of a few words, the first by default, or who else may connect. */
export type AddonOption =
  | {
      readonly kind: 'choice'
      readonly key: string
      readonly title: string
      readonly choices: readonly { readonly id: string; readonly label: string }[]
    }
  | { readonly kind: 'sources'; readonly key: string; readonly title: string }

export interface AddonFacts {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly options?: readonly AddonOption[]
}

const scrapers: AddonOption = { kind: 'sources', key: 'from', title: 'Who else may scrape it' }

/** Add-ons a design may name. */
export const addonCatalog: readonly AddonFacts[] = [
  { id: 'kubespan', title: 'KubeSpan', summary: 'WireGuard mesh between all nodes' },
  { id: 'hubble', title: 'Hubble', summary: 'Flow visibility of Cilium, with Relay' },
  {
    id: 'metallb',
    title: 'MetalLB',
    summary: 'Announces service addresses on layer 2 or by BGP',
    options: [
      {
        kind: 'choice',
        key: 'mode',
        title: 'Announces by',
        choices: [
          { id: 'l2', label: 'Layer 2' },
          { id: 'bgp', label: 'BGP' },
        ],
      },
    ],
  },
  { id: 'metrics-server', title: 'metrics-server', summary: 'Scrapes kubelets for kubectl top and autoscaling' },
  {
    id: 'node-exporter',
    title: 'node-exporter',
    summary: 'Host metrics on port 9100',
    options: [scrapers],
  },
  {
    id: 'control-plane-metrics',
    title: 'Control plane metrics',
    summary: 'Binds controller manager and scheduler to all addresses',
    options: [scrapers],
  },
]

/** The listeners that this design has. */
export function listenersOf(design: Design): CatalogListener[] {
  return catalog.filter((listener) => listener.when(design))
}
