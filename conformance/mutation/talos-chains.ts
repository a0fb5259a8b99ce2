/**
 * The chains that Talos programs, as nft text: from the rules as Talos' own code holds them, by `facts/talos.md` 3.1 to 3.5.
 * A second writing of those facts, which shares nothing with `lib`; the kernel then says what becomes of packets.
 */
import {
  type AddressRange,
  type AddressRanges,
  everyAddress,
  rangeOf,
  rangeText,
  sameRanges,
  subtractRanges,
  uniteRanges,
} from '../talos/address-ranges'
import type { TalosRule, TalosState } from '../talos/protocol'

export interface Surroundings {
  /** Release of Talos 1, as `[13, 9]`. */
  readonly release: readonly [minor: number, patch: number]
  /** Addresses of the node, without those inside the networks of pods and services. */
  readonly own: readonly string[]
  /** Networks of pods and services, and where the node's name server listens. */
  readonly cluster: readonly string[]
  readonly nameServers: readonly string[]
}

/** Nothing where Talos writes no chains. */
export function chainsOf(state: TalosState, around: Surroundings): string {
  const isBlocking = state.default === 'block'
  if (!isBlocking && state.rules.length === 0) return ''
  const [minor, patch] = around.release
  const isLate = minor > 9 || (minor === 9 && patch >= 4)
  const rules = state.rules.flatMap((rule) => statementsOf(rule, isBlocking))
  const answers = minor >= 14 ? ['ct state { established, related } accept'] : []
  const input = [...trusted, ...(isBlocking ? preamble(around) : answers), ...rules]
  const policy = isBlocking ? 'drop' : 'accept'
  const chains = [chainText('ingress', `hook input priority ${isLate ? -140 : 0}; policy ${policy};`, input)]
  if (minor >= 10) {
    const early = [...trusted, ...notOwn(around.own), ...rules.map((line) => `ct state new ${line}`)]
    if (isBlocking) early.push('ct state new meta l4proto tcp drop', 'ct state new meta l4proto udp drop')
    chains.push(chainText('prerouting', 'hook prerouting priority -110; policy accept;', early))
  }
  return `table inet talos {\n${chains.join('')}}\n`
}

function chainText(name: string, base: string, lines: readonly string[]): string {
  return `  chain ${name} {\n    type filter ${base}\n${lines.map((line) => `    ${line}\n`).join('')}  }\n`
}

const trusted = ['iifname { "lo", "siderolink", "kubespan" } accept'] as const

/** Facts 3.2, lines 2 to 8. */
function preamble({ release: [minor], cluster, nameServers }: Surroundings): string[] {
  const probes = 'icmp type { timestamp-request, timestamp-reply, address-mask-request, address-mask-reply } drop'
  const lines = ['ct state { established, related } accept', 'ct state invalid drop', ...(minor >= 11 ? [probes] : [])]
  for (const protocol of ['icmp', 'ipv6-icmp']) {
    lines.push(`meta l4proto ${protocol} limit rate 5/second burst 5 packets accept`)
  }
  for (const [family, name] of families) {
    const inside = setText(textsOf(cluster, family))
    if (inside === undefined) continue
    const names = setText(textsOf(nameServers, family))
    if (minor >= 8 && names !== undefined) {
      for (const protocol of ['udp', 'tcp']) {
        lines.push(`${name} saddr ${inside} ${name} daddr ${names} ${protocol} dport 53 accept`)
      }
    }
    lines.push(`${name} saddr ${inside} ${name} daddr ${inside} accept`)
  }
  return lines
}

const families = [
  [4, 'ip'],
  [6, 'ip6'],
] as const

function textsOf(prefixes: readonly string[], family: 4 | 6): string[] {
  return prefixes.filter((text) => text.includes(':') === (family === 6))
}

function setText(elements: readonly string[]): string | undefined {
  return elements.length === 0 ? undefined : `{ ${elements.join(', ')} }`
}

/** Facts 3.3, P2: in a family without own addresses everything is for somebody else. */
function notOwn(own: readonly string[]): string[] {
  return families.map(([family, name]) => {
    const set = setText(textsOf(own, family))
    return set === undefined ? `meta nfproto ipv${family} accept` : `${name} daddr != ${set} accept`
  })
}

/** Facts 3.5: one rule of a document to none, one or two of the kernel. */
function statementsOf({ protocol, ports, subnets, excepts }: TalosRule, isBlocking: boolean): string[] {
  const transport = protocol === 'tcp' || protocol === 'udp' ? protocol : undefined
  // ICMP rules compare their ports with a checksum, and none with no protocol: neither matches what is tried here.
  if (transport === undefined) return []
  const named = namedBy({ subnets, excepts })
  const matched = `${transport} dport { ${ports.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(', ')} }`
  if (isBlocking && sameRanges(named, everyAddress)) return [`${matched} accept`]
  return families.flatMap(([family, name]) => {
    const part = named.filter((range) => range.family === family)
    const isWhole = sameRanges(part, wholeOf(family))
    const set = `${name} saddr ${isBlocking ? '' : '!= '}{ ${part.map(rangeText).join(', ')} }`
    const isAll = isBlocking ? isWhole : part.length === 0
    const isNone = isBlocking ? part.length === 0 : isWhole
    if (isNone) return []
    return [`${isAll ? `meta nfproto ipv${family}` : set} ${matched} ${isBlocking ? 'accept' : 'drop'}`]
  })
}

function namedBy({ subnets, excepts }: Pick<TalosRule, 'subnets' | 'excepts'>): AddressRanges {
  return subtractRanges(uniteRanges(subnets.map(rangeOf)), uniteRanges(excepts.map(rangeOf)))
}

/** Whether a set of the rule ends at the last address of its family, which Talos before 1.12.5 cannot load. */
export function endsAtLast(rule: TalosRule): boolean {
  const named = namedBy(rule)
  return ([4, 6] as const).some((family) => {
    const part = named.filter((range) => range.family === family)
    return !sameRanges(part, wholeOf(family)) && part.at(-1)?.last === wholeOf(family).at(-1)?.last
  })
}

function wholeOf(family: 4 | 6): AddressRanges {
  return everyAddress.filter((range: AddressRange) => range.family === family)
}
