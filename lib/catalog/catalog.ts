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

export interface AddonFacts {
  readonly id: string
  readonly title: string
  readonly summary: string
}

/** Add-ons a design may name. */
export const addonCatalog: readonly AddonFacts[] = [
  { id: 'kubespan', title: 'KubeSpan', summary: 'WireGuard mesh between all nodes' },
  { id: 'hubble', title: 'Hubble', summary: 'Flow visibility of Cilium, with Relay' },
  { id: 'metallb', title: 'MetalLB', summary: 'Announces service addresses on layer 2 or by BGP' },
  { id: 'metrics-server', title: 'metrics-server', summary: 'Scrapes kubelets for kubectl top and autoscaling' },
  { id: 'node-exporter', title: 'node-exporter', summary: 'Host metrics on port 9100' },
  {
    id: 'control-plane-metrics',
    title: 'Control plane metrics',
    summary: 'Binds controller manager and scheduler to all addresses',
  },
]

/** The listeners that this design has. */
export function listenersOf(design: Design): CatalogListener[] {
  return catalog.filter((listener) => listener.when(design))
}
