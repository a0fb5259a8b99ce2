/** Small pfSense files and questions to the box that holds them, asked of both evaluators at once. */
import { expect } from 'vitest'
import type { Problem } from '@/lib/design/problem'
import { allAddresses } from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import { hasPacket, unionPackets } from '@/lib/net/packet-set'
import { parseProtocol } from '@/lib/net/protocol'
import { readAddress } from '@/lib/net/text-cache'
import { buildSite } from '@/lib/site/build-site'
import type { Point } from '@/lib/site/point'
import { admits, uninterpreted } from '@/lib/targets/pfsense/admits'
import { decide } from '@/lib/targets/pfsense/decide'
import { install } from '@/lib/targets/pfsense/install'
import type { PfModel } from '@/lib/targets/pfsense/model'
import { readFiles } from '@/lib/targets/pfsense/read'
import type { FileSet } from '@/lib/targets/target'
import { readExample } from './subject'

const site = buildSite(readExample('seed-000-baremetal'))

export function sectionsOf(rules: string, aliases = ''): FileSet {
  return [
    { path: 'filter.xml', text: `<filter>\n${rules}\n</filter>\n` },
    { path: 'aliases.xml', text: `<aliases>\n${aliases}\n</aliases>\n` },
  ]
}

export interface HeldBox {
  readonly model: PfModel | undefined
  readonly problems: readonly Problem[]
}

export function boxWith(files: FileSet): HeldBox {
  const read = readFiles(files, [])
  if (!read.ok) return { model: undefined, problems: read.problems }
  const installed = install(undefined, read.value, site)
  const problems = [...read.problems, ...installed.problems]
  return { model: installed.ok ? installed.value : undefined, problems }
}

/** `192.168.10.5 -> 192.168.30.11 tcp/6443`. */
function packetOf(text: string): Packet {
  const match = /^(\S+) -> (\S+) ([\w]+)(?:\/(\d+))?$/.exec(text)
  const [source, destination] = [match?.[1], match?.[2]].map((word) => readAddress(word ?? ''))
  const protocol = parseProtocol(match?.[3] ?? '')
  if (source === undefined || destination === undefined || protocol === undefined || protocol === 'any') {
    throw new Error(`no packet: ${text}`)
  }
  const number = match?.[4] === undefined ? undefined : Number(match[4])
  const base = { source, destination, protocol, arrival: 'wire', phase: 'new' } as const
  if (number === undefined) return base
  return protocol === 'icmp' || protocol === 'icmpv6' ? { ...base, icmpType: number } : { ...base, port: number }
}

/** `allow` or `deny`, by both evaluators; `unknown` where a rule that is not read may decide. */
export function verdictOf({ model }: HeldBox, text: string, key = 'lan'): 'allow' | 'deny' | 'unknown' {
  if (model === undefined) throw new Error('the box holds nothing')
  const point: Point = {
    id: `interface/${key}`,
    place: 'router',
    direction: 'ingress',
    destinations: allAddresses,
    interfaces: { only: [key] },
  }
  const packet = packetOf(text)
  const { verdict } = decide(model, point, site, packet)
  const { ruled, always } = admits(model, point, site)
  const set = always.reduce((packets, entry) => unionPackets(packets, entry.packets), ruled)
  const isOpen = uninterpreted(model, point, site).some((entry) => hasPacket(entry.packets, packet))
  if (isOpen) return 'unknown'
  expect(hasPacket(set, packet) ? 'allow' : 'deny', `${text} by sets and by steps`).toBe(verdict)
  return verdict
}
