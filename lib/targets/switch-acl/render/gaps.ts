/** What of the policy's rules the lists cannot say or do not see, each with the capability they lack. */
import {
  type AddressSet,
  intersectSets,
  noAddresses,
  setOfPrefixes,
  subtractSets,
  unionAll,
} from '@/lib/net/address-set'
import { rowOfParts } from '@/lib/net/packet-row'
import { isEmptyPacketSet, noPackets, type PacketSet, packetSetOfRows, unionPackets } from '@/lib/net/packet-set'
import { prefixSet } from '@/lib/net/prefix-set'
import { asksFor, isAnybody } from '@/lib/policy/answers'
import { tellByNetwork } from '@/lib/policy/by-network'
import { servicesOfRule } from '@/lib/policy/intended'
import type { Policy, Rule } from '@/lib/policy/rule'
import type { Site } from '@/lib/site/site'
import type { Gap } from '../../target'
import { type CapabilityKey, capabilities } from '../capabilities'
import type { SwitchOptions } from '../options'
import { switchInterfaces } from '../points'
import { isRouted } from './lists'
import type { PlannedList } from './plan'
import { serviceWords } from './words'

interface View {
  readonly inside: AddressSet
  readonly homes: readonly AddressSet[]
  readonly inbound: boolean
  /** Rules with a line of their own. */
  readonly written: ReadonlySet<string>
}

export function findGaps(
  policy: Policy,
  site: Site,
  options: SwitchOptions,
  lists: readonly PlannedList[],
): readonly Gap[] {
  const interfaces = switchInterfaces(site, options)
  const blocks = lists.flatMap((list) => list.blocks)
  const view: View = {
    inside: unionAll(interfaces.map(({ inside }) => inside)),
    homes: interfaces.flatMap(({ homes }) => homes.map(({ prefixes }) => setOfPrefixes(prefixes))),
    inbound: options.inbound,
    written: new Set(blocks.flatMap(({ lines }) => lines.flatMap(({ rules }) => rules))),
  }
  return (
    policy.rules
      .filter((rule) => isRouted(rule, 'ingress') || isRouted(rule, 'egress'))
      // Where the switch is told of a network, the policy at its interfaces says no less.
      .flatMap((rule) => gapsOf(tellByNetwork(rule, site, options.prefixes), policy, view))
  )
}

function gapsOf(rule: Rule, policy: Policy, view: View): Gap[] {
  const gaps = new Map<CapabilityKey, PacketSet>()
  const add: Add = (key, packets) => gaps.set(key, unionPackets(gaps.get(key) ?? noPackets, packets))
  if (rule.direction === 'ingress') addUnseen(rule, view, add)
  else addUnsent(rule, policy, view, add)
  const service = serviceWords(rule, 4, 'ios')
  if (service.kind === 'lack')
    add(service.lack, packetsOf(rule, prefixSet(rule.sources.router), prefixSet(rule.destinations)))
  return [...gaps].map(([capability, packets]) => {
    const { note: reason, source } = capabilities[capability]
    return { rule: rule.id, capability, reason, source, packets }
  })
}

type Add = (key: CapabilityKey, packets: PacketSet) => void

function addUnseen(rule: Rule, view: View, add: Add): void {
  const sources = prefixSet(rule.sources.router)
  const destinations = prefixSet(rule.destinations)
  const elsewhere = subtractSets(destinations, view.inside)
  if (elsewhere !== noAddresses) add('otherNetwork', packetsOf(rule, sources, elsewhere))
  for (const home of view.homes) {
    const packets = packetsOf(rule, intersectSets(sources, home), intersectSets(destinations, home))
    if (!isEmptyPacketSet(packets)) add('sameNetwork', packets)
  }
}

/** Of what an egress rule admits nothing is missing where the switch does not ask it. */
function addUnsent(rule: Rule, policy: Policy, view: View, add: Add): void {
  const named = (policy.servers ?? []).some(({ port }) => asksFor(rule, port))
  const isDatagram = rule.protocol === 'any' || rule.protocol === 'udp'
  if (isDatagram && isAnybody(rule.destinations) && !(rule.protocol === 'udp' && named)) add('stateful', noPackets)
  if (!view.inbound) {
    add('inboundList', noPackets)
    return
  }
  const sources = prefixSet(rule.sources.router)
  if (subtractSets(sources, view.inside) !== noAddresses) add('otherNetwork', noPackets)
  const destinations = prefixSet(rule.destinations)
  const isLocal = view.homes.some(
    (home) => intersectSets(sources, home) !== noAddresses && intersectSets(destinations, home) !== noAddresses,
  )
  if (isLocal && !isAnybody(rule.destinations)) add('sameNetwork', noPackets)
}

function packetsOf(rule: Rule, sources: AddressSet, destinations: AddressSet): PacketSet {
  const row = rowOfParts([{ arrivals: ['wire'], services: servicesOfRule(rule), sources }])
  return packetSetOfRows([{ destinations, row }])
}
