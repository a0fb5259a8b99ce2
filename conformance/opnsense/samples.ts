/** Random designs behind an OPNsense box: the bundle of each, that of another design over it, and packets with what the policy says. */
import * as fc from 'fast-check'
import type { Design } from '@/lib/design/design'
import { formatAddress } from '@/lib/net/address'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import { protocolNumber } from '@/lib/net/protocol'
import { decidePolicy } from '@/lib/policy/decide-policy'
import { servicesOfRule } from '@/lib/policy/intended'
import type { PointWork } from '@/lib/policy/work'
import { findTarget } from '@/lib/targets/all'
import { type FileSet, type Filter, isFilter } from '@/lib/targets/target'
import { drawJoins, joinsOf } from '@/lib/testing/arbitrary-joins'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { cellsOf } from '@/lib/testing/cells'
import { drawn } from '@/lib/testing/draw'
import { seed } from '@/lib/testing/samples'
import { exampleNames, readExample, type Subject, subjectOf } from '@/lib/testing/subject'

export interface Bundle {
  readonly aliases: string
  readonly rules: string
}

export interface AskedPacket {
  readonly key: string
  readonly source: string
  readonly destination: string
  readonly protocol: number
  readonly number: number
}

export interface Sample {
  readonly name: string
  readonly cluster: string
  readonly interfaces: readonly string[]
  /** The bundle that was there before, if any, and the one that is judged. */
  readonly bundles: readonly Bundle[]
  readonly script: string
  readonly packets: readonly AskedPacket[]
  /** In the order of the packets: what the policy says of them, and how they read. */
  readonly wanted: readonly ('allow' | 'deny')[]
  readonly texts: readonly string[]
}

export function findOpnsense(): Filter {
  const target = findTarget('opnsense')
  if (target === undefined || !isFilter(target)) throw new Error('there is no target opnsense')
  return target
}

export function makeSamples(filter: Filter, count: number): readonly Sample[] {
  const random = fc.sample(
    drawn((draw) => drawJoins(draw, filter.id)),
    { numRuns: count, seed: seed() },
  )
  const pairs = fc.sample(
    drawn((draw) => {
      const { before, after } = draw.value(() => arbitraryPair('1.14'))
      const { design } = joinsOf(before, draw, filter.id)
      return { before: design, after: { ...after, targets: design.targets } }
    }),
    { numRuns: count, seed: seed() },
  )
  return [
    ...exampleNames.map((name) => sampleOf(filter, name, { ...readExample(name), targets: {} })),
    ...random.map(({ design }, index) => sampleOf(filter, `seed ${seed()}, design ${index}`, design)),
    ...pairs.map(({ before, after }, index) => {
      // Now and then the cluster had another name.
      const old = index % 3 === 1 ? { ...before, name: `${before.name.slice(0, 30)}-old` } : before
      return sampleOf(filter, `seed ${seed()}, pair ${index}`, after, old)
    }),
  ]
}

function sampleOf(filter: Filter, name: string, design: Design, before?: Design): Sample {
  const old = before === undefined ? undefined : subjectOf(filter, before)
  const subject = subjectOf(filter, design, old === undefined ? {} : { previous: old.files })
  const asked = subject.work.points.flatMap((at) => packetsAt(at, subject, old))
  return {
    name,
    cluster: design.name,
    interfaces: ['wan', 'lan', ...Array.from({ length: 40 }, (_, index) => `opt${index + 1}`)],
    bundles: [...(old === undefined ? [] : [bundleOf(old.files)]), bundleOf(subject.files)],
    script: subject.output.files.find(({ path }) => path.endsWith('apply.py'))?.text ?? '',
    packets: asked.map(({ packet }) => packet),
    wanted: asked.map(({ wanted }) => wanted),
    texts: asked.map(({ text }) => text),
  }
}

function bundleOf(files: FileSet): Bundle {
  const textOf = (name: string): string => files.find(({ path }) => path.endsWith(name))?.text ?? ''
  return { aliases: textOf('aliases.json'), rules: textOf('rules.csv') }
}

const perPoint = 80

interface Asked {
  readonly packet: AskedPacket
  readonly wanted: 'allow' | 'deny'
  readonly text: string
}

/** Evenly over all cells, and of those that only an earlier bundle let in. */
function packetsAt(at: PointWork, { site, work, output }: Subject, old: Subject | undefined): Asked[] {
  const rules = old?.policy.rules ?? []
  const services = rules.flatMap(servicesOfRule).flatMap(({ first, last }) => [first, last])
  const all = [...cellsOf(at, site, { services })].filter(({ arrival, phase }) => arrival === 'wire' && phase === 'new')
  const stride = Math.max(1, Math.floor(all.length / perPoint))
  const { interfaces } = at.point
  const before = old?.work.points.find(({ point }) => point.id === at.point.id)
  const isOver = (packet: Packet): boolean =>
    old !== undefined &&
    before !== undefined &&
    decidePolicy(old.work, before, packet).verdict === 'allow' &&
    decidePolicy(work, at, packet).verdict === 'deny'
  const over = old === undefined ? [] : all.filter(isOver)
  const overStride = Math.max(1, Math.floor(over.length / perPoint))
  const key = interfaces !== undefined && 'only' in interfaces ? (interfaces.only[0] ?? '') : 'wan'
  const chosen = [
    ...all.filter((_, index) => index % stride === 0),
    ...over.filter((_, index) => index % overStride === 0),
  ]
  return chosen.flatMap((packet): Asked[] => {
    // A gap excuses what is missing: there is nothing to ask.
    if (output.gaps.some((gap) => hasPacket(gap.packets, packet))) return []
    const isOpen = packet.protocol === 'icmpv6' && [1, 2, 135, 136].includes(packet.icmpType ?? 0)
    const { verdict } = decidePolicy(work, at, packet)
    const wanted = isOpen ? 'allow' : verdict
    return [{ packet: asked(packet, key), wanted, text: `${at.point.id} ${formatPacket(packet)}` }]
  })
}

function asked({ source, destination, protocol, port, icmpType }: Packet, key: string): AskedPacket {
  return {
    key,
    source: formatAddress(source),
    destination: formatAddress(destination),
    protocol: protocolNumber(protocol),
    number: port ?? icmpType ?? 0,
  }
}
