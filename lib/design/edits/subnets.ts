/** Subnets: add, change, renumber, remove. */
import { type Address, formatAddress } from '@/lib/net/address'
import { formatAddressRange } from '@/lib/net/address-range'
import { lastOfPrefix, type Prefix, prefixHasAddress } from '@/lib/net/prefix'
import { readAddress, readAddressRange, readPrefix } from '@/lib/net/text-cache'
import type { Design, DesignSubnet } from '../design'
import { freeName, freePrefix, prefixesOfSubnet } from '../room'
import { forget } from './forget'
import type { Added } from './machines'

/** A subnet with the next free name and the networks that follow those of the last one. */
export function addSubnet(design: Design): Added {
  const name = freeName(design, 'subnet')
  const last = design.subnets.at(-1)
  const cidrs = last === undefined ? [] : prefixesOfSubnet(last).flatMap((prefix) => freePrefix(design, prefix) ?? [])
  const subnet: DesignSubnet = { name, cidrs: cidrs.length > 0 ? cidrs : ['10.0.0.0/24'] }
  return { design: { ...design, subnets: [...design.subnets, subnet] }, name }
}

/** Changes fields of a subnet; its name by `renameThing`. Addresses stay as they are: `setSubnetCidrs` moves them. */
export function changeSubnet(design: Design, name: string, change: Partial<Omit<DesignSubnet, 'name'>>): Design {
  return {
    ...design,
    subnets: design.subnets.map((subnet) => (subnet.name === name ? { ...subnet, ...change } : subnet)),
  }
}

/** A VLAN number, or none. */
export function setVlan(design: Design, name: string, vlan: number | undefined): Design {
  return {
    ...design,
    subnets: design.subnets.map((subnet) => {
      if (subnet.name !== name) return subnet
      const { vlan: _, ...rest } = subnet
      return vlan === undefined ? rest : { ...rest, vlan }
    }),
  }
}

/**
 * Gives subnets other networks, several at once. With `keepHosts`, every address and range that lay in an old network
 * moves to the new one of the same family and place in the list, host part unchanged, where it fits.
 */
export function setSubnetCidrs(
  design: Design,
  cidrs: ReadonlyMap<string, readonly string[]>,
  keepHosts: boolean,
): Design {
  const subnets = design.subnets.map((subnet) => {
    const next = cidrs.get(subnet.name)
    return next === undefined || next.length === 0 ? subnet : { ...subnet, cidrs: [...next] }
  })
  const changed = { ...design, subnets }
  return keepHosts ? moveAddresses(changed, movesOf(design, changed)) : changed
}

interface Move {
  readonly from: Prefix
  readonly to: Prefix
}

function movesOf(before: Design, after: Design): Move[] {
  return before.subnets.flatMap((subnet, at) =>
    ([4, 6] as const).flatMap((family) => {
      const next = after.subnets[at]
      const to = next === undefined ? [] : prefixesOfSubnet(next, family)
      return prefixesOfSubnet(subnet, family).flatMap((from, index) => {
        const prefix = to[index]
        return prefix === undefined ? [] : [{ from, to: prefix }]
      })
    }),
  )
}

function moveAddresses(design: Design, moves: readonly Move[]): Design {
  const move = (address: Address): Address | undefined => {
    const one = moves.find(({ from }) => prefixHasAddress(from, address))
    if (one === undefined) return undefined
    const value = one.to.value + (address.value - one.from.value)
    return value > lastOfPrefix(one.to) ? undefined : { family: address.family, value }
  }
  const single = (text: string): string => {
    const address = readAddress(text)
    const moved = address === undefined ? undefined : move(address)
    return moved === undefined ? text : formatAddress(moved)
  }
  const range = (text: string): string => {
    const old = readAddressRange(text)
    if (old === undefined) return text
    const first = move({ family: old.family, value: old.first })
    const last = move({ family: old.family, value: old.last })
    if (first === undefined || last === undefined || last.value - first.value !== old.last - old.first) return text
    return formatAddressRange({ family: old.family, first: first.value, last: last.value })
  }
  const listed = <T extends { readonly addresses: readonly string[] }>(entry: T) => ({
    ...entry,
    addresses: entry.addresses.map(single),
  })
  const { vip } = design.kubernetes
  return {
    ...design,
    kubernetes: { ...design.kubernetes, ...(vip === undefined ? {} : { vip: single(vip) }) },
    nodes: design.nodes.map((node) => ({ ...listed(node), nics: node.nics.map(listed) })),
    pools: design.pools.map((pool) => ({ ...pool, addresses: pool.addresses.map(range) })),
    loadBalancers: design.loadBalancers.map((balancer) => ({
      ...listed(balancer),
      healthFrom: balancer.healthFrom.map((cidr) => moveCidr(cidr, moves, single)),
    })),
    loadBalancerIPs: design.loadBalancerIPs.map(listed),
  }
}

/** A whole network moves with its subnet, a single address within it likewise; anything else stays. */
function moveCidr(cidr: string, moves: readonly Move[], single: (text: string) => string): string {
  const prefix = readPrefix(cidr)
  if (prefix === undefined) return cidr
  const same = moves.find(({ from }) => from.value === prefix.value && from.length === prefix.length)
  if (same !== undefined) return `${formatAddress(same.to)}/${same.to.length}`
  const isSingle = prefix.length === (prefix.family === 4 ? 32 : 128)
  return isSingle ? `${single(formatAddress(prefix))}/${prefix.length}` : cidr
}

/**
 * Removes a subnet with the machines whose primary subnet it is, further interfaces in it, and what refers to any of
 * them. The last subnet stays.
 */
export function removeSubnet(design: Design, name: string): Design {
  if (design.subnets.length < 2 || !design.subnets.some((subnet) => subnet.name === name)) return design
  const nodes = design.nodes.filter((node) => node.subnet === name)
  const pools = design.pools.filter((pool) => pool.subnet === name)
  const left: Design = {
    ...design,
    subnets: design.subnets.filter((subnet) => subnet.name !== name),
    nodes: design.nodes
      .filter((node) => node.subnet !== name)
      .map((node) => ({ ...node, nics: node.nics.filter((nic) => nic.subnet !== name) })),
    pools: design.pools.filter((pool) => pool.subnet !== name),
  }
  return forget(left, [
    { kind: 'subnet', name },
    ...nodes.map((node) => ({ kind: 'node', name: node.name }) as const),
    ...pools.map((pool) => ({ kind: 'pool', name: pool.name }) as const),
  ])
}
