/** A rule's protocol, ports and types in the words of the box, and what of it has none. */
import { lastPort, type PortRange } from '@/lib/net/port-range'
import type { Rule } from '@/lib/policy/rule'
import type { RouterDialect } from './plan'

/** What such boxes lack: each of them says in its capabilities why, with its source. */
export type RouterLack =
  | 'sameNetwork'
  | 'otherNetwork'
  | 'onEntry'
  | 'portZero'
  | 'sctpPort'
  | 'mixedFamilies'
  | 'icmpType'
  | 'protocol'

export interface ServiceWords {
  readonly protocol: string | undefined
  readonly icmpTypes: readonly number[]
  /** Empty for all ports, or none. */
  readonly ports: readonly PortRange[]
}

export type ServicePlan =
  | { readonly kind: 'words'; readonly words: ServiceWords }
  | { readonly kind: 'lack'; readonly lack: RouterLack }

export function serviceWords(
  { protocol, ports, icmpTypes }: Rule,
  { portlessWords, icmpName, dropsPortZero }: RouterDialect,
): ServicePlan {
  const words = (word: string | undefined, rest: Partial<ServiceWords> = {}): ServicePlan => ({
    kind: 'words',
    words: { protocol: word, icmpTypes: [], ports: [], ...rest },
  })
  if (protocol === 'any') return words(undefined)
  if (protocol === 'tcp' || protocol === 'udp') {
    const first = dropsPortZero ? 1 : 0
    const written = ports.map(({ from, to }) => ({ from: Math.max(1, from), to })).filter(({ from, to }) => from <= to)
    if (ports.length > 0 && written.length === 0) return { kind: 'lack', lack: 'portZero' }
    const isAll = (dropsPortZero ? written : ports).some(({ from, to }) => from <= first && to === lastPort)
    return words(protocol, { ports: isAll ? [] : written })
  }
  if (protocol === 'icmp' || protocol === 'icmpv6') {
    const named = icmpTypes.filter((type) => icmpName(protocol, type) !== undefined)
    if (icmpTypes.length > 0 && named.length === 0) return { kind: 'lack', lack: 'icmpType' }
    return words('icmp', { icmpTypes: named })
  }
  if (protocol === 'sctp' && ports.length > 0) return { kind: 'lack', lack: 'sctpPort' }
  const word = portlessWords[protocol]
  return word === undefined ? { kind: 'lack', lack: 'protocol' } : words(word)
}
