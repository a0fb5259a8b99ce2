/** Packets at the bounds of a filter's rules: of each rule some sources, evenly over all, with every bound of its ports. */

import type { Packet } from '@/lib/net/packet'
import { lastPort } from '@/lib/net/port-range'
import type { Prefix } from '@/lib/net/prefix'
import { boundaryAddresses } from '@/lib/testing/cells'
import type { PlainFilter, PlainRule } from './policy'

const sourcesPerRule = 6

export function samplePackets({ rules, destinations }: PlainFilter): readonly Packet[] {
  return rules.flatMap((rule) =>
    boundaryAddresses(spread(rule.sources)).flatMap((source) => {
      const here = destinations.filter(({ family }) => family === source.family)
      const ends = [...new Set([here[0], here.at(-1)])].flatMap((prefix) => prefix ?? [])
      return ends.flatMap(({ family, value }) =>
        servicesOf(rule, family).map(
          (service): Packet => ({ source, destination: { family, value }, ...service, arrival: 'wire', phase: 'new' }),
        ),
      )
    }),
  )
}

function spread(prefixes: readonly Prefix[]): readonly Prefix[] {
  const step = Math.max(1, Math.floor(prefixes.length / sourcesPerRule))
  return prefixes.filter((_, index) => index % step === 0)
}

/** The bounds of the rule's own ports, and the same ports of the other protocol. */
function servicesOf(
  { protocol, ports }: PlainRule,
  family: 4 | 6,
): readonly Pick<Packet, 'protocol' | 'port' | 'icmpType'>[] {
  if (protocol === 'icmp') return family === 4 ? [{ protocol, icmpType: 8 }] : []
  const bounds = ports
    .flatMap(({ from, to }) => [from - 1, from, to, to + 1])
    .filter((port) => port >= 0 && port <= lastPort)
  return (['tcp', 'udp'] as const).flatMap((name) => [...new Set(bounds)].map((port) => ({ protocol: name, port })))
}
