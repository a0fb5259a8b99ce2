/** How our reading of firewall files of Proxmox VE answers a case, and where that is not what pve-firewall does. */
import { hasPacket } from '@/lib/net/packet-set'
import { admits, uninterpreted } from '@/lib/targets/proxmox/admits'
import { decide } from '@/lib/targets/proxmox/decide'
import { packetOf } from '@/lib/testing/packet-text'
import { guestPoint, guestWith } from '@/lib/testing/proxmox-guest'
import type { GuestCase } from './cases'

export function disagreementOfGuest({ files, isSound, isForgiven, unread, ways }: GuestCase): string | undefined {
  const { model } = guestWith(files)
  if (model === undefined) return isSound && unread === 'never' ? 'it is taken, and we refuse it' : undefined
  if (!isSound && !isForgiven) return 'it is complained of, and we take it'
  for (const { direction, packets } of ways) {
    const { site, point } = guestPoint(direction, 'one')
    const { ruled, always } = admits(model, point, site)
    const open = [ruled, ...always.map((one) => one.packets)]
    const unknown = packets.length === 0 ? [] : uninterpreted(model, point, site)
    for (const { text, passes } of packets) {
      const packet = packetOf(text)
      const said = `${direction} ${text} ${passes ? 'passes' : 'is dropped'}`
      if (unknown.some((entry) => hasPacket(entry.packets, packet))) return `${said}, and we do not know`
      if ((decide(model, point, site, packet).verdict === 'allow') !== passes)
        return `${said}, and decide says otherwise`
      if (open.some((set) => hasPacket(set, packet)) !== passes) return `${said}, and admits says otherwise`
    }
  }
  return undefined
}
