/** An independent parser reads our lists for IOS, and packets are taken down what it makes of them; the policy says what is right. */
import * as fc from 'fast-check'
import type { Design } from '@/lib/design/design'
import { formatAddress } from '@/lib/net/address'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import { protocolNumber } from '@/lib/net/protocol'
import { parseWildcard } from '@/lib/net/wildcard'
import { decidePolicy } from '@/lib/policy/decide-policy'
import type { PointWork } from '@/lib/policy/work'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { cellsOf } from '@/lib/testing/cells'
import { seed } from '@/lib/testing/samples'
import { exampleNames, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { disagree, type Ran, type Report, startTally, type Tally } from '../verdict'
import { type AskedPacket, type Parser, parserVersion, startParser } from './cisco-acl'

const designs = 150
const packetsPerPoint = 300
const judge = 'switch-acl: cisco-acl'

type Ready = Extract<Parser, { ok: true }>

export async function judgeSwitch(scale: number): Promise<Report[]> {
  const parser = await startParser()
  if (!parser.ok) return [skipped(judge, parser.reason), ...unjudged]
  const start = performance.now()
  const tally = startTally()
  const samples = samplesOf(Math.max(1, Math.round(designs * scale)))
  for (const { name, subject } of samples)
    await checkSubject(name, subject, subject.files[0]?.text ?? '', parser, tally)
  const faults = await tryFaults(samples, parser)
  parser.close()
  const seconds = (performance.now() - start) / 1000
  const { cases, disagreements, notes, rows } = tally
  return [
    { kind: 'ran', judge, version: parserVersion, cases, disagreements, rows, faults, notes, seconds },
    ...unjudged,
  ]
}

function skipped(name: string, reason: string): Report {
  return { kind: 'skipped', judge: name, version: '', reason }
}

/** Nothing that runs without the switch knows what these mean. */
const unjudged: readonly Report[] = [
  skipped(
    'switch-acl: lists of IPv6',
    'cisco-acl reads IPv4 alone; Batfish, which reads both, is a Java service in no registry here',
  ),
  skipped(
    'switch-acl: lists of EOS',
    'no parser of EOS that says what a line means is on PyPI or npm; Batfish as above',
  ),
]

interface Sample {
  readonly name: string
  readonly subject: Subject
}

function samplesOf(count: number): readonly Sample[] {
  const filter = findTarget('switch-acl')
  if (filter === undefined || !isFilter(filter)) throw new Error('there is no target switch-acl')
  const random = fc.sample(arbitraryDesign(), { numRuns: count, seed: seed() })
  return [
    ...exampleNames.map((name) => ({ name, subject: withLists(filter, readExample(name)) })),
    ...random.map((design, index) => ({ name: `seed ${seed()}, design ${index}`, subject: withLists(filter, design) })),
  ]
}

function withLists(filter: Filter, drawn: Design): Subject {
  const interfaces = Object.fromEntries(drawn.subnets.map(({ name }, index) => [name, `Vlan${10 + index}`]))
  const egress =
    typeof drawn.egress === 'string'
      ? { mode: drawn.egress, dns: ['203.0.113.53'], ntp: ['203.0.113.123'], https: [], also: [] }
      : drawn.egress
  return subjectOf(filter, { ...drawn, egress, targets: { [filter.id]: { interfaces, inbound: true } } })
}

async function checkSubject(name: string, subject: Subject, file: string, parser: Ready, tally: Tally): Promise<void> {
  for (const at of subject.work.points) {
    const text = listAt(file, at)
    if (text === undefined) continue
    const packets = packetsAt(at, subject, text)
    tally.cases += packets.length
    const answer = await parser.ask(
      text,
      packets.map((packet) => askedPacket(packet, at)),
    )
    const where = `${name}, ${at.point.id}`
    if ('refused' in answer) {
      disagree(tally, where, answer.refused)
      continue
    }
    for (const [index, packet] of packets.entries()) {
      const wanted = decidePolicy(subject.work, at, packet).verdict === 'allow'
      if (answer.passed[index] !== wanted) {
        disagree(tally, where, `${formatPacket(packet)}: the policy says ${wanted ? 'allow' : 'deny'}, the list not`)
      }
    }
  }
}

/** The text of the list of IPv4 that the interface of the point asks, as the file says. */
function listAt(file: string, { point }: PointWork): string | undefined {
  const key = point.interfaces !== undefined && 'only' in point.interfaces ? point.interfaces.only[0] : undefined
  const way = point.direction === 'ingress' ? 'out' : 'in'
  const asked = file.split(`\ninterface ${key}\n`).slice(1).join('\n').split('\n!')[0] ?? ''
  const name = new RegExp(`^ ip access-group (\\S+) ${way}$`, 'm').exec(asked)?.[1]
  const block = file.split('\n!\n').find((part) => part.startsWith(`ip access-list extended ${name}\n`))
  return name === undefined ? undefined : block
}

/** On either side of every bound that the policy or the list names. */
function packetsAt(at: PointWork, { site, output }: Subject, text: string): readonly Packet[] {
  const masked = [...text.matchAll(/(?<!host )\b(\d+(?:\.\d+){3}) (\d+(?:\.\d+){3})\b/g)]
  const prefixes = masked.flatMap(([, address = '', mask = '']) => parseWildcard(address, mask) ?? [])
  const found: Packet[] = []
  for (const packet of cellsOf(at, site, { prefixes })) {
    if (found.length >= packetsPerPoint) break
    const isGap = output.gaps.some(({ packets }) => hasPacket(packets, packet))
    if (packet.source.family === 4 && !isGap) found.push(packet)
  }
  return found
}

function askedPacket({ source, destination, protocol, port, icmpType }: Packet, { point }: PointWork): AskedPacket {
  return {
    source: formatAddress(source),
    destination: formatAddress(destination),
    protocol: protocolNumber(protocol),
    sourcePort: point.sourcePorts?.ranges[0]?.from ?? 0,
    port: port ?? 0,
    icmpType: icmpType ?? 0,
  }
}

const damages: readonly (readonly [string, (text: string) => string])[] = [
  ['another port', (text) => text.replace(/^( permit tcp .* eq )(6443|50000)$/m, '$11$2')],
  ['a wider mask', (text) => text.replace(/^( permit tcp .* )0\.0\.0\.(\d+) (.* eq \d+)$/m, '$10.0.255.255 $3')],
  ['udp for tcp', (text) => text.replace(/^ permit tcp (?!.*established)/m, ' permit udp ')],
  ['established left out', (text) => text.replace(/ established$/m, '')],
  ['permit for deny', (text) => text.replace(/^ deny ip any any$/m, ' permit ip any any')],
  ['another port of an answer', (text) => text.replaceAll(/ eq (53|123) (?=\d|host)/g, ' eq 1$1 ')],
  ['a line left out', (text) => text.replace(/^ permit tcp .* eq 6443\n/m, '')],
]

async function tryFaults(samples: readonly Sample[], parser: Ready): Promise<Ran['faults']> {
  const sample = samples.find(({ name }) => name === 'seed-000-baremetal')
  const file = sample?.subject.files[0]?.text
  if (sample === undefined || file === undefined) return []
  const faults: Ran['faults'][number][] = []
  for (const [fault, damage] of damages) {
    const damaged = damage(file)
    const tally = startTally()
    if (damaged !== file) await checkSubject(fault, sample.subject, damaged, parser, tally)
    const outcome = damaged === file ? 'not tried' : tally.disagreements.length > 0 ? 'caught' : 'NOT CAUGHT'
    faults.push({ fault, outcome })
  }
  return faults
}
