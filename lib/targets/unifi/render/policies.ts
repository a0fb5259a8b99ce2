/**
 * From planned rules to policies: one for each family, zone to zone. Rules between the same lists become one policy with all
 * their ports, because people read these in a list, and every one of them is a call.
 */
import { intersectSets, noAddresses, setOfPrefixes, subtractSets, unionAll } from '@/lib/net/address-set'
import { mergePortRanges, type PortRange, parsePortRange } from '@/lib/net/port-range'
import { readPrefix } from '@/lib/net/text-cache'
import { rememberOf } from '@/lib/text/remember'
import { aliasPrefix, markerOf } from '../../router/render/names'
import type { Plan, PlannedAlias, PlannedEnd, PlannedRule } from '../../router/render/plan'
import type { BoxView } from '../../router/render/view'
import { everyZone } from '../model'

export interface PlannedPolicy {
  /** Ours by its beginning, and no other policy's. */
  readonly name: string
  readonly action: 'ALLOW' | 'BLOCK'
  readonly from: string
  readonly to: string
  readonly family: 4 | 6 | undefined
  readonly protocol: 'tcp' | 'udp' | undefined
  /** Names of lists; everything where undefined. */
  readonly source: string | undefined
  readonly destination: string | undefined
  /** Empty for all. */
  readonly ports: readonly PortRange[]
  readonly rules: readonly string[]
}

export interface PlannedList {
  readonly name: string
  readonly family: 4 | 6
  readonly entries: readonly string[]
  readonly rules: readonly string[]
}

export interface ZonePlan {
  readonly lists: readonly PlannedList[]
  readonly policies: readonly PlannedPolicy[]
}

export function planPolicies(cluster: string, zone: string, { aliases, rules }: Plan, view: BoxView): ZonePlan {
  const byName = new Map(aliases.map((alias) => [alias.name, alias]))
  const merged = new Map<string, PlannedPolicy>()
  for (const rule of rules.filter(({ action }) => action === 'pass')) {
    for (const family of [4, 6] as const) {
      const policy = policyOf(rule, family, byName, { cluster, zone, view })
      if (policy === undefined) continue
      const known = merged.get(policy.name)
      merged.set(policy.name, known === undefined ? policy : join(known, policy))
    }
  }
  const isRestricted = rules.some(({ id }) => id.startsWith('deny-egress/'))
  const outwards = [...merged.values()].filter(({ to }) => to !== zone)
  const policies = [
    ...[...merged.values()].filter(({ to }) => to === zone),
    closing(cluster, everyZone, zone, 'nothing else into the zone'),
    ...(isRestricted
      ? [...outwards, closing(cluster, zone, everyZone, 'nothing else out of the zone')]
      : [opening(cluster, zone, outwards)]),
  ]
  return { lists: listsOf(cluster, policies, byName), policies }
}

interface Around {
  readonly cluster: string
  readonly zone: string
  readonly view: BoxView
}

function policyOf(
  rule: PlannedRule,
  family: 4 | 6,
  aliases: ReadonlyMap<string, PlannedAlias>,
  { cluster, zone, view }: Around,
): PlannedPolicy | undefined {
  if (rule.families === 'inet' ? family === 6 : rule.families === 'inet6' && family === 4) return undefined
  const ends = [rule.source, rule.destination].map((end) => nameOf(end, family, aliases))
  if (ends.includes(undefined)) return undefined
  const [source, destination] = ends.map((name) => (name === anything ? undefined : name))
  const stemOf = (name: string): string => name.slice(aliasPrefix(cluster).length)
  const list = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : `${markerOf(cluster)}${stemOf(name)} v${family}`
  const protocol = rule.protocol === 'tcp' || rule.protocol === 'udp' ? rule.protocol : undefined
  const isOut = rule.scope.kind === 'only'
  const from = isOut ? zone : zoneOf(source === undefined ? undefined : aliases.get(source), view)
  const to = isOut ? everyZone : zone
  const [who, where] = [source, destination].map((name) => (name === undefined ? undefined : stemOf(name)))
  const words = [who ?? 'anyone', 'to', where ?? 'anywhere', protocol ?? 'everything', `v${family}`]
  return {
    name: `${markerOf(cluster)}${isOut ? 'out ' : ''}${words.join(' ')}`,
    action: 'ALLOW',
    from,
    to,
    family,
    protocol,
    source: list(source),
    destination: list(destination),
    ports: portsOf(rule.port, aliases),
    rules: rule.rules,
  }
}

