/** From the rules at a machine to what its chains say: who may use which ports, once a listener. */

import { families, lastAddress } from '@/lib/net/address'
import {
  type AddressSet,
  allOfFamily,
  intersectSets,
  noAddresses,
  setOfAddresses,
  subtractSets,
  unionAll,
} from '@/lib/net/address-set'
import { lastPort, mergePortRanges, type PortRange } from '@/lib/net/port-range'
import { prefixSet } from '@/lib/net/prefix-set'
import type { Rule } from '@/lib/policy/rule'
import type { Wanted } from '@/lib/policy/sort-members'

const permitProtocols = ['tcp', 'udp'] as const
export type PermitProtocol = (typeof permitProtocols)[number]

export interface Permit {
  readonly protocol: PermitProtocol
  /** Sorted, neither overlapping nor adjacent. */
  readonly ports: readonly PortRange[]
  readonly sources: AddressSet
  readonly rules: readonly Rule[]
}

/** The protocols of a rule that the chains can name; none for ICMP, ESP and the like. */
export function protocolsOf({ protocol }: Rule): readonly PermitProtocol[] {
  if (protocol === 'tcp' || protocol === 'udp') return [protocol]
  return protocol === 'any' ? permitProtocols : []
}

/** In the order of the policy. Where the default is to accept, listeners that nobody may reach count too. */
export function listPermits({ rules, closed }: Wanted, isBlocking: boolean): readonly Permit[] {
  const groups = new Map<string, { protocol: PermitProtocol; ports: readonly PortRange[]; rules: Rule[] }>()
  for (const rule of isBlocking ? rules : [...rules, ...closed]) {
    for (const protocol of protocolsOf(rule)) {
      const ports = rule.ports.length === 0 ? [{ from: 0, to: lastPort }] : mergePortRanges(rule.ports)
      const key = `${rule.listener}\n${protocol}\n${JSON.stringify(ports)}`
      const group = groups.get(key) ?? { protocol, ports, rules: [] }
      groups.set(key, group)
      group.rules.push(rule)
    }
  }
  const permits = [...groups.values()].map((group) => ({ ...group, sources: sourcesOf(group.rules) }))
  return isBlocking ? permits.filter(({ sources }) => sources !== noAddresses) : separatePorts(permits)
}

function sourcesOf(rules: readonly Rule[]): AddressSet {
  return unionAll([...new Set(rules.map(({ sources }) => prefixSet(sources.guest)))])
}

/**
 * Where the default is to accept, each rule drops whom it does not name, so two rules over one port admit only those in
 * both: a port that several listeners share gets one rule with the sources of all.
 */
function separatePorts(permits: readonly Permit[]): readonly Permit[] {
  return permitProtocols.flatMap((protocol) => {
    const here = permits.filter((permit) => permit.protocol === protocol)
    const cuts = [...new Set(here.flatMap(({ ports }) => ports.flatMap(({ from, to }) => [from, to + 1])))]
    cuts.sort((a, b) => a - b)
    const shares = new Map<string, { readonly naming: readonly Permit[]; readonly ports: PortRange[] }>()
    for (const [index, from] of cuts.entries()) {
      const next = cuts[index + 1]
      const naming = here.filter(({ ports }) => ports.some((range) => range.from <= from && from <= range.to))
      if (next === undefined || naming.length === 0) continue
      const key = naming.map((permit) => here.indexOf(permit)).join(' ')
      const share = shares.get(key) ?? { naming, ports: [] }
      shares.set(key, share)
      share.ports.push({ from, to: next - 1 })
    }
    const separate = [...shares.values()].map(({ naming, ports }): Permit => {
      const rules = [...new Set(naming.flatMap((permit) => permit.rules))]
      return { protocol, ports: mergePortRanges(ports), sources: sourcesOf(rules), rules }
    })
    const orderOf = (permit: Permit): number => here.findIndex(({ rules }) => rules[0] === permit.rules[0])
    return separate.sort((a, b) => orderOf(a) - orderOf(b) || (a.ports[0]?.from ?? 0) - (b.ports[0]?.from ?? 0))
  })
}

export interface Trimmed {
  readonly permit: Permit
  /** What was left out. */
  readonly addresses: AddressSet
}

/** Before 1.12.5: without the last address of a family that is not named whole. */
export function trimPermit(permit: Permit): Trimmed {
  const ends = families.filter((family) => {
    const part = intersectSets(permit.sources, allOfFamily[family])
    return part !== allOfFamily[family] && part.bounds.at(-1) === allOfFamily[family].bounds[1]
  })
  const addresses = setOfAddresses(ends.map((family) => ({ family, value: lastAddress[family] })))
  return { permit: { ...permit, sources: subtractSets(permit.sources, addresses) }, addresses }
}
