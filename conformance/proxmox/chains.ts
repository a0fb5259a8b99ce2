/** One packet through the chains that the product would load, as the kernel would take them: it knows nothing of firewall files. */
import { type Address, formatAddress, parseAddress } from '@/lib/net/address'
import { parseAddressRange } from '@/lib/net/address-range'
import type { Packet } from '@/lib/net/packet'
import { parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import { protocolNumber } from '@/lib/net/protocol'
import type { Compiled } from './product'

export interface Passage {
  readonly packet: Packet
  readonly vmid: number
  readonly direction: 'ingress' | 'egress'
  /** Which of the guest's cards, from 0; the first where it is left out. */
  readonly number?: number
}

/** The other end of DHCP, by the port it calls (RFC 2131, RFC 8415). */
const dhcpSources: Readonly<Record<number, number>> = { 67: 68, 68: 67, 546: 547, 547: 546 }

/** But for DHCP no packet of the comparison comes from a port that a rule asks for. */
function sourcePortOf({ protocol, port = 0 }: Packet): number {
  return (protocol === 'udp' ? dhcpSources[port] : undefined) ?? 40_000
}

export function passes({ chains, sets }: Compiled, { packet, vmid, direction, number = 0 }: Passage): boolean {
  const family = packet.source.family
  const here = chains[family]
  const card = { ingress: `tap${vmid}i${number}`, egress: `fwln${vmid}i${number}` } as const
  const other = { ingress: `fwln${vmid}i${number}`, egress: `tap${vmid}i${number}` } as const
  const state: State = { packet, into: other[direction], outOf: card[direction], sets, mark: 0, chains: here }
  return run('PVEFW-FORWARD', state) !== 'drop'
}

interface State {
  readonly packet: Packet
  readonly into: string
  readonly outOf: string
  readonly sets: Compiled['sets']
  readonly chains: Readonly<Record<string, readonly string[]>>
  mark: number
}

interface Parts {
  readonly tests: readonly string[]
  readonly jump: string
  readonly target: string
  readonly more: readonly string[]
}

const known = new Map<string, Parts>()

/** `-A chain …tests -j target …more`. */
function partsOf(rule: string): Parts {
  const found = known.get(rule)
  if (found !== undefined) return found
  const words = rule.split(/\s+/).filter((word) => word !== '')
  const at = words.findIndex((word) => word === '-j' || word === '-g')
  const [jump = '', target = '', ...more] = words.slice(at)
  const parts = { tests: words.slice(2, at), jump, target, more }
  known.set(rule, parts)
  return parts
}

function run(chain: string, state: State): 'accept' | 'drop' | undefined {
  for (const rule of state.chains[chain] ?? []) {
    const { tests, jump, target, more } = partsOf(rule)
    if (target === 'NFLOG' || !meets(tests, state)) continue
    if (target === 'ACCEPT') return 'accept'
    if (target === 'DROP' || target === 'REJECT') return 'drop'
    if (target === 'RETURN') return undefined
    if (target === 'MARK') {
      const [value = 0, mask = 0] = (more[1] ?? '').split('/').map(Number)
      state.mark = ((state.mark & ~mask) | value) >>> 0
      continue
    }
    const verdict = run(target, state)
    if (verdict !== undefined || jump === '-g') return verdict
  }
  return undefined
}

function meets(words: readonly string[], state: State): boolean {
  const { packet } = state
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '-m' || word === '--match') {
      index++
      continue
    }
    if (word === '--physdev-is-bridged') continue
    const isNot = word === '!'
    const key = isNot ? (words[++index] ?? '') : word
    const value = words[++index] ?? ''
    const extra = key === '--match-set' || key === '--tcp-flags' ? (words[++index] ?? '') : ''
    if (test(key, value, extra, packet, state) === isNot) return false
  }
  return true
}

function test(key: string, value: string, extra: string, packet: Packet, state: State): boolean {
  switch (key) {
    case '-s':
      return isInAny(value, packet.source)
    case '-d':
      return isInAny(value, packet.destination)
    case '--src-range':
    case '--dst-range': {
      const range = parseAddressRange(value)
      const { family, value: number } = key === '--src-range' ? packet.source : packet.destination
      return range !== undefined && range.family === family && number >= range.first && number <= range.last
    }
    case '--match-set':
      return setHas(state.sets[value], extra === 'src' ? packet.source : packet.destination)
    case '-p':
      return protocolNumber(packet.protocol) === numberOf(value)
    case '--dport':
    case '--dports':
      return packet.port !== undefined && hasPort(value, packet.port)
    case '--sport':
    case '--sports':
      return hasPort(value, sourcePortOf(packet))
    case '--icmp-type':
    case '--icmpv6-type':
      return typesOf(key, value).includes(packet.icmpType ?? -1)
    case '--ctstate':
      return value.split(',').includes(stateOf(packet))
    case '--physdev-in':
      return isCard(value, state.into)
    case '--physdev-out':
      return isCard(value, state.outOf)
    case '--mac-source':
      return true
    case '--mark': {
      const [wanted = 0, mask = 0] = value.split('/').map(Number)
      return (state.mark & mask) >>> 0 === wanted
    }
    case '--dst-type':
    case '--src-type':
      return isOfType(value, key === '--dst-type' ? packet.destination : packet.source)
    case '--tcp-flags':
      // A first packet carries SYN alone.
      return packet.protocol === 'tcp' && extra === 'SYN'
    default:
      throw new Error(`no match is known as ${key}`)
  }
}

