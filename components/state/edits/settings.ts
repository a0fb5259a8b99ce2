/** Choices about the cluster as a whole; a choice that no longer fits another one takes the other's default. */
import {
  type CniPlugin,
  type CniTransport,
  encryptionsOfPlugin,
  hasTunnelPort,
  transportsOfPlugin,
} from '@/lib/design/cni'
import type { Design } from '@/lib/design/design'

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

export function setCni(design: Design, plugin: CniPlugin): Design {
  if (plugin === design.cni.plugin) return design
  const { transport, encryption } = design.cni
  const keepsTransport = transport !== undefined && transportsOfPlugin[plugin].includes(transport)
  return {
    ...design,
    cni: {
      plugin,
      ...(keepsTransport ? { transport } : {}),
      encryption: encryptionsOfPlugin[plugin].includes(encryption) ? encryption : 'none',
    },
  }
}

export function setTransport(design: Design, transport: CniTransport): Design {
  const { tunnelPort, transport: _, ...rest } = design.cni
  const isDefault = transportsOfPlugin[design.cni.plugin][0] === transport
  const keepsPort = tunnelPort !== undefined && hasTunnelPort(transport) && design.cni.transport === transport
  return {
    ...design,
    cni: { ...rest, ...(isDefault ? {} : { transport }), ...(keepsPort ? { tunnelPort } : {}) },
  }
}
