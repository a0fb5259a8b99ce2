/** Questions to a guest of Proxmox VE, asked of both evaluators at once. */
import { expect } from 'vitest'
import { hasPacket, unionPackets } from '@/lib/net/packet-set'
import type { Point } from '@/lib/site/point'
import { admits, uninterpreted } from '@/lib/targets/proxmox/admits'
import { decide } from '@/lib/targets/proxmox/decide'
import { packetOf } from './packet-text'
import { guestPoint, type HeldGuest } from './proxmox-guest'

/** `allow` or `deny`, by both evaluators; `unknown` where a line that is not read may decide. `cards`: of the machine. */
export function verdictOf(
  { model, problems }: HeldGuest,
  text: string,
  direction: Point['direction'] = 'ingress',
  cards: 'one' | 'two' = 'one',
): 'allow' | 'deny' | 'unknown' {
  if (model === undefined) throw new Error(`nothing is held: ${problems.map(({ message }) => message).join(' ')}`)
  const { point, site } = guestPoint(direction, cards)
  const packet = packetOf(text)
  const { verdict } = decide(model, point, site, packet)
  const { ruled, always } = admits(model, point, site)
  const set = always.reduce((packets, entry) => unionPackets(packets, entry.packets), ruled)
  if (uninterpreted(model, point, site).some((entry) => hasPacket(entry.packets, packet))) return 'unknown'
  expect(hasPacket(set, packet) ? 'allow' : 'deny', `${text} by sets and by steps`).toBe(verdict)
  return verdict
}
