/** From the policy to security groups and IP sets: a group for each role, node or pool that listeners name. */

import { formatPrincipal } from '@/lib/design/principal'
import { type Family, families } from '@/lib/net/address'
import { allOfFamily, intersectSets, noAddresses, setContains } from '@/lib/net/address-set'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import { prefixSet } from '@/lib/net/prefix-set'
import { prefixText } from '@/lib/net/text-cache'
import { rulesByMember } from '@/lib/policy/member-rules'
import type { Policy, Rule } from '@/lib/policy/rule'
import type { Member, Site } from '@/lib/site/site'
import type { NameBook } from '@/lib/text/name-book'
import { rememberOf } from '@/lib/text/remember'
import { nameBookOf } from './names'
import { type ServiceWords, serviceWords } from './service'

export interface PlannedSet {
  readonly name: string
  readonly entries: readonly string[]
  /** Rules of the policy that name it. */
  readonly rules: Set<string>
}

export interface PlannedRule {
  readonly direction: 'IN' | 'OUT'
  /** Names of sets; everybody where undefined. */
  readonly source: string | undefined
  readonly destination: string | undefined
  readonly service: ServiceWords
  readonly rule: Rule
}

export interface PlannedGroup {
  readonly name: string
  readonly on: string
  readonly rules: readonly PlannedRule[]
}

export interface Plan {
  /** By name. */
  readonly sets: readonly PlannedSet[]
  readonly groups: readonly PlannedGroup[]
  readonly groupsOf: (member: Member) => readonly PlannedGroup[]
  /** Rules of a member that the option `ndp` stands for. */
  readonly neighbourRules: (member: Member) => readonly string[]
  /** Whether the member may send router advertisements. */
  readonly advertises: (member: Member) => boolean
}

/** Rules that the cards of machines enforce. */
export function rulesAtCards(policy: Policy): readonly Rule[] {
  return policy.rules.filter((rule) => rule.places.includes('nic') && rule.sources.nic.length > 0)
}

export function planRules(policy: Policy, site: Site): Plan {
  const rules = rulesAtCards(policy)
  const book = makeSetBook(site)
  const names = nameBookOf(site.name, 'group')
  // What machines are called is for their own addresses first, whoever else means something like it.
  for (const rule of rules) if (rule.direction === 'ingress') destinationOf(rule, book)
  const byOn = new Map<string, Rule[]>()
  for (const rule of rules) {
    const list = byOn.get(rule.on) ?? []
    byOn.set(rule.on, list)
    list.push(rule)
  }
  const groups = [...byOn].flatMap(([on, own]): PlannedGroup[] => {
    const planned = own.flatMap((rule) => planRule(rule, book))
    return planned.length === 0 ? [] : [{ name: names.name(on, [onWord(on), on]), on, rules: planned }]
  })
  const groupOfRule = new Map(groups.flatMap((group) => group.rules.map(({ rule }) => [rule, group])))
  const { of } = rulesByMember(rules)
  // Machines alike share one list of rules.
  const planned = rememberOf((own: readonly Rule[]) => ({
    groups: groups.filter((group) => own.some((rule) => groupOfRule.get(rule) === group)),
    neighbourRules: own
      .filter(({ protocol, icmpTypes }) => protocol === 'icmpv6' && icmpTypes.some(isNeighbour))
      .map(({ id }) => id),
    advertises: own.some(
      ({ direction, protocol, icmpTypes }) =>
        direction === 'egress' &&
        (protocol === 'any' || (protocol === 'icmpv6' && (icmpTypes.length === 0 || icmpTypes.includes(134)))),
    ),
  }))
  return {
    sets: book.list(),
    groups: groups.sort((a, b) => (a.name < b.name ? -1 : 1)),
    groupsOf: ({ name }) => planned(of(name)).groups,
    neighbourRules: ({ name }) => planned(of(name)).neighbourRules,
    advertises: ({ name }) => planned(of(name)).advertises,
  }
}

/** Router and neighbour solicitations and advertisements. */
export function isNeighbour(type: number): boolean {
  return type >= 133 && type <= 136
}

function onWord(on: string): string {
  return on === 'controlplane' ? 'cp' : on.replace(/^(?:node|pool):/, '')
}