const anything = '*'

/** Undefined where the list has nobody of the family. */
function nameOf(end: PlannedEnd, family: 4 | 6, aliases: ReadonlyMap<string, PlannedAlias>): string | undefined {
  if (end.kind === 'any') return anything
  return entriesOf(aliases.get(end.name), family).length === 0 ? undefined : end.name
}

function entriesOf(alias: PlannedAlias | undefined, family: 4 | 6): readonly string[] {
  return alias === undefined ? [] : byFamily(alias)[family]
}

const byFamily = rememberOf(({ entries }: PlannedAlias) => ({
  4: entries.filter((entry) => !entry.includes(':')),
  6: entries.filter((entry) => entry.includes(':')),
}))

const addressesOf = rememberOf(({ entries }: PlannedAlias) =>
  setOfPrefixes(entries.flatMap((entry) => readPrefix(entry) ?? [])),
)

/** Machines come in from their own zone alone; whoever is in no network of the gateway, from any. */
function zoneOf(alias: PlannedAlias | undefined, { interfaces }: BoxView): string {
  if (alias === undefined) return everyZone
  const set = addressesOf(alias)
  const strangers = subtractSets(set, unionAll(interfaces.map(({ addresses }) => addresses)))
  const zones = interfaces
    .filter(({ addresses }) => intersectSets(set, addresses) !== noAddresses)
    .map(({ key }) => key)
  const [only] = zones
  return strangers === noAddresses && zones.length === 1 && only !== undefined ? only : everyZone
}

function portsOf(port: string | undefined, aliases: ReadonlyMap<string, PlannedAlias>): readonly PortRange[] {
  if (port === undefined) return []
  const texts = aliases.get(port)?.entries ?? [port]
  return texts.flatMap((text) => parsePortRange(text.replace(':', '-')) ?? [])
}

/** A policy for all ports stays one. */
function join(a: PlannedPolicy, b: PlannedPolicy): PlannedPolicy {
  const isAll = a.ports.length === 0 || b.ports.length === 0
  const ports = isAll ? [] : mergePortRanges([...a.ports, ...b.ports])
  return { ...a, ports, rules: [...new Set([...a.rules, ...b.rules])] }
}

function closing(cluster: string, from: string, to: string, words: string): PlannedPolicy {
  return {
    name: `${markerOf(cluster)}${words}`,
    action: 'BLOCK',
    from,
    to,
    family: undefined,
    protocol: undefined,
    source: undefined,
    destination: undefined,
    ports: [],
    rules: [],
  }
}

/** Where every machine may send everything, so may the zone: another host in it would otherwise lose what it had. */
function opening(cluster: string, zone: string, outwards: readonly PlannedPolicy[]): PlannedPolicy {
  const rules = [...new Set(outwards.flatMap((policy) => policy.rules))]
  return { ...closing(cluster, zone, everyZone, 'everything out of the zone'), action: 'ALLOW', rules }
}

/** A list is for one family; each is written once. */
function listsOf(
  cluster: string,
  policies: readonly PlannedPolicy[],
  aliases: ReadonlyMap<string, PlannedAlias>,
): readonly PlannedList[] {
  const lists = new Map<string, PlannedList>()
  for (const { source, destination, family, rules } of policies) {
    for (const name of [source, destination]) {
      if (name === undefined || family === undefined) continue
      const stem = name.slice(markerOf(cluster).length, -' v4'.length)
      const entries = lists.get(name)?.entries ?? entriesOf(aliases.get(`${aliasPrefix(cluster)}${stem}`), family)
      lists.set(name, { name, family, entries, rules: [...new Set([...(lists.get(name)?.rules ?? []), ...rules])] })
    }
  }
  return [...lists.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
