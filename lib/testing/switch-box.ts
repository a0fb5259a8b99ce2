/** Small access lists and questions to the switch that holds them, asked of both evaluators at once. */
import { allAddresses } from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import { hasPacket, unionPackets } from '@/lib/net/packet-set'
import { parseProtocol } from '@/lib/net/protocol'
import { readAddress } from '@/lib/net/text-cache'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { admits, uninterpreted } from '@/lib/targets/switch-acl/admits'
import { decide } from '@/lib/targets/switch-acl/decide'
import { install } from '@/lib/targets/switch-acl/install'
import type { SwitchModel } from '@/lib/targets/switch-acl/model'
import { readFiles } from '@/lib/targets/switch-acl/read'
import type { Beside } from '@/lib/targets/switch-acl/read/commands'
import { buildSite } from '../site/build-site'
import { busyDesign } from './busy-design'

const site: Site = buildSite(busyDesign)

/** What the switch holds after the texts, one after the other; the first problem where it would refuse one. */
export function switchWith(texts: readonly string[], beside: Beside = 'refuse'): SwitchModel | string {
  let held: SwitchModel | undefined
  for (const text of texts) {
    const read = readFiles([{ path: 'lists.cfg', text }], beside)
    const next = read.ok ? install(held, read.value, site) : read
    if (!next.ok) return next.problems[0]?.message ?? 'refused'
    held = next.value
  }
  return held ?? 'no text'
}

/** `Vlan30`, as packets leave by it. */
export function outOf(name: string, sourcePorts?: Point['sourcePorts']): Point {
  const base = { id: `interface/${name}`, place: 'router', direction: 'ingress', stateless: true } as const
  return {
    ...base,
    interfaces: { only: [name] },
    destinations: allAddresses,
    ...(sourcePorts === undefined ? {} : { sourcePorts }),
  }
}

/** `192.0.2.9 -> 10.0.0.1 tcp/80`; ICMP by type and code: `icmp/3/4`. */
function packetOf(text: string): Packet {
  const [, from = '', to = '', word = '', first, second] =
    /^(\S+) -> (\S+) ([\w-]+)(?:\/(\d+))?(?:\/(\d+))?$/.exec(text) ?? []
  const [source, destination, protocol] = [readAddress(from), readAddress(to), parseProtocol(word)]
  if (source === undefined || destination === undefined || protocol === undefined || protocol === 'any') {
    throw new Error(`no packet: ${text}`)
  }
  const isIcmp = protocol === 'icmp' || protocol === 'icmpv6'
  const detail = first === undefined ? {} : isIcmp ? { icmpType: Number(first) } : { port: Number(first) }
  const code = second === undefined ? {} : { icmpCode: Number(second) }
  return { source, destination, protocol, ...detail, ...code, arrival: 'wire', phase: 'new' }
}

/** `allow`, `deny`, or `unknown` where a line that may decide is not read; throws where the evaluators disagree. */
export function verdictAt(model: SwitchModel, at: Point, text: string): 'allow' | 'deny' | 'unknown' {
  const packet = packetOf(text)
  if (uninterpreted(model, at, site).some(({ packets }) => hasPacket(packets, packet))) return 'unknown'
  const { ruled, always } = admits(model, at, site)
  const passes = hasPacket(
    always.reduce((set, entry) => unionPackets(set, entry.packets), ruled),
    packet,
  )
  const { verdict } = decide(model, at, site, packet)
  if ((verdict === 'allow') !== passes) throw new Error(`${text}: sets say ${passes}, step by step ${verdict}`)
  return verdict
}
