/** The network plugin, its tunnel, and KubeSpan beside it. */
import { addonCatalog } from '../../catalog/addons'
import { listenersOf } from '../../catalog/catalog'
import type { Design } from '../../design/design'
import { changeTalos, setTransport, setTunnelPort } from '../../design/edits/cluster'
import { addonOf, hasRoutedPods, platformOf, runsTalos, transportOf } from '../../design/features'
import { formatProtocol, hasPorts, isIcmp } from '../../net/protocol'
import type { LintContext, LintRule } from '../context'
import { ownListenersOn } from '../own-listeners'

/** The port with which each plugin sends on Talos; facts/flows.md 2. */
const tunnelPorts: Readonly<Record<string, number>> = {
  'flannel vxlan': 4789,
  'calico vxlan': 4789,
  'cilium vxlan': 8472,
  'cilium geneve': 6081,
}
const useVxlan = { label: 'Use VXLAN', edit: (now: Design) => setTransport(now, 'vxlan') }
const kubespanPort = 51820
const freePort = 51830

/** Clouds that check the source of a packet at the card, unless told not to; a card of one's own is none of theirs. */
function isChecked(platform: string | undefined, hasCards: boolean): boolean {
  if (platform === undefined) return hasCards
  return platform === 'aws' || platform === 'openstack' || (hasCards && !['vmware', 'other'].includes(platform))
}

const tunnelOf = ({ cni }: Design, transport: string): number | undefined => tunnelPorts[`${cni.plugin} ${transport}`]

function blocksInGuest({ design, places }: LintContext): boolean {
  return places.has('guest') && design.talos.defaultAction === 'block'
}

