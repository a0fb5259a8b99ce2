/**
 * The guard rails: no design breaks them silently. Whatever is drawn, where the files let a stranger through to etcd, the
 * kubelet, the Talos API, trustd or an overlay, by their lines or by the product itself, a finding says so.
 */
import { expect, it } from 'vitest'
import { listenersOf } from '../catalog/catalog'
import { parseAddress } from '../net/address'
import type { Packet } from '../net/packet'
import { arbitraryDesign } from '../testing/arbitrary-design'
import { checkProperty } from '../testing/property'
import { sampleCount } from '../testing/samples'
import { analyseDesign } from '../verify/analyse'
import { getsThrough, readBoxes } from '../verify/read-boxes'
import { findFindings } from './find-findings'
import { rails } from './rails'

/** No random design names these. */
const strangers = ['8.8.8.8', '2600::9'].flatMap((text) => parseAddress(text) ?? [])
const guarded = ['etcd', 'kubelet', 'apid', 'trustd', 'cni-vxlan', 'cni-geneve']

it('tells of every stranger who gets through', { timeout: 3_600_000 }, () => {
  const seen = { asked: 0, through: 0 }
  checkProperty(arbitraryDesign(), sampleCount(60, 2000), (design) => {
    const analysis = analyseDesign({ design, edits: {} })
    const boxes = readBoxes(design, analysis)
    if (boxes === undefined) return
    const said = findFindings(design, analysis).map(({ code, at }) => `${code} ${at}`)
    for (const listener of listenersOf(design).filter(({ id }) => guarded.includes(id))) {
      for (const member of analysis.site.members) {
        if (listener.users[design.posture](design)[member.role] === undefined) continue
        for (const { from, to } of listener.ports(design)) {
          for (const source of strangers) {
            const own = member.interfaces.flatMap((nic) => [...nic.addresses, ...nic.standIns])
            const destination = own.find(({ family }) => family === source.family)
            if (destination === undefined || (listener.protocol !== 'tcp' && listener.protocol !== 'udp')) continue
            for (const port of new Set([from, to])) {
              const packet: Packet = {
                source,
                destination,
                protocol: listener.protocol,
                port,
                arrival: 'wire',
                phase: 'new',
              }
              seen.asked++
              if (!getsThrough(packet, { source: [], destination: [member.name] }, boxes, analysis.site)) continue
              seen.through++
              expect(said).toContain(`${rails[listener.id]?.code} rules/${listener.id}/${member.role}`)
            }
          }
        }
      }
    }
  })
  console.log(`guard rails: ${JSON.stringify(seen)}`)
  expect(seen.through).toBeGreaterThan(10)
})
