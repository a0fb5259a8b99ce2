/** How our reading of access lists answers a case, and where that is not what another program makes of them. */
import { parseAddress } from '@/lib/net/address'
import { allAddresses } from '@/lib/net/address-set'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket, type PacketSet, unionPackets } from '@/lib/net/packet-set'
import { hasPorts, isIcmp, protocolFromNumber } from '@/lib/net/protocol'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { admits, uninterpreted } from '@/lib/targets/switch-acl/admits'
import { decide } from '@/lib/targets/switch-acl/decide'
import { install } from '@/lib/targets/switch-acl/install'
import type { SwitchModel } from '@/lib/targets/switch-acl/model'
import { readFiles } from '@/lib/targets/switch-acl/read'
import type { ListCase, TriedListPacket } from './cases'

export function disagreementOfList(asked: ListCase, site: Site): string | undefined {
  const { judge, packets, unread } = asked
  const held = heldBy(asked, site)
  if (packets === undefined) return typeof held === 'string' ? undefined : `${judge} refuses it, and we take it`
  if (typeof held === 'string') return unread === 'never' ? `${judge} takes it, and we refuse it: ${held}` : undefined
  /** By the point: the packets that pass, and those of which it is not known. */
  const points = new Map<
    string,
    { readonly at: Point; readonly passing: PacketSet; readonly unknown: readonly PacketSet[] }
  >()
  for (const tried of packets) {
    const key = [tried.interface, tried.way, tried.from, tried.to, tried.pass].join(' ')
    const at = points.get(key)?.at ?? pointOf(tried)
    const known = points.get(key) ?? {
      at,
      passing: admits(held, at, site).always.reduce(
        (set, one) => unionPackets(set, one.packets),
        admits(held, at, site).ruled,
      ),
      unknown: uninterpreted(held, at, site).map((one) => one.packets),
    }
    points.set(key, known)
    const packet = packetOf(tried)
    if (known.unknown.some((set) => hasPacket(set, packet))) {
      if (tried.mayBeUnknown === true) continue
      return `${judge} knows what becomes of ${formatPacket(packet)}, and we do not`
    }
    const ours = decide(held, at, site, packet).verdict === 'allow'
    if (ours !== tried.passes) return wordsOf(judge, tried, packet, 'decide')
    if (hasPacket(known.passing, packet) !== tried.passes) return wordsOf(judge, tried, packet, 'admits')
  }
  return undefined
}

/** What the switch holds, or why it is refused. */
function heldBy({ text, isWhole }: ListCase, site: Site): SwitchModel | string {
  const read = readFiles([{ path: 'lists.cfg', text }], isWhole ? 'skip' : 'refuse')
  const held = read.ok ? install(undefined, read.value, site) : read
  return held.ok ? held.value : (held.problems[0]?.message ?? 'refused')
}

export function isUnknown(asked: ListCase, tried: TriedListPacket, site: Site): boolean {
  const held = heldBy(asked, site)
  if (typeof held === 'string') return false
  return uninterpreted(held, pointOf(tried), site).some(({ packets }) => hasPacket(packets, packetOf(tried)))
}

function pointOf({ interface: name, way, from, to, pass }: TriedListPacket): Point {
  return {
    ...{ id: name, place: 'router', direction: way === 'out' ? 'ingress' : 'egress', stateless: true },
    interfaces: { only: [name] },
    destinations: allAddresses,
    sourcePorts: { ranges: [{ from, to }], pass },
  }
}

function packetOf({
  source: from,
  destination: to,
  protocol: number,
  port,
  icmpType,
  icmpCode,
}: TriedListPacket): Packet {
  const [source, destination] = [parseAddress(from), parseAddress(to)]
  if (source === undefined || destination === undefined) throw new Error(`${from} or ${to} is no address`)
  const protocol = protocolFromNumber(number)
  const detail = hasPorts(protocol) ? { port } : isIcmp(protocol) ? { icmpType, icmpCode } : {}
  return { source, destination, protocol, ...detail, arrival: 'wire', phase: 'new' }
}

function wordsOf(
  judge: string,
  { passes, interface: name, way, from, to, pass }: TriedListPacket,
  packet: Packet,
  what: string,
): string {
  const place = `${name} ${way}, from ${pass} of ${from} to ${to}`
  return `${judge} ${passes ? 'permits' : 'denies'} ${formatPacket(packet)} (${place}), and ${what} says otherwise`
}
