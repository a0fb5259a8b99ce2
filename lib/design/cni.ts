/** What each network plugin of the schema can do; SPEC 2. */
export const cniPlugins = ['flannel', 'cilium', 'calico', 'none'] as const
export type CniPlugin = (typeof cniPlugins)[number]
export const cniTransports = ['vxlan', 'wireguard', 'host-gw', 'geneve', 'native', 'ipip', 'bgp'] as const
export type CniTransport = (typeof cniTransports)[number]
export const cniEncryptions = ['none', 'wireguard', 'ipsec'] as const
export type CniEncryption = (typeof cniEncryptions)[number]

/** Transports by plugin, its default first. */
export const transportsOfPlugin: Readonly<Record<CniPlugin, readonly CniTransport[]>> = {
  flannel: ['vxlan', 'wireguard', 'host-gw'],
  cilium: ['vxlan', 'geneve', 'native'],
  calico: ['vxlan', 'ipip', 'bgp'],
  none: [],
}

/** Encryptions by plugin, `none` first; Flannel's WireGuard is a transport of its own. */
export const encryptionsOfPlugin: Readonly<Record<CniPlugin, readonly CniEncryption[]>> = {
  flannel: ['none'],
  cilium: ['none', 'wireguard', 'ipsec'],
  calico: ['none', 'wireguard'],
  none: ['none'],
}

/** The transport in use: what the design says, or the plugin's default; undefined for no plugin of ours. */
export function transportOf(cni: {
  readonly plugin: CniPlugin
  readonly transport?: CniTransport | undefined
}): CniTransport | undefined {
  return cni.transport ?? transportsOfPlugin[cni.plugin][0]
}

/** Whether packets between nodes carry a tunnel port that can be set. */
export function hasTunnelPort(transport: CniTransport | undefined): boolean {
  return transport === 'vxlan' || transport === 'geneve' || transport === 'wireguard'
}
