/** What becomes of a packet by the rules that the API holds: once more and by other means than our reader and evaluators. */
import { BlockList } from 'node:net'
import { formatAddress } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import type { Point } from '@/lib/site/point'
import { type ApiFirewall, type ApiRule, endsOf } from './api'

type Ask = (packet: Packet) => boolean

/** For one server, from its labels. */
export function fateAt(firewalls: readonly ApiFirewall[], { labels = {}, direction }: Point): Ask {
  const carried = firewalls.filter(({ applied_to: applied }) =>
    applied.some(({ label_selector: selector }) => selector !== undefined && selects(selector.selector, labels)),
  )
  const rules = carried.flatMap((firewall) => firewall.rules)
  const here = rules.filter((rule) => rule.direction === (direction === 'ingress' ? 'in' : 'out')).map(listOf)
  if (carried.length === 0 || (direction === 'egress' && here.length === 0)) return () => true
  return (packet) => {
    const end = direction === 'ingress' ? packet.source : packet.destination
    const text = formatAddress(end)
    return here.some(({ rule, list }) => serves(rule, packet) && list.check(text, end.family === 4 ? 'ipv4' : 'ipv6'))
  }
}

/** The form that we write: labels with their values, all of them. */
function selects(selector: string, labels: Readonly<Record<string, string>>): boolean {
  return selector.split(',').every((part) => {
    const [key = '', value] = part.split('=')
    return labels[key] === value
  })
}

function listOf(rule: ApiRule): { readonly rule: ApiRule; readonly list: BlockList } {
  const list = new BlockList()
  for (const end of endsOf(rule)) {
    const [address = '', length = ''] = end.split('/')
    list.addSubnet(address, Number(length), address.includes(':') ? 'ipv6' : 'ipv4')
  }
  return { rule, list }
}

function serves({ protocol, port }: ApiRule, packet: Packet): boolean {
  const name = packet.protocol === 'icmpv6' ? 'icmp' : packet.protocol
  if (name !== protocol) return false
  if ((port ?? '') === '' || port === 'any') return true
  const [first = 0, last = first] = (port ?? '').split('-').map(Number)
  return (packet.port ?? 0) >= first && (packet.port ?? 0) <= last
}
