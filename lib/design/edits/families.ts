/** One address family or both, throughout a design. */
import { formatAddress } from '@/lib/net/address'
import { formatPrefix, type Prefix, prefixHasAddress } from '@/lib/net/prefix'
import { readAddress, readAddressRange, readPrefix } from '@/lib/net/text-cache'
import { defaultPodCIDRs, defaultServiceCIDRs } from '../cluster-networks'
import type { Design, DesignSubnet } from '../design'
import { prefixesOfSubnet, twinOf } from '../room'
import { changeKubernetes, setClusterCidrs } from './cluster'

/** Both families, or IPv4 alone. A subnet that has only IPv6 keeps it. */
export function setFamilies(design: Design, families: 'ipv4' | 'dual'): Design {
  return families === 'ipv4' ? removeIPv6(design) : addIPv6(design)
}

const isV4 = (text: string) => !text.includes(':')

/** The IPv4 part of a list, or all of it when there is none. */
function preferV4(texts: readonly string[]): string[] {
  const kept = texts.filter(isV4)
  return kept.length > 0 ? kept : [...texts]
}

function removeIPv6(design: Design): Design {
  const subnets = design.subnets.map((subnet) => ({ ...subnet, cidrs: preferV4(subnet.cidrs) }))
  const withV6 = new Set(subnets.filter(({ cidrs }) => !cidrs.every(isV4)).map(({ name }) => name))
  const fitting = (subnet: string, addresses: readonly string[]) =>
    withV6.has(subnet) ? [...addresses] : addresses.filter(isV4)
  const { podCIDRs, serviceCIDRs, vip } = design.kubernetes
  const isPure = withV6.size === 0
  const changed = changeKubernetes(design, {
    podCIDRs: isPure ? podCIDRs?.filter(isV4) : podCIDRs,
    serviceCIDRs: isPure ? serviceCIDRs?.filter(isV4) : serviceCIDRs,
    vip: vip === undefined || isV4(vip) || !isPure ? vip : undefined,
  })
  return {
    ...setClusterCidrs(
      changed,
      (design.clusterCIDRs ?? []).filter((cidr) => isV4(cidr) || !isPure),
    ),
    subnets,
    nodes: design.nodes.map((node) => ({
      ...node,
      addresses: fitting(node.subnet, node.addresses),
      nics: node.nics.map((nic) => ({ ...nic, addresses: fitting(nic.subnet, nic.addresses) })),
      publicAddresses: preferV4(node.publicAddresses),
    })),
    pools: design.pools.map((pool) => ({ ...pool, addresses: fitting(pool.subnet, pool.addresses) })),
    loadBalancers: design.loadBalancers.map((balancer) => ({
      ...balancer,
      addresses: preferV4(balancer.addresses),
      healthFrom: preferV4(balancer.healthFrom),
    })),
    loadBalancerIPs: design.loadBalancerIPs.map((entry) => ({ ...entry, addresses: preferV4(entry.addresses) })),
  }
}

/** A unique local network that reads like the IPv4 one: 10.0.16.0 becomes fd00:10:0:16::/64; the next free one if taken. */
function localPrefix({ value }: Prefix, taken: Set<bigint>): string {
  const octets = [24n, 16n, 8n].map((shift) => `${(value >> shift) & 255n}`)
  let network = readAddress(`fd00:${octets.join(':')}::`)?.value ?? 0xfdn << 120n
  while (taken.has(network)) network += 1n << 64n
  taken.add(network)
  return formatPrefix({ family: 6, value: network, length: 64 })
}

function addIPv6(design: Design): Design {
  const taken = new Set(design.subnets.flatMap((subnet) => prefixesOfSubnet(subnet, 6).map(({ value }) => value)))
  const subnets = design.subnets.map((subnet): DesignSubnet => {
    const [v4] = prefixesOfSubnet(subnet, 4)
    if (v4 === undefined || prefixesOfSubnet(subnet, 6).length > 0) return subnet
    return { ...subnet, cidrs: [...subnet.cidrs, localPrefix(v4, taken)] }
  })
  const byName = new Map(subnets.map((subnet) => [subnet.name, subnet]))
  const widen = (subnet: string, addresses: readonly string[], counterpart: (text: string, pair: Pair) => string[]) => {
    const drawn = byName.get(subnet)
    const [v4] = drawn === undefined ? [] : prefixesOfSubnet(drawn, 4)
    const [v6] = drawn === undefined ? [] : prefixesOfSubnet(drawn, 6)
    if (v4 === undefined || v6 === undefined || !addresses.every(isV4)) return [...addresses]
    return [...addresses, ...addresses.flatMap((text) => counterpart(text, { v4, v6 }))]
  }
  return {
    ...changeKubernetes(design, {
      podCIDRs: withV6Default(design.kubernetes.podCIDRs, defaultPodCIDRs[6]),
      serviceCIDRs: withV6Default(design.kubernetes.serviceCIDRs, defaultServiceCIDRs[6]),
    }),
    subnets,
    nodes: design.nodes.map((node) => ({
      ...node,
      addresses: widen(node.subnet, node.addresses, addressIn),
      nics: node.nics.map((nic) => ({ ...nic, addresses: widen(nic.subnet, nic.addresses, addressIn) })),
    })),
    pools: design.pools.map((pool) => ({ ...pool, addresses: widen(pool.subnet, pool.addresses, rangeIn) })),
  }
}

interface Pair {
  readonly v4: Prefix
  readonly v6: Prefix
}

function addressIn(text: string, { v4, v6 }: Pair): string[] {
  const address = readAddress(text)
  // An address outside its network has no counterpart within the other.
  const twin = address === undefined || !prefixHasAddress(v4, address) ? undefined : twinOf(address, v4, v6)
  return twin === undefined ? [] : [formatAddress(twin)]
}

/** Digits that read like those of the IPv4 range cover at least as many addresses. */
function rangeIn(text: string, pair: Pair): string[] {
  const range = readAddressRange(text)
  if (range === undefined) return []
  const [first] = addressIn(formatAddress({ family: range.family, value: range.first }), pair)
  const [last] = addressIn(formatAddress({ family: range.family, value: range.last }), pair)
  if (first === undefined || last === undefined) return []
  return first === last ? [first] : [`${first}-${last}`]
}

/** Pods and services that were drawn in one family get Talos' default in the other. */
function withV6Default(cidrs: readonly string[] | undefined, text: string): string[] | undefined {
  if (cidrs === undefined) return undefined
  return cidrs.some((cidr) => readPrefix(cidr)?.family === 6) ? [...cidrs] : [...cidrs, text]
}
