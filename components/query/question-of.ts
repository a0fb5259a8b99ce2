/** The question that a cell of the grid or a rule answers, in the words of the question bar. */
import { formatPrincipal, type Principal } from '@/lib/design/principal'
import { formatAddress } from '@/lib/net/address'
import { formatService } from '@/lib/net/packet'
import { parsePrefix } from '@/lib/net/prefix'
import type { Rule } from '@/lib/policy/rule'
import type { ReachZone } from '@/lib/verify/reach'

/** For rules that admit every port. */
const somePort = 443

/** Without a service, the beginning of a question. */
export function questionBetween(from: ReachZone, to: ReachZone, service = ''): string {
  // A packet has one port: the first of a range.
  return `${wordOfZone(from)} -> ${wordOfZone(to)} ${service.replace(/-\d+$/, '')}`
}

/** A packet that the rule admits. */
export function questionOfRule(rule: Rule): string {
  const [icmpType] = rule.icmpTypes
  const service = formatService({
    protocol: rule.protocol === 'any' ? 'tcp' : rule.protocol,
    port: rule.ports[0]?.from ?? somePort,
    ...(icmpType === undefined ? {} : { icmpType }),
  })
  const [from, to] =
    rule.direction === 'ingress' ? [wordOfFirst(rule.from), destinationOf(rule)] : [rule.on, wordOfFirst(rule.to)]
  return `${from} -> ${to} ${service}`
}

/** What all nodes answer for may be none of their own addresses: pods, announced services. */
function destinationOf({ on, destinations }: Rule): string {
  const last = destinations.at(-1)
  return on === 'nodes' && last !== undefined ? formatAddress(last) : on
}

function wordOfFirst([first]: readonly Principal[]): string {
  if (first === undefined) return 'internet'
  switch (first.kind) {
    case 'anywhere':
      return 'internet'
    case 'admin-for':
      return 'admin'
    case 'lb-for':
      return 'lb'
    case 'cidr':
      return formatAddress(first.prefix)
    default:
      return wordOf(formatPrincipal(first), [])
  }
}

function wordOfZone({ id, kind, prefixes, title }: ReachZone): string {
  if (kind === 'cidr') return addressIn(prefixes)
  return wordOf(kind === 'lb' || kind === 'announced' ? title : id, prefixes)
}

/** A name with a space cannot stand in a question. */
function wordOf(name: string, prefixes: readonly string[]): string {
  return /\s/.test(name) ? addressIn(prefixes) : name
}

function addressIn([first = '']: readonly string[]): string {
  const prefix = parsePrefix(first)
  return prefix === undefined ? '' : formatAddress(prefix)
}
