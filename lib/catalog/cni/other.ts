/** Network plugins that Talos does not install and the design knows as `none`: an add-on says which one it is. */
import type { Design } from '../../design/design'
import { type AddonOptionValues, addonListener, metricsListener } from '../addon-listener'
import { type CatalogListener, eachPort } from '../listener'
import type { SourceKey } from '../source'

interface FabricFacts {
  readonly id: string
  readonly title: string
  readonly protocol: CatalogListener['protocol']
  readonly ports?: number | ReturnType<typeof eachPort>
  readonly condition: string
  readonly when?: (options: AddonOptionValues) => boolean
  readonly purpose?: string
  readonly on?: readonly ('controlplane' | 'worker')[]
  readonly risk?: CatalogListener['risk']
}

/** Between nodes, in every posture. */
function fabric(addon: string, product: string, source: SourceKey) {
  return (facts: FabricFacts): CatalogListener =>
    addonListener({
      purpose: 'Pod traffic between nodes',
      ports: [],
      risk: 'high',
      ...facts,
      addon,
      when: (options, design) => isForeign(design) && facts.when?.(options) !== false,
      users: ['nodes'],
      because: `${product} runs on every node.`,
      need: 'required',
      source,
    })
}

function isForeign(design: Design): boolean {
  return design.cni.plugin === 'none'
}

const chose =
  (key: string, usual: string, ...wanted: readonly string[]) =>
  (options: AddonOptionValues) =>
    wanted.includes(typeof options[key] === 'string' ? options[key] : usual)
const isOn = (key: string) => (options: AddonOptionValues) => options[key] === true

const flannel = fabric('flannel-manifest', 'Flannel from its own manifest', 'flannel-backends')
const flannelListeners: readonly CatalogListener[] = [
  flannel({
    id: 'flannel-vxlan',
    title: 'Flannel VXLAN',
    protocol: 'udp',
    ports: 8472,
    condition: 'Flannel by its own manifest, or Canal; the port is the kernel’s',
    when: chose('backend', 'vxlan', 'vxlan'),
  }),
  flannel({
    id: 'flannel-wireguard',
    title: 'Flannel WireGuard',
    risk: 'low',
    protocol: 'udp',
    ports: eachPort(51820, 51821),
    condition: 'backend wireguard',
    when: chose('backend', 'vxlan', 'wireguard'),
  }),
  flannel({
    id: 'flannel-ipip',
    title: 'Flannel IP-in-IP',
    protocol: 'ipip',
    condition: 'backend ipip',
    when: chose('backend', 'vxlan', 'ipip'),
  }),
  flannel({
    id: 'flannel-ipsec',
    title: 'Flannel IPsec',
    risk: 'low',
    protocol: 'esp',
    condition: 'backend ipsec',
    when: chose('backend', 'vxlan', 'ipsec'),
  }),
  flannel({
    id: 'flannel-ike',
    title: 'Flannel IPsec keys',
    risk: 'low',
    protocol: 'udp',
    ports: eachPort(500, 4500),
    condition: 'backend ipsec',
    when: chose('backend', 'vxlan', 'ipsec'),
    purpose: 'Nodes agree on keys',
  }),
  flannel({
    id: 'flannel-udp',
    title: 'Flannel UDP',
    protocol: 'udp',
    ports: 8285,
    condition: 'backend udp, for debugging',
    when: chose('backend', 'vxlan', 'udp'),
  }),
]