export const cniRules: readonly LintRule[] = [
  ({ design }) => {
    const own = tunnelOf(design, transportOf(design))
    const { tunnelPort } = design.cni
    if (own === undefined || tunnelPort === undefined || tunnelPort === own) return []
    if (!Object.values(tunnelPorts).includes(tunnelPort)) return []
    const message = `Port ${tunnelPort} is another plugin's: ${design.cni.plugin} sends ${transportOf(design)} to ${own}`
    const fix = { label: `Use ${own}`, edit: (now: Design) => setTunnelPort(now, undefined) }
    return [{ code: 'cni-port-wrong', severity: 'error', message, at: 'cni/tunnelPort', fix }]
  },
  ({ design }) => {
    // Of a plugin that we do not know, and of what forwards NodePorts in a tunnel, these are the ports.
    if (design.cni.plugin === 'none') return []
    const used = listenersOf(design).flatMap((listener) => (listener.protocol === 'udp' ? listener.ports(design) : []))
    const others = Object.values(tunnelPorts).filter((port) => !used.some(({ from, to }) => port >= from && port <= to))
    return ownListenersOn(design, 'udp', others).map(({ name, at }) => ({
      code: 'cni-port-extra',
      severity: 'info',
      message: `${name} opens a tunnel port that ${design.cni.plugin} with ${transportOf(design)} does not use`,
      at,
      fix: { label: `Remove ${name}` },
    }))
  },
  ({ design }) => {
    const isNamed = addonCatalog.some(({ id, plugin }) => plugin === 'none' && addonOf(design, id) !== undefined)
    if (design.cni.plugin !== 'none' || isNamed || design.listeners.length > 0) return []
    const message = 'No plugin of ours and no listener of yours: nothing is known about the ports of your plugin'
    return [
      { code: 'cni-none', severity: 'error', message, at: 'cni/plugin', fix: { label: 'Draw its ports as listeners' } },
    ]
  },
  ({ design }) => {
    if (design.cni.plugin !== 'cilium' || addonOf(design, 'hubble') !== undefined) return []
    return ownListenersOn(design, 'tcp', [4244]).map(({ name, at }) => ({
      code: 'cilium-4244-as-health',
      severity: 'info',
      message: `${name} opens 4244, the port of Hubble, which is off; Cilium's health is 4240 and open already`,
      at,
      fix: { label: `Remove ${name}` },
    }))
  },
  (context) => {
    const { policy, views } = context
    if (!blocksInGuest(context)) return []
    const portless = policy.rules.filter(
      ({ direction, protocol, members, places }) =>
        direction === 'ingress' &&
        places.includes('guest') &&
        !hasPorts(protocol) &&
        !isIcmp(protocol) &&
        views.some(({ member, place }) => place === 'guest' && members.includes(member.name)),
    )
    return [...new Map(portless.map((rule) => [rule.listener, rule])).values()].map(({ title, protocol, field }) => {
      const message = `The firewall of Talos cannot name ${formatProtocol(protocol)}, which has no ports: ${title} is cut while it blocks`
      const fix = field === 'cni/transport' ? useVxlan : { label: 'Use another protocol, or accept by default' }
      return { code: 'talos-fw-portless', severity: 'error', message, at: field, fix }
    })
  },
  ({ design, places }) => {
    if (!hasRoutedPods(design) || !isChecked(platformOf(design), places.has('nic'))) return []
    const message =
      'Pods keep their addresses on the wire: cloud network cards drop them until their source check is off'
    return [{ code: 'native-src-dst-check', severity: 'warning', message, at: 'cni/transport' }]
  },
  ({ design, site }) => {
    const homes = new Set(site.members.map((member) => member.subnet))
    if (transportOf(design) !== 'host-gw' || homes.size < 2) return []
    const message = `host-gw needs all nodes on one network, and they are on ${homes.size}: pods get no routes`
    const fix = { label: 'Use VXLAN', edit: (now: Design) => setTransport(now, 'vxlan') }
    return [{ code: 'native-cross-l2', severity: 'error', message, at: 'cni/transport', fix }]
  },
  ({ design, policy }) => {
    if (addonOf(design, 'kubespan') === undefined) return []
    const wanting = [...policy.rules, ...policy.closed].filter(
      ({ direction, listener, protocol, ports }) =>
        direction === 'ingress' &&
        listener !== 'kubespan' &&
        protocol === 'udp' &&
        ports.some(({ from, to }) => kubespanPort >= from && kubespanPort <= to),
    )
    return [...new Map(wanting.map((rule) => [rule.listener, rule])).values()].map(({ title, listener, field }) => ({
      code: 'kubespan-clash',
      severity: 'error',
      message: `${title} and KubeSpan both want udp 51820, which KubeSpan cannot change`,
      at: field,
      fix:
        listener === 'cni-wireguard'
          ? { label: `Move Flannel to ${freePort}`, edit: (now: Design) => setTunnelPort(now, freePort) }
          : { label: 'Move the other one' },
    }))
  },
  ({ design }) => {
    if (addonOf(design, 'kubespan') === undefined || design.talos.discovery) return []
    const message = 'KubeSpan exchanges its keys through the discovery service, which is off'
    const fix = { label: 'Turn discovery on', edit: (now: Design) => changeTalos(now, { discovery: true }) }
    return [{ code: 'kubespan-no-discovery', severity: 'error', message, at: 'talos/discovery', fix }]
  },
  ({ design }) => {
    if (addonOf(design, 'kubespan') === undefined || design.cni.plugin !== 'cilium') return []
    if (transportOf(design) !== 'native') return []
    const floor = runsTalos(design, '1.13') ? '' : ' Talos 1.13,'
    const message = `Cilium's native routing inside KubeSpan needs${floor} advertiseKubernetesNetworks and hostLegacyRouting`
    return [{ code: 'kubespan-cilium-native', severity: 'warning', message, at: 'cni/transport' }]
  },
  (context) => {
    if (!context.places.has('guest') || addonOf(context.design, 'kubespan') === undefined) return []
    const message =
      'What comes through KubeSpan is not filtered: every node, once taken, reaches every port of the others'
    return [{ code: 'kubespan-trusted', severity: 'info', message, at: 'addons/kubespan' }]
  },
  (context) => {
    if (!blocksInGuest(context) || context.design.cni.plugin === 'none') return []
    const message =
      'Pods reach every port of a node, etcd and the Talos API too, at its address inside the pod network: Talos filters that by no rule'
    const fix = { label: 'Deny it to pods with network policies' }
    return [{ code: 'pod-gateway-open', severity: 'info', message, at: 'kubernetes/podCIDRs', fix }]
  },
  ({ design }) => {
    const inner = ['vxlan', 'geneve'].includes(transportOf(design))
    if (!inner || (addonOf(design, 'kubespan') === undefined && design.cni.encryption !== 'wireguard')) return []
    const message = 'The tunnel of the plugin runs inside WireGuard: set the inner MTU to 1370 or less'
    return [{ code: 'mtu-double-encap', severity: 'info', message, at: 'cni/transport' }]
  },
]
