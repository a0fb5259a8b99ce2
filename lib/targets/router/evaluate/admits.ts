/**
 * What a router with a packet filter admits, as sets of packets: what it decides by itself, then its rules in their order, and what is left
 * is denied. A packet must be let in on the interface on which it comes, and let out again.
 * @see https://man.freebsd.org/cgi/man.cgi?query=pf.conf
 */
import { isEmptyPacketSet, noPackets, type PacketSet, subtractPackets, unionPackets } from '@/lib/net/packet-set'
import type { Admitted, Uninterpreted } from '../../target'
import { everyPacket } from './packets'
import { isBeside, isOn, type RouterBox, type Stage } from './stage'
import { walk } from './walk'

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
