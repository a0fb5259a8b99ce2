/**
 * What a router with a packet filter admits, as sets of packets: what it decides by itself, then its rules in their order, and what is left
 * is denied. A packet must be let in on the interface on which it comes, and let out again.
 * @see https://man.freebsd.org/cgi/man.cgi?query=pf.conf
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
import type { Admitted, Uninterpreted } from '../../target'
import { everyPacket, wire } from './packets'
import { type End, isBeside, isOn, type RouterBox, type Stage } from './stage'

/** `keys`: the interfaces that a point stands for; it admits what any of them does. */
export function admitsOn(box: RouterBox, keys: readonly string[]): Admitted {
  const ruled = keys.reduce((packets, key) => unionPackets(packets, admittedOn(box, key).packets), noPackets)
  return { ruled, always: box.always }
}

/** Rules that are not read to the end, with the packets about which they may decide. */
export function uninterpretedOn(box: RouterBox, keys: readonly string[]): readonly Uninterpreted[] {
  const { ruled } = admitsOn(box, keys)
  return keys.flatMap((key) =>
    admittedOn(box, key).doubts.flatMap(({ stage, packets, why }): Uninterpreted[] => {
      // What another interface of the point lets in anyway is open whatever this rule says.
      const open = keys.length === 1 ? packets : subtractPackets(packets, ruled)
      if (isEmptyPacketSet(open)) return []
      const message = `${stage.name}: ${why}, so what it does to packets for the cluster is not known`
      const { file, line } = stage.at
      return [{ problem: { severity: 'error', at: `${file}:${line}`, line, message }, packets: open }]
    }),
  )
}

interface Doubt {
  readonly stage: Stage
  readonly packets: PacketSet
  readonly why: string
}

interface OnInterface {
  readonly packets: PacketSet
  readonly doubts: readonly Doubt[]
}

const known = new WeakMap<RouterBox, Map<string, OnInterface>>()

function admittedOn(box: RouterBox, key: string): OnInterface {
  const byKey = known.get(box) ?? new Map<string, OnInterface>()
  known.set(box, byKey)
  let found = byKey.get(key)
  if (found === undefined) {
    found = evaluate(box, key)
    byKey.set(key, found)
  }
  return found
}

function evaluate(box: RouterBox, key: string): OnInterface {
  if (box.isOff) return { packets: everyPacket, doubts: [] }
  const tabs = box.tabsOf(key)
  const open = box.always.map((entry) => entry.packets)
  const start = [box.blockedOn(key), ...open].reduce(subtractPackets, everyPacket)
  const found: Doubt[] = []
  const inwards = box.stages.filter((stage) => stage.inbound && isOn(stage, tabs))
  const entered = walk(inwards, start, noPackets, (stage, packets) => {
    found.push({ stage, packets, why: stage.unknown ?? '' })
  })
  // A packet does not leave by the interface on which it came.
  const outwards = box.stages.filter((stage) => stage.outbound && isBeside(stage, tabs))
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

/** Everything may leave unless a rule says otherwise; by which interface a packet leaves is not known here. */
function letOut(outwards: readonly Stage[], inside: PacketSet, found: Doubt[]): OnInterface {
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
