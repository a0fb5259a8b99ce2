/** Files of designs and packets with what the policy says; files that a person may have and packets with what our evaluator says. */
import * as fc from 'fast-check'
import type { Design } from '@/lib/design/design'
import { setHas } from '@/lib/net/address-set'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import { decidePolicy } from '@/lib/policy/decide-policy'
import type { PointWork } from '@/lib/policy/work'
import type { Point } from '@/lib/site/point'
import { findTarget } from '@/lib/targets/all'
import { filteringGuest, uninterpreted } from '@/lib/targets/proxmox/admits'
import { decide } from '@/lib/targets/proxmox/decide'
import { impossibleSources } from '@/lib/targets/proxmox/evaluate/card'
import { suggestOptions } from '@/lib/targets/proxmox/suggest-options'
import { type FileSet, type Filter, isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { cellsOf } from '@/lib/testing/cells'
import { packetOf } from '@/lib/testing/packet-text'
import { filesOf, guestPoint, guestWith } from '@/lib/testing/proxmox-guest'
import { arbitraryRules, packetsOfRules } from '@/lib/testing/proxmox-rules'
import { seed } from '@/lib/testing/samples'
import { exampleNames, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import type { Passage } from './chains'

export interface Asked extends Passage {
  readonly wanted: 'allow' | 'deny'
  readonly text: string
}

export interface Sample {
  readonly name: string
  readonly files: FileSet
  /** Written by us: the product has nothing to complain of. */
  readonly isOurs: boolean
  readonly asked: readonly Asked[]
}

const perPoint = 80

/** The examples, and random designs. */
export function designSamples(count: number): Sample[] {
  const filter = findProxmox()
  return [
    ...exampleNames.map((name) => sampleOf(filter, name, readExample(name))),
    ...fc
      .sample(arbitraryDesign(), { numRuns: count, seed: seed() })
      .map((design, index) => sampleOf(filter, `seed ${seed()}, design ${index}`, design)),
  ]
}

function findProxmox(): Filter {
  const target = findTarget('proxmox')
  if (target === undefined || !isFilter(target)) throw new Error('there is no target proxmox')
  return target
}

function sampleOf(filter: Filter, name: string, design: Design): Sample {
  const whole = { datacenter: true, management: ['10.0.9.0/24', 'fd00:9::/64'] }
  const options = { ...suggestOptions(subjectOf(filter, design).site), ...whole }
  const subject = subjectOf(filter, { ...design, targets: { proxmox: options } })
  return {
    name,
    files: subject.files,
    isOurs: true,
    asked: subject.work.points.flatMap((at) => packetsAt(at, subject)),
  }
}

function packetsAt(at: PointWork, { site, work, output }: Subject): Asked[] {
  const { point } = at
  const all = [...cellsOf(at, site)].filter((packet) => isAsked(packet))
  const stride = Math.max(1, Math.floor(all.length / perPoint))
  return all
    .filter((_, index) => index % stride === 0)
    .filter((packet) => !output.gaps.some((gap) => hasPacket(gap.packets, packet)))
    .map((packet) => ({
      ...passageOf(point, packet),
      wanted: isNeighbour(packet) ? 'allow' : decidePolicy(work, at, packet).verdict,
      text: `${point.id} ${formatPacket(packet)}`,
    }))
}

function passageOf({ id, direction }: Point, packet: Packet): Passage {
  return { packet, vmid: Number(id.split('/')[2]), direction }
}

const asking: Readonly<Record<string, readonly number[]>> = { icmp: [8, 13, 15, 17], icmpv6: [128, 135, 136] }
const dhcp = [67, 68, 546, 547]

/** What decides by a source port, is part of a conversation, or comes from no real address is not compared. */
export function isAsked({ protocol, port, icmpType, source }: Packet): boolean {
  if (setHas(impossibleSources, source)) return false
  if (protocol === 'udp' && dhcp.includes(port ?? 0)) return false
  return asking[protocol]?.includes(icmpType ?? -1) ?? true
}

/** Without these there is no IPv6: the files switch them on. */
function isNeighbour({ protocol, icmpType }: Packet): boolean {
  return protocol === 'icmpv6' && (icmpType === 135 || icmpType === 136)
}

/** Rules that a person may have for a machine with one card, where we read them. */
export function ruleSamples(count: number): Sample[] {
  return fc.sample(arbitraryRules, { numRuns: count, seed: seed() }).flatMap(({ cluster, guest }, index): Sample[] => {
    const files = filesOf(withoutNetwork(cluster), withoutNetwork(guest))
    const { model } = guestWith(files)
    if (model === undefined) return []
    const asked = (['ingress', 'egress'] as const).flatMap((direction) => {
      const { site, point } = guestPoint(direction, 'one')
      // The blacklist holds there as well, and we say that everything passes.
      if (filteringGuest(model, point) === undefined && cluster.includes('[IPSET blacklist]')) return []
      const unknown = uninterpreted(model, point, site)
      return packetsOfRules.flatMap((text): Asked[] => {
        const packet = packetOf(text)
        if (!isAsked(packet) || unknown.some((entry) => hasPacket(entry.packets, packet))) return []
        const wanted = decide(model, point, site, packet).verdict
        return [{ packet, vmid: 100, direction, wanted, text: `${direction} ${text}` }]
      })
    })
    return [{ name: `seed ${seed()}, rules ${index}`, files, isOurs: false, asked }]
  })
}

/** The sets of its software-defined network are in none of these files. */
function withoutNetwork(text: string): string {
  return text.replaceAll('+sdn/vnet', '+dc/both')
}
