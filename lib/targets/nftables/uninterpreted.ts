/** A limit lets through what comes slowly enough. Talos writes one for ICMP, which is told as such; of any other nothing is proved. */
import { allAddresses } from '@/lib/net/address-set'
import { rowOfParts } from '@/lib/net/packet-row'
import { packetSetOfRows } from '@/lib/net/packet-set'
import { protocolNumber } from '@/lib/net/protocol'
import { allServices } from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { rememberOf } from '@/lib/text/remember'
import type { Uninterpreted } from '../target'
import { installedRuleset } from './install'
import { memberAt } from './points'
import { problemAt } from './read/reading'
import type { FilterRule, NftablesModel, Ruleset } from './ruleset'

const everyPacket = packetSetOfRows([
  {
    destinations: allAddresses,
    row: rowOfParts([{ arrivals: ['wire'], services: allServices, sources: allAddresses }]),
  },
])

export function uninterpreted(model: NftablesModel, at: Point, site: Site): readonly Uninterpreted[] {
  return limitsOf(installedRuleset(model, memberAt(at, site).name, site))
}

const limitsOf = rememberOf(({ tables }: Ruleset): readonly Uninterpreted[] => {
  // A chain without a hook may be jumped to.
  const rules = tables.flatMap(({ chains }) => chains.flatMap((chain) => chain.rules))
  const message = 'how many packets this limit lets through is not compared'
  const suggestion = 'leave the limit out, or let the rule be for ICMP alone'
  return rules
    .filter((rule) => rule.isLimited === true && !isIcmpAlone(rule))
    .map((rule) => ({ problem: problemAt('error', rule.at, message, suggestion), packets: everyPacket }))
})

const icmp: readonly number[] = [protocolNumber('icmp'), protocolNumber('icmpv6')]

function isIcmpAlone({ matches }: FilterRule): boolean {
  return matches.some(
    (match) =>
      match.kind === 'icmp' ||
      (match.kind === 'protocol' && !match.not && match.numbers.every((number) => icmp.includes(number))),
  )
}
