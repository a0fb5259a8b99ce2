/** Every listener we know that needs a rule, each fact with its source. */
import type { Design } from '../design/design'
import { calicoListeners } from './cni/calico'
import { ciliumListeners } from './cni/cilium'
import { ciliumOptionListeners } from './cni/cilium-options'
import { flannelListeners } from './cni/flannel'
import { otherPluginListeners } from './cni/other'
import { etcdListeners } from './etcd'
import { icmpListeners } from './icmp'
import { ingressListeners } from './ingress'
import { sharedAddressListeners } from './kube-vip'
import { kubernetesListeners } from './kubernetes'
import type { CatalogListener } from './listener'
import { metallbListeners } from './metallb'
import { storageListeners } from './storage'
import { talosListeners } from './talos'

export const catalog: readonly CatalogListener[] = [
  ...talosListeners,
  ...kubernetesListeners,
  ...etcdListeners,
  ...flannelListeners,
  ...ciliumListeners,
  ...ciliumOptionListeners,
  ...calicoListeners,
  ...otherPluginListeners,
  ...metallbListeners,
  ...sharedAddressListeners,
  ...storageListeners,
  ...ingressListeners,
  ...icmpListeners,
]

/** The rule of routed pods, which is a listener by name only. */
export const podNetworkId = 'pod-network'
/** Rules of announced addresses begin so, as those of outbound traffic do with `egress:`. */
export const reservedPrefixes: readonly string[] = ['announced:', 'egress:']

/** Ids that the user's own listeners may not take. NodePorts are listeners too, drawn by a field of their own. */
export const reservedListenerIds: readonly string[] = [
  ...new Set(catalog.map((listener) => listener.id)),
  'nodeport-tcp',
  'nodeport-udp',
  podNetworkId,
]

/** The listeners that this design has. */
export function listenersOf(design: Design): CatalogListener[] {
  return catalog.filter((listener) => listener.when(design))
}
