/** How our reading of firewall files of Proxmox VE answers a case, and where that is not what pve-firewall does. */
import type { Packet } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import { admits, uninterpreted } from '@/lib/targets/proxmox/admits'
import { decide } from '@/lib/targets/proxmox/decide'
import type { ProxmoxModel } from '@/lib/targets/proxmox/model'
import { packetOf } from '@/lib/testing/packet-text'
import { guestAfter, guestPoint } from '@/lib/testing/proxmox-guest'
import type { GuestCase, TriedGuestPacket } from './cases'

export function disagreementOfGuest(asked: GuestCase): string | undefined {
  const { steps, isSound, isForgiven, unread, ways } = asked
  const { model } = guestAfter(steps)
  if (model === undefined) return isSound && unread === 'never' ? 'it is taken, and we refuse it' : undefined
  if (!isSound && !isForgiven) return 'it is complained of, and we take it'
  askBefore(asked, model)
  for (const way of ways) {
    const what = disagreementAt(model, asked, way)
    if (what !== undefined) return what
  }
  return undefined
}

/** What a host held before is asked about as well, and what it holds by another design: neither may change what is said now. */
function askBefore({ steps, cards, ways }: GuestCase, model: ProxmoxModel): void {
  if (steps.length === 1 && cards === 'one') return
  const before = steps.slice(1).map((_, index) => guestAfter(steps.slice(0, index + 1)).model)
  for (const { vmid, direction } of ways) {
    const { site, point } = guestPoint(direction, cards, { vmid })
    for (const held of before) if (held !== undefined) admits(held, point, site)
    admits(model, point, guestPoint(direction, cards === 'one' ? 'two' : 'one', { vmid }).site)
  }
}

function disagreementAt(
  model: ProxmoxModel,
  { cards, behind }: GuestCase,
  { vmid, direction, packets }: GuestCase['ways'][number],
): string | undefined {
  const { site, point } = guestPoint(direction, cards, { vmid, behind })
  const { ruled, always } = admits(model, point, site)
  const open = [ruled, ...always.map((one) => one.packets)]
  const unknown = packets.length === 0 ? [] : uninterpreted(model, point, site)
  for (const tried of packets) {
    const packet = guestPacket(tried)
    const said = `${direction} of ${vmid}: ${tried.text} ${tried.passes ? 'passes' : 'is dropped'}`
    if (unknown.some((entry) => hasPacket(entry.packets, packet))) {
      if (tried.mayBeUnknown === true) continue
      return `${said}, and we do not know`
    }
    if ((decide(model, point, site, packet).verdict === 'allow') !== tried.passes)
      return `${said}, and decide says otherwise`
    if (tried.phase === undefined && open.some((set) => hasPacket(set, packet)) !== tried.passes)
      return `${said}, and admits says otherwise`
  }
  return undefined
}

const packets = new Map<string, Packet>()

/** The same few stand in every case. */
export function guestPacket({ text, phase }: Pick<TriedGuestPacket, 'text' | 'phase'>): Packet {
  const key = `${text} ${phase}`
  const packet = packets.get(key) ?? { ...packetOf(text), phase: phase ?? 'new' }
  packets.set(key, packet)
  return packet
}
