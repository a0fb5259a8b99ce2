/** Networks that collide with others, addresses that are reached from outside, and both families. */
import { addonCatalog } from '../../catalog/addons'
import { podCIDRsOf, serviceCIDRsOf } from '../../design/cluster-networks'
import type { Design } from '../../design/design'
import { toggleAddon } from '../../design/edits/addons'
import { addonOf } from '../../design/features'
import { setOfPrefixes, setsMeet } from '../../net/address-set'
import { formatPrefix, type Prefix, prefixContains, prefixHasAddress } from '../../net/prefix'
import { readAddress, readPrefix } from '../../net/text-cache'
import { principalsOfOption } from '../../policy/posture'
import { readPrefixes, readSingles } from '../../site/build-site'
import { isWorldwide, type LintRule } from '../context'
import type { Raised, Severity } from '../finding'
import { ownListenersOn } from '../own-listeners'
import { isPrivate, prefixesMeet } from '../special'

interface Declared {
  readonly prefix: Prefix
  readonly at: string
}

function read(texts: readonly string[], at: string): Declared[] {
  return texts.flatMap((text) => {
    const prefix = readPrefix(text)
    return prefix === undefined ? [] : [{ prefix, at }]
  })
}

interface Outsider {
  readonly name: string
  readonly prefix: Prefix
}

function outsiders(name: string, texts: readonly string[]): Outsider[] {
  return [...readSingles(texts), ...readPrefixes(texts)].map((prefix) => ({ name, prefix }))
}

/** Servers that nodes ask: of names, time, images, storage, keys. */
function outsidersOf(design: Design): Outsider[] {
  const { egress } = design
  const asked = typeof egress === 'string' ? [] : [...egress.dns, ...egress.ntp, ...egress.https]
  const served = addonCatalog.flatMap(({ id, title, options = [] }) =>
    options.some(({ kind, key }) => kind === 'principals' && key === 'to')
      ? principalsOfOption(design, id, 'to').flatMap((one) =>
          one.kind === 'cidr' ? [{ name: title, prefix: one.prefix }] : [],
        )
      : [],
  )
  return [...outsiders('A server of egress', asked), ...served]
}

function clusterNetworks(design: Design): Declared[] {
  return [
    ...read(podCIDRsOf(design), 'kubernetes/podCIDRs'),
    ...read(serviceCIDRsOf(design), 'kubernetes/serviceCIDRs'),
  ]
}

function declared(design: Design): Declared[] {
  const subnets = design.subnets.flatMap(({ name, cidrs }) => read(cidrs, `subnets/${name}/cidrs`))
  return [...clusterNetworks(design), ...subnets]
}

/** Networks that somebody else is likely to use too. */
function findWithin(
  code: string,
  severity: Severity,
  networks: readonly string[],
  why: string,
  isNear: (prefix: Prefix, network: Prefix) => boolean,
): LintRule {
  const prefixes = networks.flatMap((text) => readPrefix(text) ?? [])
  return ({ design }) =>
    declared(design)
      .filter(({ prefix }) => prefixes.some((network) => isNear(prefix, network)))
      .map(({ prefix, at }) => ({
        code,
        severity,
        message: `${formatPrefix(prefix)} ${why}`,
        at,
        fix: { label: 'Choose another network' },
      }))
}

