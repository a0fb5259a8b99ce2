/**
 * What one chain accepts to one class of destinations, as a row: its rules in turn, each deciding about what those before
 * it left over.
 * @see https://www.netfilter.org/projects/nftables/manpage.html
 */
import {
  type AddressSet,
  allAddresses,
  allOfFamily,
  intersectSets,
  noAddresses,
  subtractSets,
} from '@/lib/net/address-set'
import { type Arrival, arrivals } from '@/lib/net/packet'
import {
  emptyRow,
  intersectRows,
  type Row,
  type RowPart,
  rowOfParts,
  subtractRows,
  unionRows,
  wholeRow,
} from '@/lib/net/packet-row'
import { protocolFromNumber } from '@/lib/net/protocol'
import {
  allServices,
  complementServices,
  type ServiceInterval,
  servicesOfIcmpTypes,
  servicesOfPorts,
  servicesOfProtocol,
} from '@/lib/net/service'
import type { Chain, ConnectionState, FilterRule, Match } from '../ruleset'
import type { DestinationClass } from './destinations'
import type { HookedChain, HookedRule } from './hooked'

/** The first packet of a conversation, or a later one of either side. */
export type Phase = Extract<ConnectionState, 'new' | 'established'>

export function acceptedBy(chain: HookedChain, to: DestinationClass, phase: Phase): Row {
  const { accepted, left } = passRules(chain.rules, wholeRow(allOfFamily[to.family]), to, phase)
  return chain.policy === 'accept' ? unionRows(accepted, left) : accepted
}

interface Passed {
  readonly accepted: Row
  /** What no rule has decided about. */
  readonly left: Row
}

function passRules(rules: readonly HookedRule[], entering: Row, to: DestinationClass, phase: Phase): Passed {
  let left = entering
  let accepted = emptyRow
  let batch: RowPart[] = []
  let verdict: Chain['policy'] = 'accept'
  // Neighbours with one verdict are one step.
  const settle = (): void => {
    if (batch.length === 0) return
    const hit = intersectRows(left, rowOfParts(batch))
    if (verdict === 'accept') accepted = unionRows(accepted, hit)
    left = subtractRows(left, hit)
    batch = []
  }
  for (const rule of rules) {
    if (rule.verdict === undefined && rule.into === undefined) continue
    const part = partOfRule(rule, to, phase)
    if (part === undefined) continue
    if (rule.into !== undefined) {
      settle()
      const inside = intersectRows(left, rowOfParts([part]))
      const passed = passRules(rule.into, inside, to, phase)
      accepted = unionRows(accepted, passed.accepted)
      left = unionRows(subtractRows(left, inside), passed.left)
      continue
    }
    if (rule.verdict !== verdict) settle()
    verdict = rule.verdict ?? verdict
    batch.push(part)
  }
  settle()
  return { accepted, left }
}

/** Packets that meet all conditions of the rule; undefined where no packet to these destinations does. */
function partOfRule({ matches }: FilterRule, to: DestinationClass, phase: Phase): RowPart | undefined {
  let here: readonly Arrival[] = arrivals
  let services = allServices
  let sources = allAddresses
  for (const match of matches) {
    if (!meetsDestination(match, to)) return undefined
    if (match.kind === 'interface') {
      here = here.filter((arrival) => match.names.some((name) => name === arrival) !== match.not)
    } else if (match.kind === 'address' && match.end === 'source') sources = meetSources(sources, match)
    else services = intersectServices(services, servicesOf(match, phase))
  }
  return here.length === 0 || services.length === 0 || sources === noAddresses
    ? undefined
    : { arrivals: here, services, sources }
}

/** What the rule asks of the destination and of the family, which the class answers. */
function meetsDestination(match: Match, to: DestinationClass): boolean {
  switch (match.kind) {
    case 'family':
      return match.families.includes(to.family) !== match.not
    case 'address':
      return match.family === to.family && (match.end === 'source' || to.inside.has(match.set) !== match.not)
    case 'icmp':
      return to.family === (match.protocol === 'icmp' ? 4 : 6)
    case 'local':
      return to.isLocal !== match.not
    case 'interface':
    case 'protocol':
    case 'state':
    case 'port':
      return true
  }
}

function meetSources(sources: AddressSet, { set, not }: Extract<Match, { kind: 'address' }>): AddressSet {
  return not ? subtractSets(sources, set) : intersectSets(sources, set)
}

/**
 * Neighbour discovery and multicast reports of IPv6, which the kernel does not track.
 * @see https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/net/netfilter/nf_conntrack_proto_icmpv6.c
 */
const untrackedIcmpTypes: readonly number[] = [130, 131, 132, 133, 134, 135, 136, 143]
const untracked = servicesOfIcmpTypes('icmpv6', untrackedIcmpTypes)
const tracked = complementServices(untracked)

function servicesOf(match: Match, phase: Phase): readonly ServiceInterval[] {
  switch (match.kind) {
    case 'protocol':
      return negate(
        match.numbers.flatMap((number) => servicesOfProtocol(protocolFromNumber(number))),
        allServices,
        match.not,
      )
    case 'port':
      return negate(servicesOfPorts(match.protocol, match.ranges), servicesOfProtocol(match.protocol), match.not)
    case 'icmp': {
      const types = match.types.flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index),
      )
      return negate(servicesOfIcmpTypes(match.protocol, types), servicesOfProtocol(match.protocol), match.not)
    }
    case 'state':
      if (phase === 'established') return match.states.includes(phase) !== match.not ? allServices : []
      return [
        ...(match.states.includes('new') !== match.not ? tracked : []),
        ...(match.states.includes('untracked') !== match.not ? untracked : []),
      ]
    case 'interface':
    case 'family':
    case 'address':
    case 'local':
      return allServices
  }
}

function negate(
  named: readonly ServiceInterval[],
  within: readonly ServiceInterval[],
  not: boolean,
): readonly ServiceInterval[] {
  return not ? intersectServices(within, complementServices(named)) : named
}

function intersectServices(a: readonly ServiceInterval[], b: readonly ServiceInterval[]): readonly ServiceInterval[] {
  if (a === allServices) return b
  if (b === allServices) return a
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const first = Math.max(one.first, other.first)
      const last = Math.min(one.last, other.last)
      return first <= last ? [{ first, last }] : []
    }),
  )
}
