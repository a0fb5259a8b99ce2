/** The service of a question: a protocol with its port or type, or the name of a listener. */
import { catalog } from '../catalog/catalog'
import { type Result, success } from '../design/problem'
import type { Family } from '../net/address'
import type { Packet } from '../net/packet'
import { type PortRange, parsePortRange } from '../net/port-range'
import { formatProtocol, hasPorts, isIcmp, type Protocol, parseProtocol } from '../net/protocol'
import { nearestWord } from '../text/nearest'
import { refuse } from './refuse'
import type { Vocabulary } from './vocabulary'

export interface ServiceAsked {
  readonly text: string
  readonly protocol: Packet['protocol']
  readonly port?: number
  readonly icmpType?: number
  /** Where the protocol belongs to one family. */
  readonly family?: Family
  readonly listener?: string
}

/** Types of an echo request, which is what people mean by ICMP. */
const echo = { icmp: 8, icmpv6: 128 } as const

export function readService(text: string, vocabulary: Vocabulary, members: readonly string[]): Result<ServiceAsked> {
  const slash = text.indexOf('/')
  // `protocol 2` is how a packet of a protocol without a name is written.
  const protocol = parseProtocol((slash < 0 ? text : text.slice(0, slash)).replace(/^protocol\s+(?=\d)/i, ''))
  if (protocol === undefined) {
    const named = listenerNamed(text, vocabulary, members)
    return named === undefined ? refuseService(text, vocabulary) : serviceOfListener(text, named)
  }
  if (protocol === 'any') return refuse('A packet has one protocol.', 'Ask for one, like tcp/6443.')
  const detail = slash < 0 ? undefined : text.slice(slash + 1)
  if (hasPorts(protocol)) return withPort(text, protocol, detail)
  if (protocol === 'icmp' || protocol === 'icmpv6') return withType(text, protocol, detail)
  return detail === undefined
    ? success({ text, protocol })
    : refuse(`${formatProtocol(protocol)} has no ports.`, `Ask for ${text.slice(0, slash)} alone.`)
}

function withPort(text: string, protocol: Packet['protocol'], detail: string | undefined): Result<ServiceAsked> {
  if (detail === undefined) return refuse(`${text} names no port.`, `Write one, like ${text}/6443.`)
  const range = parsePortRange(detail)
  if (range === undefined) return refuse(`${detail} is not a port.`, 'Write a number up to 65535, like tcp/6443.')
  if (range.from !== range.to) {
    return refuse(`${text} is a range, and a packet has one port.`, `Ask for ${protocol}/${range.from}.`)
  }
  return success({ text, protocol, port: range.from })
}

function withType(text: string, protocol: 'icmp' | 'icmpv6', detail: string | undefined): Result<ServiceAsked> {
  const family = protocol === 'icmp' ? 4 : 6
  if (detail === undefined) return success({ text, protocol, icmpType: echo[protocol], family })
  if (!/^(0|[1-9]\d{0,2})$/.test(detail) || Number(detail) > 255) {
    return refuse(`${detail} is not an ICMP type.`, `Write a number up to 255, like ${protocol}/${echo[protocol]}.`)
  }
  return success({ text, protocol, icmpType: Number(detail), family })
}

interface NamedListener {
  readonly listener: string
  readonly title: string
  readonly protocol: Protocol
  readonly ports: readonly PortRange[]
  readonly icmpTypes: readonly number[]
}

/** The listener as it is at the destination, else anywhere in the design, else as the catalogue knows it. */
function listenerNamed(
  text: string,
  { design, policy }: Vocabulary,
  members: readonly string[],
): NamedListener | undefined {
  const isNamed = (entry: { listener: string; title: string }): boolean =>
    entry.listener === text || entry.title.toLowerCase() === text.toLowerCase()
  const drawn = [...policy.rules, ...policy.closed].filter((rule) => rule.direction === 'ingress' && isNamed(rule))
  const here = drawn.find((rule) => rule.members.some((name) => members.includes(name)))
  const known = catalog.find((entry) => isNamed({ listener: entry.id, title: entry.title }))
  if (here !== undefined || drawn[0] !== undefined || known === undefined) return here ?? drawn[0]
  const { id, title, protocol, icmpTypes = [] } = known
  return { listener: id, title, protocol, ports: known.ports(design), icmpTypes }
}

function serviceOfListener(text: string, named: NamedListener): Result<ServiceAsked> {
  const { protocol, listener } = named
  if (protocol === 'any') return refuse(`${text} stands for every protocol.`, 'Ask for one, like tcp/6443.')
  const base = { text, protocol, listener }
  if (hasPorts(protocol)) return success({ ...base, port: named.ports[0]?.from ?? 0 })
  if (!isIcmp(protocol)) return success(base)
  const kind = protocol === 'icmp' ? 'icmp' : 'icmpv6'
  return success({ ...base, icmpType: named.icmpTypes[0] ?? echo[kind], family: kind === 'icmp' ? 4 : 6 })
}

function refuseService(text: string, { policy }: Vocabulary): Result<ServiceAsked> {
  const swapped = /^(\d{1,5})(?:\/(tcp|udp))?$/i.exec(text)
  if (swapped !== null) {
    return refuse(`${text} is no service.`, `Did you mean ${(swapped[2] ?? 'tcp').toLowerCase()}/${swapped[1]}?`)
  }
  const listeners = [...policy.rules, ...policy.closed].map((rule) => rule.listener)
  const meant = nearestWord(text, ['tcp/6443', 'icmp/8', 'esp', ...listeners, ...catalog.map((entry) => entry.id)])
  return refuse(
    `Nothing listens under the name "${text}".`,
    meant === undefined
      ? 'Ask for a protocol and port like tcp/6443, or a listener like kubelet.'
      : `Did you mean ${meant}?`,
  )
}
