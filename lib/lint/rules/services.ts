/** NodePorts, load balancers, announced addresses. */
import type { Design } from '../../design/design'
import { changeNodePorts } from '../../design/edits/services'
import { addonOf, runsTalos } from '../../design/features'
import { formatAddress } from '../../net/address'
import { readAddress } from '../../net/text-cache'
import type { LintContext, LintRule } from '../context'
import type { Raised } from '../finding'
import { ownListenersOn } from '../own-listeners'

function inGuest({ design, places }: LintContext, action: Design['talos']['defaultAction']): boolean {
  return places.has('guest') && design.talos.defaultAction === action
}

export const serviceRules: readonly LintRule[] = [
  ({ design, places }) => {
    if (!design.nodePorts.enabled || design.kubernetes.kubeProxy || !places.has('guest')) return []
    const message =
      'Without kube-proxy the plugin answers NodePorts before the firewall of the node: its rules do nothing'
    const fix = { label: 'Filter them at the network card, or with policies of the plugin' }
    return [{ code: 'nodeport-kpr-bypass', severity: 'warning', message, at: 'nodePorts', fix }]
  },
  (context) => {
    const { design } = context
    if (!inGuest(context, 'block') || !design.kubernetes.kubeProxy || runsTalos(design, '1.10')) return []
    const message = `Talos ${design.talos.version} does not filter NodePorts: all of them are open`
    return [
      {
        code: 'nodeport-old-talos',
        severity: 'warning',
        message,
        at: 'talos/version',
        fix: { label: 'Use Talos 1.10 or newer' },
      },
    ]
  },
  (context) => {
    const { design } = context
    const balancer = design.loadBalancers.find((one) => one.for.includes('nodeports'))
    if (balancer === undefined || design.nodePorts.enabled || !design.kubernetes.kubeProxy) return []
    const message = `${balancer.name} forwards to NodePorts, and they are closed`
    const fix = { label: 'Open NodePorts', edit: (now: Design) => changeNodePorts(now, { enabled: true }) }
    return [{ code: 'nodeport-blocked', severity: 'error', message, at: `loadBalancers/${balancer.name}`, fix }]
  },
  ({ design, policy }) => {
    const isNodePort = ({ listener }: { readonly listener: string }): boolean => listener.startsWith('nodeport-')
    if (!design.nodePorts.enabled || [...policy.rules, ...policy.closed].some(isNodePort)) return []
    const message = 'NodePorts are enabled on machines that this design does not have: they stay closed'
    const fix = {
      label: 'Open them on all nodes',
      edit: (now: Design): Design => changeNodePorts(now, { on: ['nodes'] }),
    }
    return [{ code: 'nodeport-blocked', severity: 'error', message, at: 'nodePorts/on', fix }]
  },
  ({ design, site }) => {
    const { enabled, on } = design.nodePorts
    if (!enabled || !site.members.some(({ role }) => role === 'worker')) return []
    const named = new Set(site.members.filter(({ role }) => role === 'controlplane').map(({ name }) => name))
    const isControlPlane = (text: string): boolean =>
      ['controlplane', 'nodes'].includes(text) || named.has(text.replace(/^(node|pool):/, ''))
    if (!on.some(isControlPlane)) return []
    const message = 'NodePorts are open on control planes, which run no workloads'
    const rest = on.flatMap((text) => (text === 'nodes' ? ['worker'] : isControlPlane(text) ? [] : [text]))
    const left = rest.length === 0 ? ['worker'] : rest
    const fix = { label: 'Open them on workers alone', edit: (now: Design) => changeNodePorts(now, { on: left }) }
    return [{ code: 'nodeport-on-cp', severity: 'warning', message, at: 'nodePorts/on', fix }]
  },
  ({ design, places, filteredElsewhere }) => {
    if (places.has('nic') || places.has('router') || filteredElsewhere) return []
    // kube-vip puts its addresses on an interface, where the node does filter them.
    if (addonOf(design, 'kube-vip') !== undefined && addonOf(design, 'metallb') === undefined) return []
    return design.loadBalancerIPs
      .filter(({ from }) => !from.includes('anywhere'))
      .map(
        ({ name }): Raised => ({
          code: 'lbip-bypass',
          severity: 'warning',
          message: `${name} names who may use it, and an announced address passes the firewall of the node`,
          at: `loadBalancerIPs/${name}`,
          fix: { label: 'Filter it with a network policy, or at a router' },
        }),
      )
  },
  ({ design }) =>
    design.loadBalancers
      .filter(({ addresses, healthFrom }) => addresses.length === 0 && healthFrom.length === 0)
      .map(({ name }) => ({
        code: 'lb-health-missing',
        severity: 'error',
        message: `Nobody knows from where ${name} checks health: it will find every node dead`,
        at: `loadBalancers/${name}`,
        fix: { label: 'Name its addresses or its health checkers' },
      })),
  ({ design }) => {
    const balancer = design.loadBalancers.find((one) => one.for.includes('nodeports'))
    const answers = ['cilium-kpr-healthz', 'calico-ebpf'].some((id) => addonOf(design, id) !== undefined)
    if (balancer === undefined || design.kubernetes.kubeProxy || answers) return []
    const message = `Without kube-proxy nobody answers the health checks of ${balancer.name} on 10256 unless the plugin is told to`
    const fix = { label: 'Set kubeProxyReplacementHealthzBindAddr to 0.0.0.0:10256' }
    return [{ code: 'kpr-healthz-off', severity: 'warning', message, at: `loadBalancers/${balancer.name}`, fix }]
  },
  ({ design }) => {
    const metallb = addonOf(design, 'metallb')
    if (metallb === undefined || metallb.options.version === '0.15') return []
    return ownListenersOn(design, 'tcp', [7472]).map(({ name, at }) => ({
      code: 'metallb-metrics-port',
      severity: 'info',
      message: `${name} opens 7472, which MetalLB left for 9120 and 9121 in 0.16`,
      at,
      fix: { label: 'Use 9120 and 9121' },
    }))
  },
  ({ design, site }) => {
    const { endpoint, vip } = design.kubernetes
    const host = endpoint?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
    const address = readAddress(host ?? '')
    if (address === undefined) return []
    const known = [
      vip,
      ...design.loadBalancers.flatMap(({ addresses }) => addresses),
      ...design.nodes.flatMap(({ role, addresses, publicAddresses, nics }) =>
        role === 'controlplane' ? [...addresses, ...publicAddresses, ...nics.flatMap((nic) => nic.addresses)] : [],
      ),
    ]
    const isPooled = site.members.some(({ role, kind }) => role === 'controlplane' && kind === 'pool')
    const wanted = formatAddress(address)
    const isKnown = known.some((text) => {
      const one = readAddress(text ?? '')
      return one !== undefined && formatAddress(one) === wanted
    })
    if (isPooled || isKnown) return []
    const message = `The endpoint ${host} is no control plane, shared address or load balancer of this design`
    return [{ code: 'endpoint-unknown', severity: 'warning', message, at: 'kubernetes/endpoint' }]
  },
]
