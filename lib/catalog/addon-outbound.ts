/** Destinations that an add-on brings where egress is restricted. */
import type { Design } from '../design/design'
import { addonOf, runsTalos } from '../design/features'
import type { PortRange } from '../net/port-range'
import { type AddonOptionValues, portOption } from './addon-listener'
import { eachPort, port } from './listener'
import type { SourceKey } from './source'

/** A destination that an add-on brings; its own option names who stands there. */
export interface AddonOutbound {
  readonly name: string
  readonly title: string
  readonly addon: string
  readonly option: 'from' | 'to'
  readonly protocol: 'tcp' | 'udp'
  readonly ports: readonly PortRange[] | ((options: AddonOptionValues) => readonly PortRange[])
  readonly when?: (options: AddonOptionValues, design: Design) => boolean
  readonly because: string
  readonly source: SourceKey
}

const routers = {
  title: 'BGP',
  protocol: 'tcp',
  ports: port(179),
  option: 'from',
  because: 'The speaker opens the session with its routers.',
} as const
const bfd = {
  title: 'BFD',
  protocol: 'udp',
  ports: eachPort(3784, 4784),
  option: 'from',
  when: (options: AddonOptionValues) => options.bfd === true,
  because: 'Both sides send BFD packets.',
} as const
const ofPlugin =
  (plugin: Design['cni']['plugin']) =>
  (_: AddonOptionValues, design: Design): boolean =>
    design.cni.plugin === plugin
const servers = { protocol: 'tcp', option: 'to', because: 'Nodes mount volumes from there.' } as const

export const addonOutbound: readonly AddonOutbound[] = [
  {
    name: 'disk-kms',
    title: 'Disk encryption',
    addon: 'disk-kms',
    option: 'to',
    protocol: 'tcp',
    ports: (options) => port(portOption(options, 'port', 4443)),
    because: 'Nodes ask the key server at every boot.',
    source: 'talos-kms',
  },
  {
    ...routers,
    name: 'metallb-bgp',
    addon: 'metallb',
    when: ({ mode }) => mode === 'bgp' || mode === 'frr-k8s',
    source: 'metallb-frr',
  },
  { ...bfd, name: 'metallb-bfd', addon: 'metallb', source: 'metallb-frr' },
  { ...routers, name: 'kube-vip-bgp', addon: 'kube-vip', when: ({ mode }) => mode === 'bgp', source: 'kube-vip' },
  { ...routers, name: 'cilium-bgp', addon: 'cilium-bgp', when: ofPlugin('cilium'), source: 'cilium-bgp' },
  { ...routers, name: 'calico-bgp', addon: 'calico-bgp-peers', when: ofPlugin('calico'), source: 'calico-ports' },
  {
    ...routers,
    name: 'talos-bgp',
    addon: 'talos-bgp',
    when: (_, design) => runsTalos(design, '1.14'),
    source: 'talos-114-notes',
  },
  {
    ...bfd,
    name: 'talos-bfd',
    addon: 'talos-bgp',
    when: (options, design) => bfd.when(options) && runsTalos(design, '1.14'),
    source: 'talos-114-notes',
  },
  { ...servers, name: 'nfs', title: 'NFS', addon: 'nfs', ports: port(2049), source: 'talos-storage' },
  {
    ...servers,
    name: 'nfs-3',
    title: 'NFS 3',
    addon: 'nfs',
    ports: eachPort(111, 20048),
    when: ({ version }) => version === '3',
    source: 'talos-storage',
  },
  {
    ...servers,
    name: 'nfs-3-udp',
    title: 'NFS 3',
    addon: 'nfs',
    protocol: 'udp',
    ports: eachPort(111, 20048),
    when: ({ version }) => version === '3',
    source: 'talos-storage',
  },
  { ...servers, name: 'iscsi', title: 'iSCSI', addon: 'iscsi', ports: port(3260), source: 'talos-storage' },
  { ...servers, name: 'smb', title: 'SMB', addon: 'smb', ports: port(445), source: 'smb' },
  {
    ...servers,
    name: 'ceph',
    title: 'Ceph',
    addon: 'ceph-client',
    ports: [
      { from: 3300, to: 3300 },
      { from: 6789, to: 6789 },
      { from: 6800, to: 7568 },
    ],
    source: 'ceph-ports',
  },
]

/** Those of the design, with their ports worked out. */
export function addonOutboundOf(design: Design): (AddonOutbound & { readonly ports: readonly PortRange[] })[] {
  return addonOutbound.flatMap((flow) => {
    const choice = addonOf(design, flow.addon)
    if (choice === undefined || flow.when?.(choice.options, design) === false) return []
    return [{ ...flow, ports: typeof flow.ports === 'function' ? flow.ports(choice.options) : flow.ports }]
  })
}