export const addressRules: readonly LintRule[] = [
  findWithin(
    'docker-172-17',
    'info',
    ['172.17.0.0/16', '172.18.0.0/16'],
    'is where Docker puts its networks: workstations may not reach it',
    prefixesMeet,
  ),
  findWithin(
    'cgnat-100-64',
    'info',
    ['100.64.0.0/10'],
    'is carrier-grade NAT space: Tailscale and some providers use it too',
    prefixesMeet,
  ),
  findWithin(
    'hostdns-range',
    'error',
    ['169.254.116.108/32', '169.254.169.254/32'],
    'holds the address of the host DNS or of the cloud metadata',
    prefixContains,
  ),
  ({ design }) => {
    const networks = clusterNetworks(design)
    return [...design.admin.flatMap(({ name, cidr }) => outsiders(name, [cidr])), ...outsidersOf(design)].flatMap(
      ({ name, prefix }): Raised[] => {
        const met = networks.find((network) => prefixesMeet(network.prefix, prefix))
        if (met === undefined || isWorldwide(prefix)) return []
        const message = `${name} (${formatPrefix(prefix)}) overlaps ${formatPrefix(met.prefix)}: replies never leave the cluster`
        return [
          { code: 'cidr-admin-site', severity: 'warning', message, at: met.at, fix: { label: 'Renumber one of them' } },
        ]
      },
    )
  },
  ({ design, site }) => {
    const ten = readPrefix('10.0.0.0/8')
    if (design.cni.plugin !== 'cilium' || ten === undefined) return []
    const isDefault = site.podPrefixes.some((prefix) => formatPrefix(prefix) === '10.0.0.0/8')
    const nodes = setOfPrefixes(site.members.flatMap((member) => member.sources))
    if (!isDefault || !setsMeet(nodes, setOfPrefixes([ten]))) return []
    const message = "10.0.0.0/8 is Cilium's own default pool and holds the nodes: it takes their network for pods"
    const fix = { label: 'Set ipam.mode to kubernetes, and a smaller pod network' }
    return [{ code: 'cilium-pool-default', severity: 'error', message, at: 'kubernetes/podCIDRs', fix }]
  },
  ({ design }) => {
    if (design.kubernetes.vip === undefined) return []
    const homes = [...design.nodes, ...design.pools].filter(({ role }) => role === 'controlplane').map(networksOf)
    const [first = []] = homes
    if (homes.length < 2 || first.some((subnet) => homes.every((one) => one.includes(subnet)))) return []
    const message = 'The control planes share no network, and the shared address needs one: only some could hold it'
    const fix = { label: 'Use a load balancer' }
    return [{ code: 'vip-multi-l2', severity: 'error', message, at: 'kubernetes/vip', fix }]
  },
  ({ design }) => {
    const vip = readAddress(design.kubernetes.vip ?? '')
    if (vip === undefined) return []
    const dynamic = [...design.nodes, ...design.pools].filter(({ addresses }) => addresses.length === 0)
    const near = dynamic.find(({ subnet }) =>
      design.subnets
        .find(({ name }) => name === subnet)
        ?.cidrs.some((cidr) => {
          const prefix = readPrefix(cidr)
          return prefix !== undefined && prefixHasAddress(prefix, vip)
        }),
    )
    if (near === undefined) return []
    const message = `${design.kubernetes.vip} lies where ${near.name} gets its addresses: it may be leased to a machine`
    const fix = { label: 'Reserve it in DHCP' }
    return [{ code: 'vip-in-dhcp', severity: 'warning', message, at: 'kubernetes/vip', fix }]
  },
  ({ site, places, filteredElsewhere }) => {
    if (places.has('nic') || places.has('router') || filteredElsewhere) return []
    const open = site.members.find(({ sources }) => sources.some((prefix) => !isPrivate(prefix)))
    if (open === undefined) return []
    const message = `${open.name} has a public address and no firewall before it: until it is installed, anybody may configure it`
    const fix = { label: 'Close the network before the first boot, or join through SideroLink' }
    return [{ code: 'maintenance-exposed', severity: 'error', message, at: `${open.kind}s/${open.name}`, fix }]
  },
  ({ design }) => {
    const several = design.nodes.find(({ nics }) => nics.length > 0)
    if (several === undefined) return []
    const message = `${several.name} is on several networks: without validSubnets the kubelet may choose another address than the rules`
    const fix = { label: 'Set machine.kubelet.nodeIP.validSubnets' }
    return [{ code: 'multihomed-nodeip', severity: 'warning', message, at: `nodes/${several.name}/nics`, fix }]
  },
  ({ design, site, places }) => {
    if (places.has('guest') || site.families.includes(6)) return []
    const open = design.nodes.find(({ publicAddresses }) =>
      publicAddresses.some((text) => readAddress(text)?.family === 6),
    )
    if (open === undefined) return []
    const message = `${open.name} has an IPv6 address, services listen on it too, and no file filters IPv6`
    const fix = { label: 'Give its subnet an IPv6 CIDR' }
    return [{ code: 'ipv6-open', severity: 'error', message, at: `nodes/${open.name}/publicAddresses`, fix }]
  },
  ({ design, site, places }) => {
    if (!places.has('guest') || design.talos.defaultAction !== 'block') return []
    if (ownListenersOn(design, 'udp', [546]).length > 0) return []
    const dynamic = site.members.find(({ interfaces }) =>
      interfaces.some(({ standIns }) => standIns.some(({ family }) => family === 6)),
    )
    if (dynamic === undefined || addonOf(design, 'dhcp6') !== undefined) return []
    const message = `${dynamic.name} has no fixed IPv6 address: if it comes by DHCPv6, the answers are dropped`
    const fix = {
      label: 'Open the client of DHCPv6',
      edit: (now: Design) => toggleAddon(now, 'dhcp6', true),
    }
    return [{ code: 'dhcp6-blocked', severity: 'warning', message, at: `subnets/${dynamic.subnet}`, fix }]
  },
  ({ site, places, filteredElsewhere }) => {
    if (!places.has('router') || places.has('guest') || places.has('nic') || filteredElsewhere) return []
    const shared = site.subnets.find(({ name }) => {
      const here = site.members.filter((member) => member.interfaces.some((nic) => nic.subnet === name))
      return here.reduce((sum, member) => sum + member.count.max, 0) > 1
    })
    if (shared === undefined) return []
    const message = `Machines of ${shared.name} reach each other without the router: nothing filters between them`
    const fix = { label: 'Filter inside the nodes too' }
    return [{ code: 'router-same-subnet', severity: 'warning', message, at: `subnets/${shared.name}`, fix }]
  },
]

function networksOf(machine: Design['nodes'][number] | Design['pools'][number]): string[] {
  return [machine.subnet, ...('nics' in machine ? machine.nics.map(({ subnet }) => subnet) : [])]
}
