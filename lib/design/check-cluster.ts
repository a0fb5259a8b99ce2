/** The shared API address, and the networks of pods and services beside those of the nodes. */
import { formatPrefix, type Prefix, prefixContains, prefixHasAddress } from '@/lib/net/prefix'
import { readAddress, readPrefix } from '@/lib/net/text-cache'
import { podCIDRsOf, serviceCIDRsOf } from './cluster-networks'
import { hasTunnelPort, transportOf } from './cni'
import type { Design } from './design'
import { type DesignFault, fault, warning } from './fault'
import type { Path } from './path'
import { machinesBySubnet, prefixesOfSubnet } from './room'
import { specialPrefix } from './special-address'

export function findClusterFaults(design: Design): DesignFault[] {
  return [...findSharedAddressFaults(design), ...findNetworkFaults(design), ...findTunnelFaults(design)]
}

/** Subnets in which every control plane has an interface. */
function findSharedAddressFaults(design: Design): DesignFault[] {
  const vip = readAddress(design.kubernetes.vip ?? '')
  if (vip === undefined) return []
  const homes = new Set<string>()
  for (const { role, subnet, nics } of design.nodes) {
    if (role !== 'controlplane') continue
    homes.add(subnet)
    for (const nic of nics) homes.add(nic.subnet)
  }
  for (const { role, subnet } of design.pools) if (role === 'controlplane') homes.add(subnet)
  const subnets = design.subnets.filter(({ name }) => homes.has(name))
  if (subnets.some((subnet) => prefixesOfSubnet(subnet).some((prefix) => prefixHasAddress(prefix, vip)))) return []
  const networks = subnets.flatMap((subnet) => prefixesOfSubnet(subnet, vip.family)).map(formatPrefix)
  return [
    fault(
      'vip-outside-subnet',
      ['kubernetes', 'vip'],
      `${design.kubernetes.vip} is in no subnet of the control planes, so nobody would announce it`,
      networks.length === 0
        ? 'choose an address beside the control planes'
        : `choose an address within ${networks.join(' or ')}`,
    ),
  ]
}

interface ClusterNetwork {
  readonly what: string
  readonly prefix: Prefix
  readonly path: Path
  readonly drawn: boolean
}

function clusterNetworks(design: Design): ClusterNetwork[] {
  const list = (what: string, key: 'podCIDRs' | 'serviceCIDRs', cidrs: readonly string[]) =>
    cidrs.flatMap((cidr, index) => {
      const prefix = readPrefix(cidr)
      const drawn = design.kubernetes[key] !== undefined
      return prefix === undefined ? [] : [{ what, prefix, path: ['kubernetes', key, index], drawn }]
    })
  return [...list('pod', 'podCIDRs', podCIDRsOf(design)), ...list('service', 'serviceCIDRs', serviceCIDRsOf(design))]
}

function meet(a: Prefix, b: Prefix): boolean {
  return prefixContains(a, b) || prefixContains(b, a)
}

function findNetworkFaults(design: Design): DesignFault[] {
  const networks = clusterNetworks(design)
  const machines = machinesBySubnet(design)
  const pairs = networks.flatMap((one, index) =>
    networks.slice(index + 1).flatMap((other) => {
      if (!meet(one.prefix, other.prefix)) return []
      const at = other.drawn || !one.drawn ? other : one
      const against = at === one ? other : one
      const message = `${formatPrefix(at.prefix)} for ${at.what}s overlaps ${describe(against)}`
      return [fault('pods-services-overlap', placeOf(at), message, 'choose networks that do not meet')]
    }),
  )
  const special = networks.flatMap((network) => {
    const title = specialPrefix(network.prefix)
    if (title === undefined || !network.drawn) return []
    return [
      fault(
        'node-special-address',
        network.path,
        `${formatPrefix(network.prefix)} lies where every address is ${title}`,
        'choose another network',
      ),
    ]
  })
  const subnets = design.subnets.flatMap((subnet, at) =>
    subnet.cidrs.flatMap((cidr, index) => {
      const prefix = readPrefix(cidr)
      const network = prefix === undefined ? undefined : networks.find((candidate) => meet(candidate.prefix, prefix))
      if (prefix === undefined || network === undefined) return []
      // Talos ignores node addresses within these networks; a subnet without machines is only unreachable.
      const say = machines.has(subnet.name) ? fault : warning
      const message = `${formatPrefix(prefix)} of subnet ${subnet.name} overlaps ${describe(network)}`
      const key = network.what === 'pod' ? 'podCIDRs' : 'serviceCIDRs'
      return [
        say(
          'node-in-k8s-cidr',
          ['subnets', at, 'cidrs', index],
          message,
          `set kubernetes.${key} to another network, or renumber the subnet`,
        ),
      ]
    }),
  )
  return [...pairs, ...special, ...subnets]
}

function describe({ what, prefix, drawn }: ClusterNetwork): string {
  return `the ${what} network ${formatPrefix(prefix)}${drawn ? '' : ', the default'}`
}

function placeOf({ path, drawn }: ClusterNetwork): Path {
  return drawn ? path : path.slice(0, 1)
}

function findTunnelFaults(design: Design): DesignFault[] {
  const { tunnelPort } = design.cni
  const used = transportOf(design.cni)
  if (tunnelPort === undefined || hasTunnelPort(used)) return []
  const message =
    used === undefined
      ? 'there is no plugin whose tunnel this port could be'
      : `${used} has no tunnel, so this port means nothing`
  return [warning('tunnel-port-unused', ['cni', 'tunnelPort'], message, 'leave it out')]
}
