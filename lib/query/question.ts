/** One packet in words: `cp-1 -> web kubelet`, `can 203.0.113.9 reach cp-1 tcp/6443?`. */
import { failure, type Result, success } from '../design/problem'
import type { Family } from '../net/address'
import type { Packet } from '../net/packet'
import { type Endpoint, type EndpointsByFamily, findDestinations, findEndpoints, findOtherEndpoints } from './endpoint'
import { refuse } from './refuse'
import { readService, type ServiceAsked } from './service-asked'
import type { Vocabulary } from './vocabulary'

export interface Question {
  readonly text: string
  readonly source: Endpoint
  readonly destination: Endpoint
  /** As the question wrote it. */
  readonly service: string
  /** The listener, where the question names one. */
  readonly listener?: string
  readonly packet: Packet
}

const longest = 300
const sentence = /^can\s+(\S.*?)\s+reach\s+(\S.*?)\s*\??$/i
const arrow = /^(\S.*?)?\s*(?:->|→)\s*(\S.*?)?\s*\??$/
const example = 'Ask like "203.0.113.9 -> cp-1 tcp/6443".'

export function parseQuestion(text: string, vocabulary: Vocabulary): Result<Question> {
  const parts = splitQuestion(text)
  if (!parts.ok) return parts
  const { from, to, service } = parts.value
  const sources = findEndpoints(from, vocabulary)
  const destinations = findDestinations(to, vocabulary)
  const errors = [sources, destinations].flatMap((side) => (side.ok ? [] : side.problems))
  if (!sources.ok || !destinations.ok) return failure(errors)
  const asked = readService(service, vocabulary, membersOf(destinations.value))
  if (!asked.ok) return asked
  const question = combine(text, sources.value, destinations.value, asked.value)
  if (!question.ok || question.value.packet.arrival !== 'lo') return question
  // The same word twice, or a role and one of its machines, is about two machines where there are two.
  const others = findOtherEndpoints(to, sources.value, vocabulary)
  const there = combine(text, sources.value, others, asked.value)
  if (there.ok) return there
  const here = combine(text, findOtherEndpoints(from, destinations.value, vocabulary), destinations.value, asked.value)
  return here.ok ? here : question
}

interface QuestionParts {
  readonly from: string
  readonly to: string
  readonly service: string
}

function splitQuestion(text: string): Result<QuestionParts> {
  const trimmed = text.trim()
  if (trimmed === '') return refuse('The question is empty.', example)
  if (trimmed.length > longest) return refuse(`The question is longer than ${longest} characters.`, example)
  const match = arrow.exec(trimmed) ?? sentence.exec(trimmed)
  if (match === null) return refuse('The question has no arrow between source and destination.', example)
  const [, from, rest] = match
  if (from === undefined) return refuse('The question names no source before the arrow.', example)
  if (rest === undefined) return refuse('The question names no destination after the arrow.', example)
  const space = rest.search(/\s/)
  if (space < 0) {
    // As an address bar takes it: `cp-1:6443`, `[2001:db8::11]:6443`.
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(rest) ?? []
    const host = bracketed ?? plain
    if (host !== undefined && port !== undefined) return success({ from, to: host, service: `tcp/${port}` })
    if (/^(?:(?:tcp|udp|sctp)\/)?\d{1,5}$/i.test(rest)) {
      const service = rest.includes('/') ? rest : `tcp/${rest}`
      return refuse('The question names no destination after the arrow.', `Ask like "${from} -> worker ${service}".`)
    }
    return refuse(
      `The question names no service after "${rest}".`,
      `Add a protocol and port or a listener: "${from} -> ${rest} tcp/6443".`,
    )
  }
  return success({ from, to: rest.slice(0, space), service: rest.slice(space).trim() })
}

function membersOf(ends: EndpointsByFamily): readonly string[] {
  return [...new Set(Object.values(ends).flatMap((end) => end.members))]
}

/** Both ends need the same family, and ICMP decides which. */
function combine(
  text: string,
  sources: EndpointsByFamily,
  destinations: EndpointsByFamily,
  asked: ServiceAsked,
): Result<Question> {
  const wanted = asked.family
  const common = ([4, 6] as const).filter(
    (family) => sources[family] !== undefined && destinations[family] !== undefined,
  )
  const family = common.find((candidate) => wanted === undefined || candidate === wanted)
  const source = family === undefined ? undefined : sources[family]
  const destination = family === undefined ? undefined : destinations[family]
  if (source === undefined || destination === undefined) return refuseFamily(sources, destinations, common, asked)
  const { protocol, port, icmpType } = asked
  const isSelf =
    source.address.value === destination.address.value ||
    (source.kind === 'member' && destination.kind === 'member' && source.isSingle && sameMember(source, destination))
  return success({
    text: text.trim(),
    source,
    destination,
    service: asked.text,
    ...(asked.listener === undefined ? {} : { listener: asked.listener }),
    packet: {
      source: source.address,
      destination: destination.address,
      protocol,
      ...(port === undefined ? {} : { port }),
      ...(icmpType === undefined ? {} : { icmpType }),
      arrival: isSelf ? 'lo' : source.kind === 'pods' ? 'pod' : 'wire',
      phase: 'new',
    },
  })
}

function sameMember(source: Endpoint, destination: Endpoint): boolean {
  return source.members.length === 1 && destination.members.length === 1 && source.members[0] === destination.members[0]
}

function refuseFamily(
  sources: EndpointsByFamily,
  destinations: EndpointsByFamily,
  common: readonly Family[],
  asked: ServiceAsked,
): Result<Question> {
  if (common.length > 0 && asked.family !== undefined) {
    const other = asked.family === 4 ? 'icmpv6/128' : 'icmp/8'
    return refuse(`${asked.text} is IPv${asked.family} only, and these two do not share it.`, `Ask for ${other}.`)
  }
  const name = (ends: EndpointsByFamily): string =>
    `${(ends[4] ?? ends[6])?.text} has ${ends[4] === undefined ? 'IPv6' : 'IPv4'} only`
  return refuse(
    `No packet goes from one to the other: ${name(sources)}, ${name(destinations)}.`,
    'Name two ends of the same family.',
  )
}
