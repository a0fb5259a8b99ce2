/**
 * What no verdict covers, because only new packets to a machine are compared: answers, and what the machine passes on for
 * its pods. A file that cuts those must not pass for equal.
 */

import type { Problem } from '@/lib/design/problem'
import type { Family } from '@/lib/net/address'
import {
  type AddressSet,
  allAddresses,
  allOfFamily,
  noAddresses,
  setOfPrefixes,
  subtractSets,
  unionSets,
} from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import { emptyRow, intersectRows, type Row, rowOfParts, subtractRows, wholeRow } from '@/lib/net/packet-row'
import { packetSetOfRows, samplePackets } from '@/lib/net/packet-set'
import { allServices } from '@/lib/net/service'
import type { Member, Site } from '@/lib/site/site'
import { talosFilterOf } from '@/lib/site/talos-filter'
import { rememberOf } from '@/lib/text/remember'
import { problemAt } from '../read/reading'
import type { Ruleset } from '../ruleset'
import { hostDnsSet, insideOf, isBlocking, openElsewhere } from './always'
import type { Phase } from './chain-rows'
import { type DestinationClass, type DestinationPart, partsOf } from './destinations'
import { chainsAt, type HookedChain } from './hooked'
import { deliveredRow, forwardedRow } from './ruleset-rows'
import { walk } from './walk'

export function findBlindSpots(ruleset: Ruleset, member: Member, site: Site): readonly Problem[] {
  return [
    ...droppedAnswers(ruleset, member),
    ...droppedInPassing(ruleset, member, site),
    ...lostPreamble(ruleset, site),
  ]
}

/** No rule tells the wire from the interfaces that pods come by. */
const fromOutside = rowOfParts([{ arrivals: ['wire'], services: allServices, sources: allAddresses }])

const fromOutsideOf: Readonly<Record<Family, Row>> = {
  4: intersectRows(fromOutside, wholeRow(allOfFamily[4])),
  6: intersectRows(fromOutside, wholeRow(allOfFamily[6])),
}

/** Packets that the row lacks. */
function lacking(row: Row, { family }: DestinationClass): Row {
  return subtractRows(fromOutsideOf[family], row)
}

/** Where the default is to accept, Talos itself drops answers to the ports that its rules name. */
function droppedAnswers(ruleset: Ruleset, { own }: Member): Problem[] {
  if (!isBlocking(ruleset)) return []
  return partsOf(ruleset, own, true).flatMap((part) => {
    const lost = lostAnswers(ruleset, part.to)
    if (lost === emptyRow) return []
    const chains = [...chainsAt(ruleset, 'prerouting'), ...chainsAt(ruleset, 'input')]
    const message = 'this also drops answers to what the machine itself began'
    const cure = 'let established connections pass before it: ct state { established, related } accept'
    return describe(chains, part.destinations, lost, 'established', true, message, cure)
  })
}

/** Of each class of destinations, which thousands of machines share. */
const lostByClass = rememberOf((_: Ruleset) => new Map<DestinationClass, Row>())

function lostAnswers(ruleset: Ruleset, to: DestinationClass): Row {
  const known = lostByClass(ruleset)
  const lost = known.get(to) ?? lacking(deliveredRow(ruleset, to, 'established'), to)
  known.set(to, lost)
  return lost
}

interface Passing {
  readonly part: DestinationPart
  readonly phase: Phase
  readonly lost: Row
}

const passing = new WeakMap<Ruleset, readonly Passing[]>()

function findPassing(ruleset: Ruleset): readonly Passing[] {
  const known = passing.get(ruleset)
  if (known !== undefined) return known
  const found = partsOf(ruleset, allAddresses, false).flatMap((part) =>
    (['new', 'established'] as const).flatMap((phase) => {
      const lost = lacking(forwardedRow(ruleset, part.to, phase), part.to)
      // Mostly nothing is: without this each machine would work out sets of addresses for nothing, 15 times as long.
      return lost === emptyRow ? [] : [{ part, phase, lost }]
    }),
  )
  passing.set(ruleset, found)
  return found
}

function droppedInPassing(ruleset: Ruleset, { own }: Member, site: Site): Problem[] {
  return findPassing(ruleset).flatMap(({ part, phase, lost }) => {
    const others = subtractSets(part.destinations, unionSets(own, hostDnsSet(site)))
    const message = 'this also drops packets that are not for the machine, which it passes on for its pods'
    const cure = 'accept those before it: fib daddr type != local accept'
    return describe(chainsAt(ruleset, 'prerouting'), others, lost, phase, false, message, cure)
  })
}

function describe(
  chains: readonly HookedChain[],
  destinations: AddressSet,
  lost: Row,
  phase: Phase,
  isLocal: boolean,
  message: string,
  cure: string,
): Problem[] {
  if (destinations === noAddresses || lost === emptyRow) return []
  const [sample] = samplePackets(packetSetOfRows([{ destinations, row: lost }]))
  if (sample === undefined) return []
  const packet: Packet = { ...sample, phase: phase === 'new' ? 'new' : 'reply' }
  const at = walk(chains, { packet, isLocal }).lines[0]
  return at === undefined ? [] : [problemAt('error', at, message, cure)]
}

const warned = new WeakMap<Ruleset, { readonly site: Site; readonly problems: readonly Problem[] }>()

/** Talos' own first rules that are gone: nobody's rule, and yet clusters lean on them. */
function lostPreamble(ruleset: Ruleset, site: Site): readonly Problem[] {
  const known = warned.get(ruleset)
  if (known?.site === site) return known.problems
  const problems = findLostPreamble(ruleset, site)
  warned.set(ruleset, { site, problems })
  return problems
}

function findLostPreamble(ruleset: Ruleset, site: Site): Problem[] {
  const [chain] = chainsAt(ruleset, 'input')
  const inside = insideOf(site)
  if (chain === undefined || !isBlocking(ruleset) || inside === noAddresses) return []
  const fromInside = rowOfParts([{ arrivals: ['pod'], services: allServices, sources: inside }])
  const gateway = partsOf(ruleset, setOfPrefixes(site.podPrefixes), false)
  const isCut = gateway.some(({ to }) => {
    const wanted = intersectRows(fromInside, wholeRow(allOfFamily[to.family]))
    return subtractRows(wanted, deliveredRow(ruleset, to, 'new')) !== emptyRow
  })
  const hasNames = openElsewhere(ruleset, site).some(({ id }) => id === 'host-dns')
  const wantsNames = talosFilterOf(site).hostDns && site.podPrefixes.some(({ family }) => family === 4)
  const lost = [
    ...(isCut ? ['pods no longer reach the node at its address in their own network'] : []),
    ...(wantsNames && !hasNames ? ["pods no longer reach the node's own name server"] : []),
  ]
  return lost.map((message) => problemAt('warning', chain.policyAt, message))
}