const questions: Readonly<Record<string, readonly number[]>> = { icmp: [8, 13, 15, 17], icmpv6: [128, 139] }
const untracked: readonly number[] = [130, 131, 132, 133, 134, 135, 136, 143]

/**
 * What connection tracking says of it: ICMP that asks nothing is taken for part of a conversation, and neighbour discovery is
 * not tracked.
 * @see https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/net/netfilter/nf_conntrack_proto_icmpv6.c
 */
function stateOf({ protocol, icmpType = 0, phase }: Packet): 'NEW' | 'RELATED' | 'ESTABLISHED' | 'UNTRACKED' {
  if (phase === 'reply') return 'ESTABLISHED'
  if (protocol === 'icmpv6' && untracked.includes(icmpType)) return 'UNTRACKED'
  return questions[protocol]?.includes(icmpType) === false ? 'RELATED' : 'NEW'
}

function isInAny(list: string, address: Address): boolean {
  return list.split(',').some((text) => isIn(text, address))
}

function isIn(text: string, address: Address): boolean {
  const prefix = parsePrefix(text)
  if (prefix !== undefined) return prefixHasAddress(prefix, address)
  const one = parseAddress(text)
  return one !== undefined && one.family === address.family && one.value === address.value
}

/** The narrowest entry decides, as in the kernel's hash of networks. */
function setHas(lines: readonly string[] | undefined, address: Address): boolean {
  if (lines === undefined) throw new Error('a set is asked that is not there')
  let found: { readonly length: number; readonly isIn: boolean } | undefined
  for (const line of lines) {
    const [, text = '', mark] = /^add \S+ (\S+)( nomatch)?$/.exec(line) ?? []
    if (text === '' || !isIn(text, address)) continue
    const length = Number(text.split('/')[1] ?? 128)
    if (found === undefined || length > found.length) found = { length, isIn: mark === undefined }
  }
  return found?.isIn === true
}

/** As /etc/protocols has them. */
const numbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  tcp: 6,
  udp: 17,
  dccp: 33,
  ipv6: 41,
  gre: 47,
  esp: 50,
  ah: 51,
  icmpv6: 58,
  'ipv6-icmp': 58,
  ospf: 89,
  ipip: 94,
  pim: 103,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  udplite: 136,
}

function numberOf(text: string): number {
  return Object.hasOwn(numbers, text) ? (numbers[text] ?? -1) : Number(text)
}

function hasPort(list: string, port: number): boolean {
  return list.split(',').some((part) => {
    const [from = 0, to = from] = part.split(':').map(Number)
    return port >= from && port <= to
  })
}

/** As iptables and ip6tables name them. */
const icmpTypes: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '--icmp-type': {
    'echo-reply': 0,
    'destination-unreachable': 3,
    'fragmentation-needed': 3,
    'source-quench': 4,
    redirect: 5,
    'echo-request': 8,
    'router-advertisement': 9,
    'router-solicitation': 10,
    'time-exceeded': 11,
    'parameter-problem': 12,
    'timestamp-request': 13,
    'timestamp-reply': 14,
    'address-mask-request': 17,
    'address-mask-reply': 18,
  },
  '--icmpv6-type': {
    'destination-unreachable': 1,
    'packet-too-big': 2,
    'time-exceeded': 3,
    'parameter-problem': 4,
    'echo-request': 128,
    'echo-reply': 129,
    'router-solicitation': 133,
    'router-advertisement': 134,
    'neighbor-solicitation': 135,
    'neighbor-advertisement': 136,
  },
}

function typesOf(key: string, name: string): readonly number[] {
  if (name === 'any') return Array.from({ length: 256 }, (_, type) => type)
  if (/^\d+$/.test(name)) return [Number(name)]
  const type = icmpTypes[key]?.[name]
  if (type === undefined) throw new Error(`no ICMP type is known as ${name}`)
  return [type]
}

function isCard(pattern: string, name: string): boolean {
  return pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}

function isOfType(type: string, address: Address): boolean {
  const text = formatAddress(address)
  if (type === 'BROADCAST') return text === '255.255.255.255'
  return type === 'MULTICAST' && isIn(address.family === 4 ? '224.0.0.0/4' : 'ff00::/8', address)
}