function planRule(rule: Rule, book: SetBook): readonly PlannedRule[] {
  const isIngress = rule.direction === 'ingress'
  const destination = destinationOf(rule, book)
  // On the way out the card says who sends.
  const source = isIngress ? book.name(rule.id, rule.sources.nic, familiesOf(rule), fromHints(rule)) : undefined
  return serviceWords(rule).words.map((service) => ({
    direction: isIngress ? 'IN' : 'OUT',
    source,
    destination,
    service,
    rule,
  }))
}

function destinationOf(rule: Rule, book: SetBook): string | undefined {
  const { destinations, direction, protocol } = rule
  const all = protocol === 'vrrp' && direction === 'ingress' ? [...destinations, ...vrrpGroups] : destinations
  return book.name(rule.id, all, possibleFamilies(rule), toHints(rule))
}

/** VRRP talks to these groups, and the machines' own addresses are not in them (RFC 9568). */
const vrrpGroups = ['224.0.0.18/32', 'ff02::12/128'].flatMap((text) => parsePrefix(text) ?? [])

function possibleFamilies({ protocol }: Rule): readonly Family[] {
  return families.filter((family) => protocol !== (family === 4 ? 'icmpv6' : 'icmp'))
}

/** Of those, the ones that its destinations have: nobody else's packets come in by it. */
function familiesOf(rule: Rule): readonly Family[] {
  const present = prefixSet(rule.destinations)
  return possibleFamilies(rule).filter((family) => intersectSets(present, allOfFamily[family]) !== noAddresses)
}

interface SetBook {
  /** Undefined where the prefixes are everybody of these families. */
  readonly name: (
    rule: string,
    prefixes: readonly Prefix[],
    among: readonly Family[],
    hints: readonly string[],
  ) => string | undefined
  readonly list: () => readonly PlannedSet[]
}

function makeSetBook(site: Site): SetBook {
  const names: NameBook = nameBookOf(site.name, 'set')
  const sets = new Map<string, PlannedSet>()
  const known = new Map<readonly Prefix[], PlannedSet>()
  return {
    name: (rule, prefixes, among, hints) => {
      const set = prefixSet(prefixes)
      if (among.length > 0 && among.every((family) => setContains(set, allOfFamily[family]))) return undefined
      let planned = known.get(prefixes)
      if (planned === undefined) {
        const entries = prefixes.flatMap(entriesOf)
        const [only] = prefixes
        const isFamily = only !== undefined && prefixes.length === 1 && only.length === 0
        const name = names.name(entries.join(' '), isFamily ? [`any-v${only.family}`] : hints)
        planned = sets.get(name) ?? { name, entries, rules: new Set() }
        sets.set(name, planned)
        known.set(prefixes, planned)
      }
      planned.rules.add(rule)
      return planned.name
    },
    list: () => [...sets.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Single addresses without a length, as the product writes them; a whole family as its halves, which an IP set takes. */
export function entriesOf(prefix: Prefix): string[] {
  if (prefix.length === 0) return prefix.family === 4 ? ['0.0.0.0/1', '128.0.0.0/1'] : ['::/1', '8000::/1']
  return [prefixText(prefix).replace(prefix.family === 4 ? /\/32$/ : /\/128$/, '')]
}

/** Short, and spelt out for where another list has the short name. */
function fromHints({ from, users, listener }: Rule): readonly string[] {
  // One that stands for nobody is among the users and not among the sources.
  const named = new Set(from.map(formatPrincipal))
  const present = users.nic.filter((principal) => named.has(formatPrincipal(principal)))
  const words = present.map((principal): readonly [string, string] => {
    switch (principal.kind) {
      case 'controlplane':
        return ['cp', 'from-cp']
      case 'admin-for':
        return ['admin', `admin-${principal.use}`]
      case 'lb-for':
        return ['lb', `lb-${principal.use}`]
      case 'cidr':
        return [`${listener}-from`, `${listener}-from`]
      default: {
        const word = formatPrincipal(principal).replace(/^(?:node|pool|subnet|admin):/, '')
        return [word, `from-${word}`]
      }
    }
  })
  return [0, 1].map((index) => [...new Set(words.map((pair) => pair[index]))].join('-'))
}

function toHints({ listener, on, direction, protocol }: Rule): readonly string[] {
  if (direction === 'egress') return [`to-${listener.replace(/^egress:/, '').replace(/-(?:tcp|udp)$/, '')}`]
  if (listener.startsWith('announced:')) return [listener.slice('announced:'.length), listener]
  if (listener === 'pod-network') return ['pods', 'pod-network']
  return protocol === 'vrrp' ? [`${onWord(on)}-vrrp`] : [onWord(on), `to-${onWord(on)}`]
}
