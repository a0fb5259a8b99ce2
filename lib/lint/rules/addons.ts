/** What add-ons need beyond their own listeners, and what they do to each other. */
import { addonCatalog } from '../../catalog/addons'
import { listenersOf, podNetworkId } from '../../catalog/catalog'
import type { CatalogListener } from '../../catalog/listener'
import type { Design } from '../../design/design'
import { setAddonOptions, toggleAddon } from '../../design/edits/addons'
import { addListener, removeOverride } from '../../design/edits/listeners'
import { addonOf, hasRoutedPods, platformOf, runsTalos, transportOf } from '../../design/features'
import { setContains, setOfPrefixes, setsMeet } from '../../net/address-set'
import { isEmptyPacketSet } from '../../net/packet-set'
import { parsePortRange } from '../../net/port-range'
import { prefixSet } from '../../net/prefix-set'
import { principalsOfOption, readPrincipals } from '../../policy/posture'
import { makeResolver } from '../../policy/resolve-principal'
import { isWorldwide, type LintContext, type LintRule } from '../context'
import type { Raised } from '../finding'
import { admittedFrom } from '../packets'

/** Add-ons that do nothing until they know who is on the other side. */
const withPeers: Readonly<Record<string, { readonly code: string; readonly message: string }>> = {
  clustermesh: {
    code: 'clustermesh-missing',
    message: 'Cluster Mesh names no other cluster: its API and its tunnels stay closed to all of them',
  },
  'talos-bgp': { code: 'addon-flow-missing', message: 'Talos BGP names no router: no session comes up' },
  wireguard: { code: 'addon-flow-missing', message: 'WireGuard names no peer: nobody can dial in' },
  'cilium-vtep': { code: 'addon-flow-missing', message: 'Cilium VTEP names no endpoint: nobody can reach the pods' },
}

