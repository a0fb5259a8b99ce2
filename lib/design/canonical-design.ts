/**
 * The same design in one order, so that a bundle's bytes do not depend on the order in which things were drawn. Only
 * an order that means something is kept: a node's first address of a family is the one its name stands for.
 */

import { parseAddress } from '../net/address'
import { parseAddressRange } from '../net/address-range'
import { parsePrefix } from '../net/prefix'
import type { Design } from './design'

export function canonicalDesign(design: Design): Design {
  const { kubernetes } = design
  return {
    ...design,
    kubernetes: {
      ...kubernetes,
      ...(kubernetes.podCIDRs === undefined ? {} : { podCIDRs: byAddress(kubernetes.podCIDRs) }),
      ...(kubernetes.serviceCIDRs === undefined ? {} : { serviceCIDRs: byAddress(kubernetes.serviceCIDRs) }),
    },
    ...(design.clusterCIDRs === undefined ? {} : { clusterCIDRs: byAddress(design.clusterCIDRs) }),
    admin: byText(
      design.admin.map((entry) => ({ ...entry, may: [...entry.may].sort() })),
      (entry) => `${entry.name}\n${JSON.stringify(entry)}`,
    ),
    subnets: byName(design.subnets.map((subnet) => ({ ...subnet, cidrs: byAddress(subnet.cidrs) }))),
    nodes: byName(design.nodes.map(canonicalNode)),
    pools: byName(design.pools.map((pool) => ({ ...pool, addresses: byAddress(pool.addresses) }))),
    loadBalancers: byName(
      design.loadBalancers.map((balancer) => ({
        ...balancer,
        addresses: byAddress(balancer.addresses),
        healthFrom: byAddress(balancer.healthFrom),
        for: [...balancer.for].sort(),
      })),
    ),
    loadBalancerIPs: byName(
      design.loadBalancerIPs.map((entry) => ({
        ...entry,
        addresses: byAddress(entry.addresses),
        ports: byPort(entry.ports),
        from: [...entry.from].sort(),
      })),
    ),
    nodePorts: {
      ...design.nodePorts,
      protocols: [...design.nodePorts.protocols].sort(),
      from: [...design.nodePorts.from].sort(),
      on: [...design.nodePorts.on].sort(),
    },
    addons: byText(design.addons.map(canonicalAddon), (addon) => (typeof addon === 'string' ? addon : addon.id)),
    listeners: byText(
      design.listeners.map((listener) => ({
        ...listener,
        on: [...listener.on].sort(),
        ports: byPort(listener.ports),
        from: [...listener.from].sort(),
      })),
      (listener) => `${listener.name}\n${JSON.stringify(listener)}`,
    ),
    egress: canonicalEgress(design.egress),
    overrides: byText(
      design.overrides.map((override) => ({
        ...override,
        ...(override.from === undefined ? {} : { from: [...override.from].sort() }),
        ...(override.add === undefined ? {} : { add: [...override.add].sort() }),
      })),
      (override) => `${override.listener}\n${JSON.stringify(override)}`,
    ),
    targets: Object.fromEntries(byText(Object.entries(design.targets), ([id]) => id).map(sortedOptions)),
    accepted: byText([...design.accepted], (entry) => JSON.stringify([entry.code, entry.at ?? '', entry])),
    expectations: byText([...design.expectations], (entry) => JSON.stringify([entry.ask, entry.want])),
    checklist: Object.fromEntries(byText(Object.entries(design.checklist), ([key]) => key)),
  }
}

function canonicalNode(node: Design['nodes'][number]): Design['nodes'][number] {
  const nics = node.nics.map((nic) => ({ ...nic, addresses: byFamily(nic.addresses) }))
  const isNamedByNic =
    nics.length > 1 &&
    ([4, 6] as const).some((family) => {
      const has = (texts: readonly string[]): boolean => texts.some((text) => parseAddress(text)?.family === family)
      return !has(node.addresses) && nics.filter((nic) => has(nic.addresses)).length > 1
    })
  return {
    ...node,
    addresses: byFamily(node.addresses),
    nics: isNamedByNic ? nics : byText(nics, (nic) => JSON.stringify([nic.subnet, nic.addresses])),
    publicAddresses: byAddress(node.publicAddresses),
  }
}

function canonicalAddon(addon: Design['addons'][number]): Design['addons'][number] {
  if (typeof addon === 'string') return addon
  const { id, ...options } = addon
  return { id, ...(sorted(options) as typeof options) }
}

function canonicalEgress(egress: Design['egress']): Design['egress'] {
  if (typeof egress === 'string') return egress
  return {
    ...egress,
    dns: byAddress(egress.dns),
    ntp: byAddress(egress.ntp),
    https: byAddress(egress.https),
    also: byText(
      egress.also.map((entry) => ({ ...entry, to: [...entry.to].sort(), ports: byPort(entry.ports) })),
      (entry) => `${entry.name}\n${JSON.stringify(entry)}`,
    ),
  }
}

function sortedOptions([id, options]: [string, Design['targets'][string]]): [string, Design['targets'][string]] {
  return [id, sorted(options) as Design['targets'][string]]
}

/** Options are opaque here: keys and plain lists in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return byText(value.map(sorted), (item) => JSON.stringify(item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(byText(Object.entries(value), ([key]) => key).map(([key, item]) => [key, sorted(item)]))
}

function byText<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return items
    .map((item): [string, T] => [keyOf(item), item])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item)
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return byText(items, (item) => item.name)
}

/** IPv4 first; within a family as drawn. */
function byFamily(texts: readonly string[]): string[] {
  const isV6 = (text: string): boolean => text.includes(':')
  return [...texts.filter((text) => !isV6(text)), ...texts.filter(isV6)]
}

/** Addresses, prefixes and ranges in numeric order, IPv4 first. */
function byAddress(texts: readonly string[]): string[] {
  return byText(texts, (text) => {
    const read = parsePrefix(text) ?? parseAddress(text)
    const range = parseAddressRange(text)
    const value = read?.value ?? range?.first ?? 0n
    const family = read?.family ?? range?.family ?? 9
    return `${family} ${value.toString(16).padStart(32, '0')} ${text}`
  })
}

function byPort(texts: readonly string[]): string[] {
  return byText(texts, (text) => text.replace(/\d+/g, (digits) => digits.padStart(5, '0')))
}
