import { expect, test } from 'vitest'
import { setHas } from '@/lib/net/address-set'
import { formatPacket } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import { buildSite } from '@/lib/site/build-site'
import type { Point } from '@/lib/site/point'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { cellsOf } from '@/lib/testing/cells'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { compilePolicy } from './compile'
import { decidePolicy } from './decide-policy'
import { intendedPackets } from './intended'
import { workAt } from './work'

const cellsPerPoint = 4000

test('the set engine and the plain interpreter agree on every cell of every node', () => {
  checkProperty(arbitraryDesign(), sampleCount(40, 1000), (design) => {
    const site = buildSite(design)
    const points = site.members.map(
      (member): Point => ({
        id: `${member.kind}/${member.name}`,
        place: 'guest',
        direction: 'ingress',
        member: member.name,
        destinations: member.own,
      }),
    )
    const work = workAt(compilePolicy(design, site), points, site)
    for (const at of work.points) {
      const intended = intendedPackets(work, at, site)
      let left = cellsPerPoint
      for (const packet of cellsOf(at, site)) {
        if (left-- === 0) break
        if (!setHas(at.point.destinations, packet.destination)) continue
        const allowed = decidePolicy(work, at, packet).verdict === 'allow'
        if (hasPacket(intended, packet) !== allowed) {
          expect.fail(
            `${at.point.id} (${packet.arrival}) ${formatPacket(packet)}: interpreter ${allowed ? 'allows' : 'denies'}`,
          )
        }
      }
    }
  })
})