const antrea = fabric('antrea', 'Antrea', 'antrea-ports')
const antreaListeners: readonly CatalogListener[] = [
  antrea({
    id: 'antrea-geneve',
    title: 'Antrea Geneve',
    protocol: 'udp',
    ports: 6081,
    condition: 'tunnel Geneve, the default',
    when: chose('tunnel', 'geneve', 'geneve'),
  }),
  antrea({
    id: 'antrea-vxlan',
    title: 'Antrea VXLAN',
    protocol: 'udp',
    ports: 4789,
    condition: 'tunnel VXLAN',
    when: chose('tunnel', 'geneve', 'vxlan'),
  }),
  antrea({
    id: 'antrea-stt',
    title: 'Antrea STT',
    protocol: 'tcp',
    ports: 7471,
    condition: 'tunnel STT',
    when: chose('tunnel', 'geneve', 'stt'),
  }),
  antrea({
    id: 'antrea-gre',
    title: 'Antrea GRE',
    protocol: 'gre',
    condition: 'tunnel GRE',
    when: chose('tunnel', 'geneve', 'gre'),
  }),
  antrea({
    id: 'antrea-wireguard',
    title: 'Antrea WireGuard',
    risk: 'low',
    protocol: 'udp',
    ports: 51820,
    condition: 'encryption WireGuard',
    when: isOn('wireguard'),
  }),
  antrea({
    id: 'antrea-agents',
    title: 'Antrea agents',
    protocol: 'tcp',
    ports: [{ from: 10349, to: 10351 }],
    condition: 'Antrea',
    purpose: 'Controller, agents and their membership list',
  }),
  antrea({
    id: 'antrea-members',
    title: 'Antrea membership',
    protocol: 'udp',
    ports: 10351,
    condition: 'Antrea',
    purpose: 'Agents notice which nodes are gone',
  }),
]

const kubeOvn = fabric('kube-ovn', 'Kube-OVN', 'kube-ovn-ports')
const kubeOvnListeners: readonly CatalogListener[] = [
  kubeOvn({
    id: 'kube-ovn-central',
    title: 'OVN databases',
    protocol: 'tcp',
    ports: [{ from: 6641, to: 6644 }],
    condition: 'Kube-OVN',
    purpose: 'Nodes read the logical network from ovn-central',
    on: ['controlplane'],
  }),
  kubeOvn({
    id: 'kube-ovn-geneve',
    title: 'OVN Geneve',
    protocol: 'udp',
    ports: 6081,
    condition: 'tunnel Geneve, the default',
    when: chose('tunnel', 'geneve', 'geneve'),
  }),
  kubeOvn({
    id: 'kube-ovn-vxlan',
    title: 'OVN VXLAN',
    protocol: 'udp',
    ports: 4789,
    condition: 'tunnel VXLAN',
    when: chose('tunnel', 'geneve', 'vxlan'),
  }),
  kubeOvn({
    id: 'kube-ovn-stt',
    title: 'OVN STT',
    protocol: 'tcp',
    ports: 7471,
    condition: 'tunnel STT',
    when: chose('tunnel', 'geneve', 'stt'),
  }),
  metricsListener({
    id: 'kube-ovn-metrics',
    title: 'Kube-OVN metrics',
    addon: 'kube-ovn',
    ports: eachPort(10660, 10661, 10665),
    when: (options, design) => isForeign(design) && options.metrics === true,
    condition: 'metrics are scraped',
    source: 'kube-ovn-ports',
  }),
]

const kubeRouter = fabric('kube-router', 'kube-router', 'kube-router-ports')
const kubeRouterListeners: readonly CatalogListener[] = [
  kubeRouter({
    id: 'kube-router-bgp',
    title: 'kube-router BGP',
    protocol: 'tcp',
    ports: 179,
    condition: 'kube-router',
    purpose: 'Nodes exchange pod routes',
  }),
  kubeRouter({
    id: 'kube-router-ipip',
    title: 'kube-router IP-in-IP',
    protocol: 'ipip',
    condition: 'overlay IP-in-IP, the default',
    when: chose('overlay', 'ipip', 'ipip'),
  }),
  kubeRouter({
    id: 'kube-router-fou',
    title: 'kube-router FoU',
    protocol: 'udp',
    ports: 5555,
    condition: 'overlay FoU, which Azure needs',
    when: chose('overlay', 'ipip', 'fou'),
  }),
]

export const otherPluginListeners: readonly CatalogListener[] = [
  ...flannelListeners,
  ...antreaListeners,
  ...kubeOvnListeners,
  ...kubeRouterListeners,
]
