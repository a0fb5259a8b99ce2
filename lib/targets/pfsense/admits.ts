/**
 * What the box admits, as sets of packets: its own rules, then floating rules, those of groups, those of the interface, and
 * what is left is denied. A packet must be let in on the interface on which it comes, and let out again.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc
 */
import { type AddressSet, allOfFamily, intersectSets, setOfPrefixes, subtractSets } from '@/lib/net/address-set'
import { rowOfParts } from '@/lib/net/packet-row'
import {
  intersectPackets,
  isEmptyPacketSet,
  noPackets,
  type PacketSet,
  packetSetOfRows,
  subtractPackets,
  unionPackets,
} from '@/lib/net/packet-set'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Admitted, Uninterpreted } from '../target'
import { interfacesAt } from './evaluate/interfaces'
import { rulesetOf } from './evaluate/ruleset'
import { type End, isOn, type Ruleset, type Stage, tabsOf } from './evaluate/stage'
import { blockedByItself, everyPacket, openByItself, wire } from './evaluate/system'
import type { PfModel } from './model'
import { problemAt } from './read/words'

/** A point that stands for several interfaces admits what any of them does. */
export function admits(model: PfModel, at: Point, _site: Site): Admitted {
  const ruleset = rulesetOf(model)
  const ruled = interfacesAt(ruleset, at).reduce(
    (packets, key) => unionPackets(packets, admittedOn(ruleset, key).packets),
    noPackets,
  )
  return { ruled, always: openByItself(ruleset.box) }
}

/** Rules that are not read to the end, with the packets about which they may decide. */
export function uninterpreted(model: PfModel, at: Point, site: Site): readonly Uninterpreted[] {
  const ruleset = rulesetOf(model)
  const keys = interfacesAt(ruleset, at)
  const { ruled } = admits(model, at, site)
  return keys.flatMap((key) =>
    admittedOn(ruleset, key).doubts.flatMap(({ stage, packets, why }) => {
      // What another interface of the point lets in anyway is open whatever this rule says.
      const open = keys.length === 1 ? packets : subtractPackets(packets, ruled)
      if (isEmptyPacketSet(open)) return []
      const message = `${stage.name}: ${why}, so what it does to packets for the cluster is not known`
      return [{ problem: problemAt('error', stage.at.file, stage.at.line, message), packets: open }]
    }),
  )
}

interface OnInterface {
  readonly packets: PacketSet
  readonly doubts: readonly { readonly stage: Stage; readonly packets: PacketSet; readonly why: string }[]
}

const known = new WeakMap<Ruleset, Map<string, OnInterface>>()

function admittedOn(ruleset: Ruleset, key: string): OnInterface {
  const byKey = known.get(ruleset) ?? new Map<string, OnInterface>()
  known.set(ruleset, byKey)
  let found = byKey.get(key)
  if (found === undefined) {
    found = evaluate(ruleset, key)
    byKey.set(key, found)
  }
  return found
}

function evaluate(ruleset: Ruleset, key: string): OnInterface {
  const { box, stages } = ruleset
  if (box?.filterDisabled === true) return { packets: everyPacket, doubts: [] }
  const tabs = tabsOf(key, box)
  const blocked = blockedByItself(box, key)
  const open = openByItself(box).map((entry) => entry.packets)
  const start = [blocked, ...open].reduce(subtractPackets, everyPacket)
  const found: OnInterface['doubts'][number][] = []
  const inwards = stages.filter((stage) => stage.inbound && isOn(stage, tabs))
  const entered = walk(inwards, start, noPackets, (stage, packets) => {
    found.push({ stage, packets, why: stage.unknown ?? '' })
  })
  const outwards = stages.filter((stage) => stage.outbound && !isOnlyOn(stage, tabs))
  // Everything may leave where nothing blocks.
  if (!outwards.some(({ action }) => action === 'block')) return { packets: entered, doubts: found }
  return letOut(outwards, entered, found)
}

/** The last match decides, unless a quick one came first. */
function walk(
  stages: readonly Stage[],
  start: PacketSet,
  atFirst: PacketSet,
  doubt: (stage: Stage, packets: PacketSet) => void,
): PacketSet {
  let undecided = start
  let passed = noPackets
  let tentative = atFirst
  for (const stage of stages) {
    if (isEmptyPacketSet(undecided)) break
    const matched = intersectPackets(packetsOf(stage), undecided)
    if (isEmptyPacketSet(matched)) continue
    if (stage.unknown !== undefined) {
      doubt(stage, matched)
      continue
    }
    if (stage.quick) {
      undecided = subtractPackets(undecided, matched)
      if (stage.action === 'pass') passed = unionPackets(passed, matched)
    } else if (stage.action === 'pass') tentative = unionPackets(tentative, matched)
    else tentative = subtractPackets(tentative, matched)
  }
  return unionPackets(passed, intersectPackets(tentative, undecided))
}

/** Everything may leave unless a floating rule says otherwise; by which interface a packet leaves is not known here. */
function letOut(outwards: readonly Stage[], inside: PacketSet, found: OnInterface['doubts'][number][]): OnInterface {
  const doubtful = (stage: Stage, packets: PacketSet): void => {
    found.push({ stage, packets, why: stage.unknown ?? 'it holds for packets that leave by some interface' })
  }
  const least = outwards.filter((stage) => stage.on === undefined || stage.action === 'block')
  const most = outwards.filter((stage) => stage.on === undefined || stage.action === 'pass')
  const packets = walk(least, inside, inside, doubtful)
  const rest = subtractPackets(walk(most, inside, inside, doubtful), packets)
  const [stage] = outwards.filter((one) => one.on !== undefined)
  if (!isEmptyPacketSet(rest) && stage !== undefined) doubtful(stage, rest)
  return { packets, doubts: found }
}

/** A packet does not leave by the interface on which it came. */
function isOnlyOn(stage: Stage, tabs: ReadonlySet<string>): boolean {
  return stage.on !== undefined && [...stage.on].every((tab) => tabs.has(tab))
}

const packetsByStage = new WeakMap<Stage, PacketSet>()

function packetsOf(stage: Stage): PacketSet {
  let packets = packetsByStage.get(stage)
  if (packets === undefined) {
    packets = packetSetOfRows(
      stage.families.map((family) => {
        const sources = addressesOf(stage.source, allOfFamily[family])
        const parts = [{ arrivals: wire, services: stage.services[family], sources }]
        return { destinations: addressesOf(stage.destination, allOfFamily[family]), row: rowOfParts(parts) }
      }),
    )
    packetsByStage.set(stage, packets)
  }
  return packets
}

function addressesOf({ negated, prefixes }: End, family: AddressSet): AddressSet {
  if (prefixes === undefined) return family
  const named = setOfPrefixes(prefixes)
  return negated ? subtractSets(family, named) : intersectSets(family, named)
}
