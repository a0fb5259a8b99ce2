/** Rules as nft lists them once they are loaded, in numbers, held against what we read in the text that was loaded. */

import type { Design } from '@/lib/design/design'
import { buildSite } from '@/lib/site/build-site'
import type { Site } from '@/lib/site/site'
import { install, installedRuleset } from '@/lib/targets/nftables/install'
import { nftablesReaders } from '@/lib/targets/nftables/read'
import type { FilterRule, Match, NftablesModel } from '@/lib/targets/nftables/ruleset'
import type { Kernel } from '../kernel/kernel'

/** Numbers that we do not read, as nft's own names. @see linux/netfilter/nf_conntrack_common.h, nf_tables.h, rtnetlink.h */
const names: readonly (readonly [pattern: RegExp, names: Readonly<Record<string, string>>])[] = [
  [
    /(?<=ct state (?:!= )?\{?[^\n]*)0x[0-9a-f]+/g,
    { '0x1': 'invalid', '0x2': 'established', '0x4': 'related', '0x8': 'new', '0x40': 'untracked' },
  ],
  [/(?<=nfproto (?:!= )?\{?[ \d,]*)\b(?:2|10)\b/g, { '2': 'ipv4', '10': 'ipv6' }],
  [/(?<=fib daddr type (?:!= )?)\d+/g, { '2': 'local' }],
]

/** The tables that the texts name, but for counts and what they log. */
export async function listTables(kernel: Kernel, texts: readonly string[]): Promise<string> {
  const named = new Set(texts.flatMap((text) => [...text.matchAll(/table\s+inet\s+(\w+)/g)].map(([, name]) => name)))
  const lists: string[] = []
  for (const name of named) {
    const { status, output } = await kernel.run('node', ['nft', '-n', 'list', 'table', 'inet', name ?? ''])
    if (status === 0) lists.push(output)
  }
  return names.reduce((text, [pattern, known]) => text.replaceAll(pattern, (one) => known[one] ?? one), lists.join(''))
}

export function isReadable(listed: string, design: Design): boolean {
  return rulesIn(listed, buildSite(design)) !== undefined
}

export function isListed(held: NftablesModel, listed: string, site: Site): boolean {
  return rulesIn(listed, site) === wordsOf(held, site)
}

function rulesIn(listed: string, site: Site): string | undefined {
  const read = nftablesReaders[0]?.read([{ path: 'nftables/worker.nft', text: listed }], site)
  const installed = read?.ok === true ? install(undefined, read.value, site) : undefined
  return installed?.ok === true ? wordsOf(installed.value, site) : undefined
}

function wordsOf(model: NftablesModel, site: Site): string {
  const { tables } = installedRuleset(model, 'worker-1', site)
  const chains = tables.flatMap(({ name, chains: all }) =>
    all.map((chain) => [
      name,
      chain.name,
      chain.base,
      chain.policy,
      chain.rules.filter(({ verdict, jump }) => verdict !== undefined || jump !== undefined).map(ruleWords),
    ]),
  )
  return JSON.stringify(chains.map((chain) => JSON.stringify(chain)).sort())
}

function ruleWords({ matches, verdict, jump }: FilterRule): unknown {
  const told = matches.filter((match) => !isImplied(match, matches)).map((match) => JSON.stringify(matchWords(match)))
  return [[...new Set(told)], verdict ?? 'none', jump]
}

/** What another condition says as well: nft leaves it out of the list. */
function isImplied({ kind }: Match, all: readonly Match[]): boolean {
  if (kind === 'protocol') return all.some((one) => one.kind === 'port' || one.kind === 'icmp')
  return kind === 'family' && all.some((one) => one.kind === 'address' || one.kind === 'icmp')
}

function matchWords(match: Match): unknown {
  switch (match.kind) {
    case 'address':
      return [
        match.kind,
        match.end,
        match.family,
        match.not,
        spans(match.ranges.map(({ first, last }) => [first, last])),
      ]
    case 'port':
      return [match.kind, match.protocol, match.not, spans(match.ranges.map(rangeOf))]
    case 'icmp':
      return [match.kind, match.protocol, match.not, spans(match.types.map(rangeOf))]
    case 'interface':
      return [match.kind, match.not, [...match.names].sort()]
    case 'family':
      return [match.kind, match.not, [...match.families].sort()]
    case 'protocol':
      return [match.kind, match.not, [...match.numbers].sort()]
    case 'state':
      return [match.kind, match.not, [...match.states].sort()]
    case 'local':
      return [match.kind, match.not]
  }
}

function rangeOf({ from, to }: { readonly from: number; readonly to: number }): [bigint, bigint] {
  return [BigInt(from), BigInt(to)]
}

/** Neighbours as one. */
function spans(ranges: readonly (readonly [bigint, bigint])[]): string {
  const merged: [bigint, bigint][] = []
  for (const [first, last] of [...ranges].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = merged.at(-1)
    if (before !== undefined && first <= before[1] + 1n) before[1] = last > before[1] ? last : before[1]
    else merged.push([first, last])
  }
  return merged.map((one) => one.join('-')).join(' ')
}