export const addonRules: readonly LintRule[] = [
  ({ design }) =>
    Object.entries(withPeers).flatMap(([id, { code, message }]): Raised[] => {
      if (addonOf(design, id) === undefined || principalsOfOption(design, id, 'from').length > 0) return []
      return [{ code, severity: 'error', message, at: `addons/${id}`, fix: { label: 'Name them' } }]
    }),
  ({ design, site }) => {
    const peers = makeResolver(design, site).sources(principalsOfOption(design, 'clustermesh', 'from'), 'guest')
    const own = setOfPrefixes(site.podPrefixes)
    const shared = peers.filter((prefix) => !isWorldwide(prefix) && setsMeet(setOfPrefixes([prefix]), own))
    if (addonOf(design, 'clustermesh') === undefined || shared.length === 0) return []
    const message = 'The pod network meets one of the other clusters: Cluster Mesh cannot tell their pods apart'
    const fix = { label: 'Renumber one of them' }
    return [{ code: 'clustermesh-overlap', severity: 'error', message, at: 'addons/clustermesh', fix }]
  },
  (context) => {
    const { design } = context
    if (addonOf(design, 'kube-vip') === undefined || !blocksInGuest(context)) return []
    return design.loadBalancerIPs
      .filter((entry) => entry.from.length > 0 && !isListenedTo(entry, context))
      .map(({ name, ports, protocol, from }): Raised => {
        const message = `kube-vip puts the address of ${name} on a node, where Talos drops what no listener opens`
        const fix = {
          label: `Open ${protocol} ${ports.join(', ')} on the nodes`,
          edit: (now: Design): Design =>
            addListener(now, { name: `${name.slice(0, 50)} on nodes`, on: ['nodes'], protocol, ports, from }),
        }
        return { code: 'kubevip-svc-blocked', severity: 'warning', message, at: `loadBalancerIPs/${name}`, fix }
      })
  },
  ({ design, policy, places, site }) => {
    const wire = (['nic', 'router'] as const).filter((place) => places.has(place))
    if (!hasRoutedPods(design) || wire.length === 0) return []
    const rule = policy.rules.find(({ listener, direction }) => listener === podNetworkId && direction === 'ingress')
    const pods = setOfPrefixes(site.podPrefixes)
    if (rule !== undefined && wire.every((place) => setContains(prefixSet(rule.sources[place]), pods))) return []
    const index = design.overrides.findIndex(({ listener }) => listener === podNetworkId)
    const message = 'Pods keep their addresses on the wire, and the pod network is closed to them: pods lose each other'
    const fix = { label: 'Remove the override', edit: (now: Design) => removeOverride(now, index) }
    return [{ code: 'native-podcidr-missing', severity: 'error', message, at: `overrides/${index}`, fix }]
  },
  ({ design, places }) => {
    if (!places.has('guest') || addonOf(design, 'cilium-host-firewall') === undefined) return []
    const message =
      'Cilium’s host firewall and that of Talos are both on: Cilium decides first, each must admit a packet'
    const fix = { label: 'Keep one owner' }
    return [{ code: 'cilium-host-fw', severity: 'info', message, at: 'addons/cilium-host-firewall', fix }]
  },
  ({ design }) => {
    const provider = platformOf(design)
    const tunnel = listenersOf(design).find(({ protocol }) => protocol === 'ipip')
    if (tunnel === undefined || (provider !== 'azure' && provider !== 'hetzner')) return []
    const name = provider === 'azure' ? 'Azure' : 'Hetzner’s firewall'
    const message = `${name} does not carry IP-in-IP: pods on different nodes cannot talk`
    return [{ code: 'provider-no-ipip', severity: 'error', message, at: tunnel.field, fix: { label: 'Use VXLAN' } }]
  },
  ({ design }) => {
    const tunnel = listenersOf(design).find((listener) => isUsualVxlan(listener, design))
    if (platformOf(design) !== 'vmware' || tunnel === undefined) return []
    const message = 'Network cards of VMware are known to drop VXLAN on its usual ports'
    const fix = { label: 'Use another tunnel port, or turn offloading off' }
    return [{ code: 'vxlan-on-vmware', severity: 'warning', message, at: tunnel.field, fix }]
  },
  ({ design }) => {
    const provider = platformOf(design)
    if (provider === undefined || !withMetadata.includes(provider)) return []
    const message = 'Pods reach the metadata of their machine at 169.254.169.254, credentials too'
    const fix = { label: 'Set a hop limit of 1, or deny it by a network policy' }
    return [{ code: 'imds-pods', severity: 'warning', message, at: 'addons/platform', fix }]
  },
  ({ design }) => {
    const isRestricted = (typeof design.egress === 'string' ? design.egress : design.egress.mode) === 'restricted'
    if (!isRestricted || addonOf(design, 'disk-kms') === undefined) return []
    if (principalsOfOption(design, 'disk-kms', 'to').length > 0) return []
    const message = 'Nodes ask the key server at every boot, and nothing opens the way: they do not start again'
    const edit = (now: Design) =>
      setAddonOptions(now, 'disk-kms', { ...addonOf(now, 'disk-kms')?.options, to: ['anywhere'] })
    return [
      {
        code: 'egress-kms',
        severity: 'error',
        message,
        at: 'addons/disk-kms',
        fix: { label: 'Open it to anywhere', edit },
      },
    ]
  },
  ({ design }) =>
    addonCatalog.flatMap(({ id, title, plugin }): Raised[] => {
      const isOld = id === 'talos-bgp' && !runsTalos(design, '1.14')
      const isStray = plugin !== undefined && plugin !== design.cni.plugin
      // Its endpoints speak VXLAN, on the port of the tunnel.
      const isOther = id === 'cilium-vtep' && transportOf(design) !== 'vxlan'
      if (addonOf(design, id) === undefined || !(isOld || isStray || isOther)) return []
      const message = isOld
        ? 'Talos speaks BGP from 1.14 on'
        : isStray
          ? `${title} belongs to another network plugin: it opens nothing`
          : `${title} needs the transport vxlan: it opens nothing`
      const fix = { label: `Remove ${title}`, edit: (now: Design) => toggleAddon(now, id, false) }
      return [{ code: 'addon-idle', severity: 'warning', message, at: `addons/${id}`, fix }]
    }),
]

function blocksInGuest({ design, places }: LintContext): boolean {
  return places.has('guest') && design.talos.defaultAction === 'block'
}

/** Clouds that give a machine its credentials at a link-local address. */
const withMetadata = ['aws', 'azure', 'gcp', 'openstack', 'hetzner']

/** The ports of VXLAN that VMware's cards look into (siderolabs/talos issue 3143, flannel issue 2388). */
function isUsualVxlan({ protocol, ports }: CatalogListener, design: Design): boolean {
  return protocol === 'udp' && ports(design).some(({ from, to }) => from === to && [4789, 8472].includes(from))
}

/** Whether some node admits somebody to one of the ports of the announced address. */
function isListenedTo(entry: Design['loadBalancerIPs'][number], { design, views, site }: LintContext): boolean {
  const ranges = entry.ports.flatMap((text) => parsePortRange(text) ?? [])
  const sources = setOfPrefixes(makeResolver(design, site).sources(readPrincipals(entry.from), 'guest'))
  return views.some(
    (view) => view.place === 'guest' && !isEmptyPacketSet(admittedFrom(view, sources, entry.protocol, ranges)),
  )
}
