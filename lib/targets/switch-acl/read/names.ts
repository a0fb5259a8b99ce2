/**
 * Names that a switch shows in place of numbers. A name that is not here is refused rather than guessed.
 * @see https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/security/d1/sec-d1-cr-book/sec-cr-p1.html
 * @see https://github.com/ansible-collections/arista.eos/blob/main/docs/arista.eos.eos_acls_module.rst
 */
import type { Family } from '@/lib/net/address'
import type { Dialect } from '../model'

const tcp: Readonly<Record<string, number>> = {
  bgp: 179,
  chargen: 19,
  cmd: 514,
  daytime: 13,
  discard: 9,
  domain: 53,
  echo: 7,
  exec: 512,
  finger: 79,
  ftp: 21,
  'ftp-data': 20,
  gopher: 70,
  hostname: 101,
  https: 443,
  ident: 113,
  irc: 194,
  klogin: 543,
  kshell: 544,
  login: 513,
  lpd: 515,
  nntp: 119,
  pop2: 109,
  pop3: 110,
  smtp: 25,
  ssh: 22,
  sunrpc: 111,
  tacacs: 49,
  talk: 517,
  telnet: 23,
  time: 37,
  uucp: 540,
  whois: 43,
  www: 80,
}

const udp: Readonly<Record<string, number>> = {
  biff: 512,
  bootpc: 68,
  bootps: 67,
  discard: 9,
  domain: 53,
  echo: 7,
  isakmp: 500,
  'mobile-ip': 434,
  nameserver: 42,
  'netbios-dgm': 138,
  'netbios-ns': 137,
  'non500-isakmp': 4500,
  ntp: 123,
  rip: 520,
  snmp: 161,
  snmptrap: 162,
  sunrpc: 111,
  syslog: 514,
  tacacs: 49,
  talk: 517,
  tftp: 69,
  time: 37,
  who: 513,
  xdmcp: 177,
}

/** What only the one or the other of the systems calls so. */
const onlyEos: ReadonlySet<string> = new Set(['https', 'ssh'])

export function portOf(word: string, protocol: number, dialect: Dialect): number | undefined {
  if (/^(0|[1-9]\d{0,4})$/.test(word)) return Number(word) <= 65535 ? Number(word) : undefined
  if (onlyEos.has(word) && dialect !== 'eos') return undefined
  const names = protocol === 6 ? tcp : protocol === 17 ? udp : {}
  return Object.hasOwn(names, word) ? names[word] : undefined
}

const protocols: Readonly<Record<string, number>> = {
  ahp: 51,
  eigrp: 88,
  esp: 50,
  gre: 47,
  igmp: 2,
  ipinip: 4,
  nos: 94,
  ospf: 89,
  pim: 103,
  sctp: 132,
  tcp: 6,
  udp: 17,
  vrrp: 112,
}

/** The number; `every` for the family's own name. */
export function protocolOf(word: string, family: Family, dialect: Dialect): number | 'every' | undefined {
  // 0 is every protocol to some releases, and to others the one that has this number.
  if (/^[1-9]\d{0,2}$/.test(word)) return Number(word) <= 255 ? Number(word) : undefined
  if (word === (family === 4 ? 'ip' : 'ipv6')) return 'every'
  if (word === 'icmp') return family === 4 ? 1 : dialect === 'ios' ? 58 : undefined
  if (word === 'icmpv6') return family === 6 && dialect === 'eos' ? 58 : undefined
  return Object.hasOwn(protocols, word) ? protocols[word] : undefined
}

interface IcmpName {
  readonly type: number
  readonly code?: number
}

const icmp4: Readonly<Record<string, IcmpName>> = {
  'administratively-prohibited': { type: 3, code: 13 },
  echo: { type: 8 },
  'echo-reply': { type: 0 },
  'host-unreachable': { type: 3, code: 1 },
  'mask-reply': { type: 18 },
  'mask-request': { type: 17 },
  'net-unreachable': { type: 3, code: 0 },
  'packet-too-big': { type: 3, code: 4 },
  'parameter-problem': { type: 12 },
  'port-unreachable': { type: 3, code: 3 },
  redirect: { type: 5 },
  'router-advertisement': { type: 9 },
  'router-solicitation': { type: 10 },
  'source-quench': { type: 4 },
  'time-exceeded': { type: 11 },
  'timestamp-reply': { type: 14 },
  'timestamp-request': { type: 13 },
  'ttl-exceeded': { type: 11, code: 0 },
  unreachable: { type: 3 },
}

const icmp6: Readonly<Record<string, IcmpName>> = {
  'echo-reply': { type: 129 },
  'echo-request': { type: 128 },
  'mld-query': { type: 130 },
  'mld-reduction': { type: 132 },
  'mld-report': { type: 131 },
  'nd-na': { type: 136 },
  'nd-ns': { type: 135 },
  'packet-too-big': { type: 2 },
  'parameter-problem': { type: 4 },
  'router-advertisement': { type: 134 },
  'router-solicitation': { type: 133 },
  'time-exceeded': { type: 3 },
  unreachable: { type: 1 },
}

export function icmpOf(word: string, family: Family): IcmpName | undefined {
  if (/^(0|[1-9]\d{0,2})$/.test(word)) return Number(word) <= 255 ? { type: Number(word) } : undefined
  const names = family === 4 ? icmp4 : icmp6
  return Object.hasOwn(names, word) ? names[word] : undefined
}

/** The name that IOS shows for a type, where it has one for all its codes. */
export function icmpName(type: number, family: Family): string | undefined {
  const names = Object.entries(family === 4 ? icmp4 : icmp6)
  return names.find(([, found]) => found.type === type && found.code === undefined)?.[0]
}
