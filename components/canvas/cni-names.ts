/** What people call plugins and transports. */
import type { CniPlugin, CniTransport } from '@/lib/design/cni'

export const cniNames: Readonly<Record<CniPlugin, string>> = {
  flannel: 'Flannel',
  cilium: 'Cilium',
  calico: 'Calico',
  none: 'None of these',
}

export const transportNames: Readonly<Record<CniTransport, string>> = {
  vxlan: 'VXLAN',
  geneve: 'Geneve',
  native: 'Native routing',
  wireguard: 'WireGuard',
  'host-gw': 'Host gateway',
  ipip: 'IP in IP',
  bgp: 'BGP',
}
