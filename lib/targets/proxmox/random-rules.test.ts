/** Any rules that a person may have, in any order, in groups and beside them: both evaluators decide alike. */
import { expect, test } from 'vitest'
import { checkProperty } from '@/lib/testing/property'
import { verdictOf } from '@/lib/testing/proxmox-box'
import { filesOf, guestWith } from '@/lib/testing/proxmox-guest'
import { arbitraryRules, packetsOfRules } from '@/lib/testing/proxmox-rules'
import { sampleCount } from '@/lib/testing/samples'

test('sets and steps agree about every packet', { timeout: 600_000 }, () => {
  const count = { allow: 0, deny: 0, unknown: 0, unread: 0 }
  checkProperty(arbitraryRules, sampleCount(150, 3000), ({ cluster, guest, cards }) => {
    const held = guestWith(filesOf(cluster, guest))
    if (held.model === undefined) {
      count.unread++
      return
    }
    for (const direction of ['ingress', 'egress'] as const) {
      for (const packet of packetsOfRules) count[verdictOf(held, packet, direction, cards)]++
    }
  })
  console.log(`proxmox: random rules ${JSON.stringify(count)}`)
  expect(Math.min(count.allow, count.deny)).toBeGreaterThan(1000)
  expect(count.unknown).toBeGreaterThan(0)
})
