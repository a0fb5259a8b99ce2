/** For each protocol and port, who may send to it: by the rules as Talos sees them, and by the policy. */
import type { Prefix } from '@/lib/net/prefix'
import type { PointWork } from '@/lib/policy/work'
import {
  type AddressRanges,
  describeRanges,
  everyAddress,
  intersectRanges,
  noAddress,
  rangeOf,
  sameRanges,
  subtractRanges,
  uniteRanges,
} from './address-ranges'
import type { TalosState } from './protocol'

const protocols = ['tcp', 'udp'] as const

interface PortSources {
  readonly protocol: string
  readonly first: number
  readonly last: number
  readonly sources: AddressRanges
}

/**
 * Where Talos and the policy differ, in words; empty when they are the same everywhere. In block mode a port is open to
 * the union of its rules' sources. In accept mode every rule on a port drops what is outside its own sources, so what
 * remains is their intersection, and a port that no rule names is open to all.
 */
export function compareSources(state: TalosState, at: PointWork, mode: 'block' | 'accept'): string[] {
  if (state.default !== mode) return [`the default action is ${state.default}, not ${mode}`]
  const seen = seenByTalos(state)
  const wanted = wantedByPolicy(at)
  const differences: string[] = []
  for (const protocol of protocols) {
    for (const port of cuts([...seen, ...wanted], protocol)) {
      const said = pick(seen, protocol, port)
      const meant = pick(wanted, protocol, port)
      const open = mode === 'block' ? unite(said) : intersect(said)
      const intended = mode === 'accept' && meant.length === 0 ? everyAddress : unite(meant)
      if (sameRanges(open, intended)) continue
      differences.push(`${protocol}/${port}: Talos ${describeRanges(open)}; policy ${describeRanges(intended)}`)
    }
  }
  return differences
}

const known = new Map<string, AddressRanges>()

/** All subnets of a rule without all of its excepts, wherever in the list they stand. */
function sourcesOf(subnets: readonly string[], excepts: readonly string[]): AddressRanges {
  const key = `${subnets.join(' ')}!${excepts.join(' ')}`
  let sources = known.get(key)
  if (sources === undefined) {
    if (known.size > 20_000) known.clear()
    sources = subtractRanges(uniteRanges(subnets.map(rangeOf)), uniteRanges(excepts.map(rangeOf)))
    known.set(key, sources)
  }
  return sources
}

function seenByTalos(state: TalosState): PortSources[] {
  return state.rules.flatMap(({ protocol, ports, subnets, excepts }) => {
    const sources = sourcesOf(subnets, excepts)
    return ports.map(([first, last]) => ({ protocol, first, last, sources }))
  })
}

function wantedByPolicy(at: PointWork): PortSources[] {
  return [...at.rules, ...at.closed].flatMap(({ protocol, ports, sources }) => {
    const ranges = ports.length === 0 ? [{ from: 0, to: 65535 }] : ports
    const admitted = rangesOfPrefixes(sources.guest)
    return protocols
      .filter((name) => protocol === name || protocol === 'any')
      .flatMap((name) => ranges.map(({ from, to }) => ({ protocol: name, first: from, last: to, sources: admitted })))
  })
}

const ofPrefixes = new WeakMap<readonly Prefix[], AddressRanges>()

function rangesOfPrefixes(prefixes: readonly Prefix[]): AddressRanges {
  let ranges = ofPrefixes.get(prefixes)
  if (ranges === undefined) {
    ranges = uniteRanges(
      prefixes.map(({ family, value, length }) => {
        const size = 1n << BigInt((family === 4 ? 32 : 128) - length)
        return { family, first: value, last: value + size - 1n }
      }),
    )
    ofPrefixes.set(prefixes, ranges)
  }
  return ranges
}

/** One port for each stretch over which nothing changes. */
function cuts(entries: readonly PortSources[], protocol: string): number[] {
  const starts = new Set([0])
  for (const entry of entries) {
    if (entry.protocol !== protocol) continue
    starts.add(entry.first)
    if (entry.last < 65535) starts.add(entry.last + 1)
  }
  return [...starts].sort((a, b) => a - b)
}

function pick(entries: readonly PortSources[], protocol: string, port: number): AddressRanges[] {
  return entries
    .filter((entry) => entry.protocol === protocol && entry.first <= port && port <= entry.last)
    .map((entry) => entry.sources)
}

function unite(sets: readonly AddressRanges[]): AddressRanges {
  const [first = noAddress] = sets
  return sets.length <= 1 ? first : uniteRanges(sets.flat())
}

function intersect(sets: readonly AddressRanges[]): AddressRanges {
  return sets.reduce((left, set) => intersectRanges(left, set), everyAddress)
}
