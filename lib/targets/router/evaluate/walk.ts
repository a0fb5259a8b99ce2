/**
 * Rules in their order as sets of packets: the last match decides, unless a quick one came first. Halves of the list are
 * evaluated each by itself and then joined: one rule after the other, every step would cost as much as all before it.
 */
import { type AddressSet, allOfFamily, intersectSets, subtractSets } from '@/lib/net/address-set'
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
import { prefixSet } from '@/lib/net/prefix-set'
import { wire } from './packets'
import type { End, Stage } from './stage'

/** What some rules decide together, and what they let pass of it. */
interface Decided {
  readonly matched: PacketSet
  readonly passed: PacketSet
}

const nothing: Decided = { matched: noPackets, passed: noPackets }

/** `atFirst`: what passes where no rule matches; `doubt`: packets that come to a rule which is not read to the end. */
export function walk(
  stages: readonly Stage[],
  start: PacketSet,
  atFirst: PacketSet,
  doubt: (stage: Stage, packets: PacketSet) => void,
): PacketSet {
  tellDoubts(stages, start, doubt)
  const known = stages.filter((stage) => stage.unknown === undefined)
  const first = decide(
    known.filter(({ quick }) => quick),
    (before, after) => [before, after],
  )
  const last = decide(
    known.filter(({ quick }) => !quick),
    (before, after) => [after, before],
  )
  const tentative = unionPackets(last.passed, subtractPackets(atFirst, last.matched))
  return unionPackets(
    intersectPackets(first.passed, start),
    intersectPackets(tentative, subtractPackets(start, first.matched)),
  )
}

type Order = (before: Decided, after: Decided) => readonly [strong: Decided, weak: Decided]

function decide(stages: readonly Stage[], order: Order): Decided {
  const [only] = stages
  if (only === undefined) return nothing
  if (stages.length === 1) {
    const matched = packetsOf(only)
    return { matched, passed: only.action === 'pass' ? matched : noPackets }
  }
  const half = stages.length >> 1
  const [strong, weak] = order(decide(stages.slice(0, half), order), decide(stages.slice(half), order))
  return {
    matched: unionPackets(strong.matched, weak.matched),
    passed: unionPackets(strong.passed, subtractPackets(weak.passed, strong.matched)),
  }
}

function tellDoubts(
  stages: readonly Stage[],
  start: PacketSet,
  doubt: (stage: Stage, packets: PacketSet) => void,
): void {
  const last = stages.findLastIndex((stage) => stage.unknown !== undefined)
  // What quick rules decided so far, in parts of doubling size.
  const decided: { readonly rules: number; readonly packets: PacketSet }[] = []
  for (const stage of stages.slice(0, last + 1)) {
    if (stage.unknown !== undefined) {
      const here = intersectPackets(packetsOf(stage), start)
      const left = decided.reduce((packets, part) => subtractPackets(packets, part.packets), here)
      if (!isEmptyPacketSet(left)) doubt(stage, left)
    } else if (stage.quick) {
      let part = { rules: 1, packets: packetsOf(stage) }
      for (let before = decided.at(-1); before?.rules === part.rules; before = decided.at(-1)) {
        part = { rules: part.rules * 2, packets: unionPackets(before.packets, part.packets) }
        decided.pop()
      }
      decided.push(part)
    }
  }
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
  const named = prefixSet(prefixes)
  return negated ? subtractSets(family, named) : intersectSets(family, named)
}
