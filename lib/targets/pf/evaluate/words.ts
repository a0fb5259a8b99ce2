/** The words of a rule as numbers: protocols and ICMP types. */
import type { Family } from '@/lib/net/address'
import { parseProtocol, protocolFromNumber } from '@/lib/net/protocol'
import { type ServiceInterval, servicesOfIcmpTypes, servicesOfProtocol } from '@/lib/net/service'

/** Protocols by FreeBSD's own names. @see FreeBSD's /etc/protocols */
const protocolsByWord: Readonly<Record<string, readonly number[]>> = {
  tcp: [6],
  udp: [17],
  'tcp/udp': [6, 17],
  igmp: [2],
  ipencap: [4],
  ipv6: [41],
  gre: [47],
  esp: [50],
  ah: [51],
  ospf: [89],
  etherip: [97],
  pim: [103],
  carp: [112],
  sctp: [132],
  pfsync: [240],
}

export const portProtocols: readonly string[] = ['tcp', 'udp', 'tcp/udp']

export function protocolNumbersOf(word: string): readonly number[] | undefined {
  if (Object.hasOwn(protocolsByWord, word)) return protocolsByWord[word]
  const lower = word.toLowerCase()
  if (portProtocols.includes(lower)) return protocolsByWord[lower]
  const read = /^\d+$/.test(word) ? parseProtocol(word) : undefined
  return read === undefined || read === 'any' ? undefined : [Number(word)]
}

export function servicesOfNumbers(numbers: readonly number[]): ServiceInterval[] {
  return numbers.flatMap((number) => servicesOfProtocol(protocolFromNumber(number)))
}

/** Names of ICMP types by family. @see https://github.com/freebsd/freebsd-src/blob/main/sbin/pfctl/pfctl_parser.c */
const icmpTypes: Readonly<Record<Family, Readonly<Record<string, number>>>> = {
  4: {
    echorep: 0,
    unreach: 3,
    squench: 4,
    redir: 5,
    althost: 6,
    echoreq: 8,
    routeradv: 9,
    routersol: 10,
    timex: 11,
    paramprob: 12,
    timereq: 13,
    timerep: 14,
    inforeq: 15,
    inforep: 16,
    maskreq: 17,
    maskrep: 18,
    trace: 30,
    dataconv: 31,
    mobredir: 32,
    'ipv6-where': 33,
    'ipv6-here': 34,
    mobregreq: 35,
    mobregrep: 36,
    skip: 39,
    photuris: 40,
  },
  6: {
    unreach: 1,
    toobig: 2,
    timex: 3,
    paramprob: 4,
    echoreq: 128,
    echorep: 129,
    groupqry: 130,
    listqry: 130,
    grouprep: 131,
    listenrep: 131,
    groupterm: 132,
    listendone: 132,
    routersol: 133,
    routeradv: 134,
    neighbrsol: 135,
    neighbradv: 136,
    redir: 137,
    routrrenum: 138,
    wrureq: 139,
    fqdnreq: 139,
    niqry: 139,
    wrurep: 140,
    fqdnrep: 140,
    nirep: 140,
    mtraceresp: 200,
    mtrace: 201,
  },
}

/** Undefined where pf would not know a word of the list in this family. */
export function icmpServices(words: string, family: Family): ServiceInterval[] | undefined {
  const protocol = family === 4 ? 'icmp' : 'icmpv6'
  if (words === '' || words === 'any') return servicesOfProtocol(protocol)
  const types: number[] = []
  for (const word of words.split(',')) {
    const table = icmpTypes[family]
    const type = Object.hasOwn(table, word) ? table[word] : /^\d{1,3}$/.test(word) ? Number(word) : undefined
    if (type === undefined || type > 255) return undefined
    types.push(type)
  }
  return servicesOfIcmpTypes(protocol, types)
}
