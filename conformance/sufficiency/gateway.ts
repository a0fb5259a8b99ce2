/**
 * What a policy says at a network card or a router, as `nft` text for a box that forwards for one machine: the plainest there
 * can be, a line for each rule. It stands for no product; it lets the kernel say what the rules of a place come to.
 */
import { createHash } from 'node:crypto'
import { formatPortRange } from '@/lib/net/port-range'
import { formatPrefix, type Prefix } from '@/lib/net/prefix'
import type { Rule } from '@/lib/policy/rule'
import type { Work } from '@/lib/policy/work'

/** The card of a box toward everybody, and the one toward its machine. */
const cards = { ingress: 'eth0', egress: 'inner' } as const

/** Lines in order of their letters: rules only admit, so that theirs says nothing. One line for all ports it is from. */
export function gatewayText({ points }: Work): string {
  const isStateless = points.some(({ point }) => point.stateless === true)
  // A list that many rules share goes to the kernel once: it takes only so much of a text at a time.
  const sets = new Map<string, string>()
  const nameOf = (family: 4 | 6, texts: readonly string[]): string => {
    const elements = [...texts].sort().join(', ')
    const name = `s${createHash('sha256').update(`${family} ${elements}`).digest('hex').slice(0, 12)}`
    sets.set(name, `  set ${name} { type ipv${family}_addr; flags interval; elements = { ${elements} }; }`)
    return `@${name}`
  }
  const lines = new Map<string, Set<string>>()
  for (const { point, rules } of points) {
    // That some of the ports must pass is no rule for a box.
    if (point.sourcePorts?.pass === 'some') continue
    const ranges = point.sourcePorts?.ranges ?? []
    const isCallers = ranges.length === 0 || ranges.some(({ from, to }) => from <= callerPort && callerPort <= to)
    const sports = ranges.map(formatPortRange)
    for (const rule of rules) {
      if (!isCallers && rule.protocol !== 'udp' && rule.protocol !== 'any') continue
      const from = point.blindTo === 'source' ? undefined : rule.sources[point.place]
      const to = point.blindTo === 'destination' ? undefined : rule.destinations
      for (const ruled of linesOf(rule, from, to, sports.length > 0, nameOf)) {
        const line = `    iifname "${cards[point.direction]}" ${ruled}accept`
        lines.set(line, new Set([...(lines.get(line) ?? []), ...sports]))
      }
    }
  }
  const texts = [...lines].map(([line, sports]) => line.replace(anyPort, `udp sport ${set([...sports])}`))
  const answers = isStateless ? 'tcp flags & (ack | rst) != 0 accept' : 'ct state established,related accept'
  return `table inet gateway {
${[...sets.values()].sort().join('\n')}
  chain forward {
    type filter hook forward priority 0; policy drop;
    ${answers}
${texts.sort().join('\n')}
  }
}
`
}

function linesOf(
  rule: Rule,
  sources: readonly Prefix[] | undefined,
  destinations: readonly Prefix[] | undefined,
  hasPorts: boolean,
  nameOf: (family: 4 | 6, texts: readonly string[]) => string,
): string[] {
  return ([4, 6] as const).flatMap((family) => {
    const own = (prefixes: readonly Prefix[] | undefined): string[] | undefined =>
      prefixes?.filter((prefix) => prefix.family === family).map(formatPrefix)
    const [from, to] = [own(sources), own(destinations)]
    if (from?.length === 0 || to?.length === 0) return []
    const word = family === 4 ? 'ip' : 'ip6'
    const end = (which: string, texts: readonly string[] | undefined): string =>
      texts === undefined ? '' : `${word} ${which} ${nameOf(family, texts)} `
    const ends = `meta nfproto ipv${family} ${end('saddr', from)}${end('daddr', to)}`
    return servicesOf(rule, hasPorts).map((service) => `${ends}${service}`)
  })
}

/** A set in a text of nft; whole families and overlaps are for a set that joins them. */
function set(texts: readonly string[]): string {
  return `{ ${[...texts].sort().join(', ')} } `
}

/** Stands for the ports that a datagram is from, in a line. */
const anyPort = 'udp sport any '

/** From ports like this everybody calls; whom the ports of servers matter to is datagrams alone. */
const callerPort = 40_000

const numbers: Readonly<Record<string, number>> = {
  icmp: 1,
  ipip: 4,
  gre: 47,
  esp: 50,
  icmpv6: 58,
  vrrp: 112,
  sctp: 132,
}

function servicesOf({ protocol, ports, icmpTypes }: Rule, hasPorts: boolean): string[] {
  const from = hasPorts ? anyPort : 'meta l4proto udp '
  if (protocol === 'any') return !hasPorts ? [''] : [from, 'meta l4proto != udp ']
  if (protocol === 'tcp' || protocol === 'udp') {
    const to = ports.length === 0 ? '' : `${protocol} dport ${set(ports.map(formatPortRange))}`
    return [`${protocol === 'tcp' ? 'meta l4proto tcp ' : from}${to}`]
  }
  const types = icmpTypes.length === 0 ? '' : `${protocol} type ${set(icmpTypes.map(String))}`
  return [`meta l4proto ${typeof protocol === 'number' ? protocol : numbers[protocol]} ${types}`]
}
