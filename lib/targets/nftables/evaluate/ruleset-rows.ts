/** What all chains together let through to one class of destinations. */
import { allAddresses } from '@/lib/net/address-set'
import { arrivals } from '@/lib/net/packet'
import { intersectRows, type Row, rowOfParts, subtractRows, unionRows, wholeRow } from '@/lib/net/packet-row'
import { servicesOfPorts } from '@/lib/net/service'
import type { Site } from '@/lib/site/site'
import { dstnatPriority, type Ruleset } from '../ruleset'
import { acceptedBy, type Phase } from './chain-rows'
import type { DestinationClass } from './destinations'
import { chainsAt, type HookedChain } from './hooked'

const known = new WeakMap<Ruleset, Map<string, Row>>()

function remembered(ruleset: Ruleset, key: string, compute: () => Row): Row {
  const rows = known.get(ruleset) ?? new Map<string, Row>()
  known.set(ruleset, rows)
  const found = rows.get(key)
  if (found !== undefined) return found
  const row = compute()
  rows.set(key, row)
  return row
}

/** Each chain on the way has to accept: `accept` ends only its own chain. */
function throughAll(chains: readonly HookedChain[], to: DestinationClass, phase: Phase): Row {
  return chains.map((chain) => acceptedBy(chain, to, phase)).reduce(intersectRows, wholeRow(allAddresses))
}

/** Packets that the machine hands to one of its own programs. */
export function deliveredRow(ruleset: Ruleset, to: DestinationClass, phase: Phase): Row {
  return remembered(ruleset, `delivered ${phase} ${to.key}`, () => {
    const chains = [...chainsAt(ruleset, 'prerouting'), ...chainsAt(ruleset, 'input')]
    return throughAll(chains, to, phase)
  })
}

/** Packets that the machine passes on: they never come to the hook input. */
export function forwardedRow(ruleset: Ruleset, to: DestinationClass, phase: Phase): Row {
  return remembered(ruleset, `forwarded ${phase} ${to.key}`, () =>
    throughAll(chainsAt(ruleset, 'prerouting'), to, phase),
  )
}

/**
 * New packets to an own address of the machine. kube-proxy gives NodePorts another destination, so that chains behind the
 * translation no longer meet them as such.
 */
export function ownRow(ruleset: Ruleset, to: DestinationClass, site: Site): Row {
  const { kubeProxy, nodePortRange } = site
  const delivered = deliveredRow(ruleset, to, 'new')
  if (!kubeProxy) return delivered
  const { from, to: last } = nodePortRange
  return remembered(ruleset, `own ${from}-${last} ${to.key}`, () => {
    const nodePorts = nodePortRow(site)
    const early = chainsAt(ruleset, 'prerouting').filter(isBeforeTranslation)
    return unionRows(subtractRows(delivered, nodePorts), intersectRows(throughAll(early, to, 'new'), nodePorts))
  })
}

function isBeforeTranslation({ base }: HookedChain): boolean {
  return base !== undefined && base.priority < dstnatPriority
}

export function nodePortRow({ nodePortRange }: Site): Row {
  const services = (['tcp', 'udp'] as const).flatMap((protocol) => servicesOfPorts(protocol, [nodePortRange]))
  return rowOfParts([{ arrivals, services, sources: allAddresses }])
}
