/**
 * One packet down the list, line after line as the switch would: no sets, nothing remembered. It names the lines for
 * questions and witnesses, and referees `admits`.
 * @see https://www.cisco.com/en/US/docs/ios-xml/ios/sec_data_acl/configuration/15-2mt/sec-access-list-ov.html
 */
import { formatAddress } from '@/lib/net/address'
import { formatService, isPossible, type Packet } from '@/lib/net/packet'
import { lastPort, type PortRange } from '@/lib/net/port-range'
import { type Prefix, prefixHasAddress } from '@/lib/net/prefix'
import { protocolNumber } from '@/lib/net/protocol'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { allow, deny } from '../decision/decision'
import type { Decision, Statement } from '../target'
import { listAt, neighbourTypes, sourcePortsAt } from './evaluate/lists'
import type { AccessList, Entry, NumberedEntry, SwitchModel } from './model'

export function decide(model: SwitchModel, at: Point, _site: Site, packet: Packet): Decision {
  if (!isPossible(packet)) return deny('no packet mixes the two families so')
  if (packet.arrival !== 'wire') return deny('it never comes to the switch')
  const { applied, list } = listAt(model, at, packet.source.family)
  if (applied === undefined) return allow('the interface asks no list, and everything passes')
  if (list === undefined) return allow(`the list ${applied.name} has no line, and everything passes`, [applied.at])
  const { ranges, pass } = sourcePortsAt(at)
  let found: Decision | undefined
  const lines: Statement[] = []
  for (const port of portsToTry(list, ranges)) {
    const decision = decideFrom(list, packet, port)
    if (decision.verdict === (pass === 'every' ? 'deny' : 'allow')) return decision
    found ??= decision
    lines.push(...decision.statements)
  }
  const all = [...new Map(lines.map((one) => [`${one.file}:${one.line}`, one])).values()]
  return found === undefined ? deny('it comes from no port') : { ...found, statements: all }
}

/** Every port at which some line begins or ceases to match. */
function portsToTry({ entries }: AccessList, ranges: readonly PortRange[]): number[] {
  const ports = new Set<number>()
  for (const range of ranges) {
    ports.add(range.from)
    for (const { sourcePorts } of entries) {
      for (const { from, to } of sourcePorts ?? []) {
        if (isWithin(range, from)) ports.add(from)
        if (to < lastPort && isWithin(range, to + 1)) ports.add(to + 1)
      }
    }
  }
  return [...ports]
}

function isWithin({ from, to }: PortRange, port: number): boolean {
  return from <= port && port <= to
}

function decideFrom({ name, family, dialect, entries }: AccessList, packet: Packet, port: number): Decision {
  const permitting: NumberedEntry[] = []
  for (const entry of entries) {
    if (!matches(entry, packet, port)) continue
    if (entry.action === 'permit') permitting.push(entry)
    else if (permitting.length === 0) return deny(`line ${entry.number} of ${name} denies it`, [entry.at])
    else break
  }
  if (permitting.length > 0) {
    // The first decides, and those behind it would if it were gone.
    const numbers = permitting.map(({ number }) => number).join(', ')
    const word = permitting.length === 1 ? `line ${numbers} of ${name} permits` : `lines ${numbers} of ${name} permit`
    return allow(
      `${word} it`,
      permitting.map(({ at }) => at),
    )
  }
  const isNeighbour = packet.protocol === 'icmpv6' && neighbourTypes.includes(packet.icmpType ?? -1)
  if (family === 6 && dialect === 'ios' && isNeighbour) return allow('every list of IPv6 ends by permitting it')
  return deny(`no line of ${name} permits ${formatAddress(packet.source)} for ${formatService(packet)}`)
}

function matches(entry: Entry, packet: Packet, port: number): boolean {
  if (entry.isBeside || entry.unknown !== undefined) return false
  const protocol = protocolNumber(packet.protocol)
  if (entry.protocol !== undefined && entry.protocol !== protocol) return false
  if (entry.sourcePorts !== undefined && !entry.sourcePorts.some((range) => isWithin(range, port))) return false
  if (entry.ports !== undefined && !entry.ports.some((range) => isWithin(range, packet.port ?? 0))) return false
  if (entry.icmp !== undefined) {
    if (entry.icmp.type !== (packet.icmpType ?? 0)) return false
    if (entry.icmp.code !== undefined && entry.icmp.code !== (packet.icmpCode ?? 0)) return false
  }
  return isOf(entry.source, packet.source) && isOf(entry.destination, packet.destination)
}

function isOf(prefixes: readonly Prefix[] | undefined, address: Packet['source']): boolean {
  return prefixes === undefined || prefixes.some((prefix) => prefixHasAddress(prefix, address))
}
