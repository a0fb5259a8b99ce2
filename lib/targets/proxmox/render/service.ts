/** What a rule admits, as words of the product: a protocol, a list of ports or a type; and what it has no words for. */
import { lastPort, mergePortRanges, type PortRange } from '@/lib/net/port-range'
import { protocolNumber } from '@/lib/net/protocol'
import type { Rule } from '@/lib/policy/rule'
import { icmpTypeNames } from '../read/words'

export interface ServiceWords {
  /** Left out for every protocol. */
  readonly protocol: string | undefined
  readonly ports: string | undefined
  readonly icmpType: string | undefined
}

interface Said {
  readonly words: readonly ServiceWords[]
  /** ICMP types without a name that both programs know; those of neighbour discovery have an option. */
  readonly namelessTypes: readonly number[]
  /** Port 0 would stand alone. */
  readonly lacksPortZero: boolean
}

const nothing: Pick<Said, 'namelessTypes' | 'lacksPortZero'> = { namelessTypes: [], lacksPortZero: false }

export function serviceWords(rule: Rule): Said {
  const { protocol } = rule
  switch (protocol) {
    case 'any':
      return { ...nothing, words: [{ protocol: undefined, ports: undefined, icmpType: undefined }] }
    case 'tcp':
    case 'udp':
    case 'sctp':
      return portWords(protocol, rule.ports)
    case 'icmp':
    case 'icmpv6':
      return icmpWords(protocol, rule.icmpTypes)
    default:
      return { ...nothing, words: [plain(String(protocolNumber(protocol)))] }
  }
}

function plain(protocol: string): ServiceWords {
  return { protocol, ports: undefined, icmpType: undefined }
}

/** A range counts as two of them. */
const mostNumbers = 15

function portWords(protocol: string, ports: readonly PortRange[]): Said {
  const ranges = mergePortRanges(ports)
  const isWhole = ranges.length === 0 || ranges.some(({ from, to }) => from === 0 && to === lastPort)
  if (isWhole) return { ...nothing, words: [plain(protocol)] }
  const lists: PortRange[][] = []
  let room = 0
  for (const range of ranges) {
    const size = range.from === range.to ? 1 : 2
    if (lists.length === 0 || size > room) {
      lists.push([])
      room = mostNumbers
    }
    lists.at(-1)?.push(range)
    room -= size
  }
  const texts = lists.map((list) => list.map(({ from, to }) => (from === to ? `${from}` : `${from}:${to}`)).join(','))
  return {
    ...nothing,
    words: texts.filter((text) => text !== '0').map((text) => ({ protocol, ports: text, icmpType: undefined })),
    lacksPortZero: texts.includes('0'),
  }
}

const icmpWord = { icmp: 'icmp', icmpv6: 'ipv6-icmp' } as const

function icmpWords(protocol: 'icmp' | 'icmpv6', types: readonly number[]): Said {
  const word = icmpWord[protocol]
  if (types.length === 0) return { ...nothing, words: [plain(word)] }
  const names = new Map(Object.entries(icmpTypeNames[protocol]).map(([name, type]) => [type, name]))
  return {
    ...nothing,
    words: types.flatMap((type) => {
      const icmpType = names.get(type)
      return icmpType === undefined ? [] : [{ protocol: word, ports: undefined, icmpType }]
    }),
    namelessTypes: types.filter((type) => !names.has(type)),
  }
}
