/** A new name everywhere the old one is meant: principals, interfaces, targets' own tables. */
import type { Design } from '@/lib/design/design'

type NamedKind = 'node' | 'pool' | 'subnet'
type TargetOptions = Design['targets'][string]
type TargetOption = TargetOptions[string]

export function renameThing(design: Design, kind: NamedKind, from: string, to: string): Design {
  const named = <T extends { readonly name: string }>(list: readonly T[], own: NamedKind): T[] =>
    list.map((one) => (kind === own && one.name === from ? { ...one, name: to } : one))
  const inSubnet = <T extends { readonly subnet: string }>(list: readonly T[]): T[] =>
    list.map((one) => (kind === 'subnet' && one.subnet === from ? { ...one, subnet: to } : one))
  const principal = (text: string) => (text === `${kind}:${from}` ? `${kind}:${to}` : text)
  const principals = (list: readonly string[]) => list.map(principal)
  // Where members are named, a bare name means a node or a pool.
  const members = (list: readonly string[]) =>
    list.map((text) => (kind !== 'subnet' && text === from ? to : principal(text)))
  return {
    ...design,
    subnets: named(design.subnets, 'subnet'),
    nodes: inSubnet(named(design.nodes, 'node')).map((node) => ({ ...node, nics: inSubnet(node.nics) })),
    pools: inSubnet(named(design.pools, 'pool')),
    loadBalancerIPs: design.loadBalancerIPs.map((one) => ({ ...one, from: principals(one.from) })),
    nodePorts: { ...design.nodePorts, from: principals(design.nodePorts.from), on: members(design.nodePorts.on) },
    listeners: design.listeners.map((one) => ({ ...one, on: members(one.on), from: principals(one.from) })),
    egress:
      typeof design.egress === 'string'
        ? design.egress
        : { ...design.egress, also: design.egress.also.map((one) => ({ ...one, to: principals(one.to) })) },
    overrides: design.overrides.map((one) => ({
      ...one,
      ...(one.from === undefined ? {} : { from: principals(one.from) }),
      ...(one.add === undefined ? {} : { add: principals(one.add) }),
    })),
    expectations: design.expectations.map((one) => ({ ...one, ask: renameWord(one.ask, from, to) })),
    targets: Object.fromEntries(
      Object.entries(design.targets).map(([id, options]) => [id, renameInOptions(options, from, to)]),
    ),
  }
}

function renameWord(text: string, from: string, to: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => (word === from ? to : word))
    .join('')
}

/** Targets name subnets and nodes in lists (`subnets: [control]`) and as keys (`vmids: { cp-1: 101 }`). */
function renameInOptions(options: TargetOptions, from: string, to: string): TargetOptions {
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [key, renameInValue(value, from, to)]))
}

function renameInValue(value: TargetOption, from: string, to: string): TargetOption {
  if (Array.isArray(value)) return value.map((one) => (one === from ? to : one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name === from ? to : name, one]))
}
