/** What our own reader and merge make of patches, to be held against what Talos makes of them. */
import type { Problem } from '@/lib/design/problem'
import { formatPrefix } from '@/lib/net/prefix'
import type { Site } from '@/lib/site/site'
import type { Firewall, TalosModel } from '@/lib/targets/talos/config'
import { install, installedConfig } from '@/lib/targets/talos/install'
import { readFiles } from '@/lib/targets/talos/read'
import type { TextFile } from '@/lib/targets/target'
import { describeRanges, rangeOf } from './address-ranges'
import type { TalosRule, TalosState } from './protocol'

export type OurReading =
  | { readonly ok: true; readonly model: TalosModel }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Each set of files over what the ones before left. */
export function readInTurn(site: Site, steps: readonly (readonly TextFile[])[]): OurReading {
  let model: TalosModel | undefined
  for (const files of steps) {
    const read = readFiles(files, site)
    if (!read.ok) return read
    const installed = install(model, read.value, site)
    if (!installed.ok) return installed
    model = installed.value
  }
  return model === undefined ? { ok: false, problems: [] } : { ok: true, model }
}

export function explain({ problems }: { readonly problems: readonly Problem[] }): string {
  return problems.map(({ at, line, message }) => `${at}${line === undefined ? '' : `:${line}`} ${message}`).join('; ')
}

/** Where Talos' view of one machine differs from ours, in words. */
export function compareFirewall(state: TalosState, model: TalosModel, member: string, site: Site): string[] {
  const firewall = installedConfig(model, member, site)
  const differences: string[] = []
  if (state.default !== firewall.action) differences.push(`default: Talos ${state.default}, we ${firewall.action}`)
  if (state.hasDefault !== (firewall.actionAt !== undefined)) {
    differences.push(`default document: Talos ${state.hasDefault ? 'has' : 'lacks'} it`)
  }
  const ours = rulesOf(firewall)
  const names = (list: readonly { readonly name: string }[]): string => list.map(({ name }) => name).join(', ')
  if (names(state.rules) !== names(ours)) {
    return [...differences, `rules: Talos ${names(state.rules)}; we ${names(ours)}`]
  }
  return [...differences, ...state.rules.flatMap((theirs, index) => compareRule(theirs, ours[index]))]
}

function rulesOf({ rules }: Firewall): TalosRule[] {
  return rules.map(({ name, protocol, ports, sources }) => {
    const entries = (sources ?? []).flatMap((block) => block.list.entries)
    return {
      name,
      // As Talos words a protocol that nothing names.
      protocol: protocol ?? 'Protocol(0)',
      ports: ports.map(({ range }) => [range.from, range.to]),
      subnets: entries.map(({ prefix }) => formatPrefix(prefix)),
      excepts: entries.flatMap(({ except }) => (except === undefined ? [] : [formatPrefix(except)])),
    }
  })
}

function compareRule(theirs: TalosRule, ours: TalosRule | undefined): string[] {
  if (ours === undefined) return [`${theirs.name}: missing`]
  const differences: string[] = []
  const differ = (what: string, a: string, b: string): void => {
    if (a !== b) differences.push(`${theirs.name} ${what}: Talos ${a}; we ${b}`)
  }
  differ('protocol', theirs.protocol, ours.protocol)
  differ('ports', JSON.stringify(theirs.ports), JSON.stringify(ours.ports))
  differ('subnets', listText(theirs.subnets), listText(ours.subnets))
  differ('excepts', listText(theirs.excepts), listText(ours.excepts))
  return differences
}

const masked = new Map<string, string>()

/** Talos keeps host bits as written and masks them when it matches; we mask at once. */
function listText(prefixes: readonly string[]): string {
  return prefixes.map(maskedText).join(' ')
}

function maskedText(prefix: string): string {
  let text = masked.get(prefix)
  if (text === undefined) {
    text = describeRanges([rangeOf(prefix)])
    if (masked.size > 50_000) masked.clear()
    masked.set(prefix, text)
  }
  return text
}

/** Two views of Talos with the same rules in any order: where they differ, in words. */
export function compareStates(now: TalosState, wanted: TalosState): string[] {
  const differences: string[] = []
  if (now.default !== wanted.default) differences.push(`default: ${now.default}, not ${wanted.default}`)
  const byName = new Map(now.rules.map((rule) => [rule.name, rule]))
  for (const rule of wanted.rules) {
    const found = byName.get(rule.name)
    byName.delete(rule.name)
    if (found === undefined) differences.push(`${rule.name} is missing`)
    else if (JSON.stringify(found) !== JSON.stringify(rule)) differences.push(`${rule.name} differs`)
  }
  for (const name of byName.keys()) differences.push(`${name} is left over`)
  return differences
}
