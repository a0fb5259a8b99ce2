/** What there is to say about the lists: options that mean nothing, answers that do not come back, lists that are long. */
import type { Problem } from '@/lib/design/problem'
import { asksFor, isAnybody } from '@/lib/policy/answers'
import { tellByNetwork } from '@/lib/policy/by-network'
import type { Policy } from '@/lib/policy/rule'
import type { Site } from '@/lib/site/site'
import { nearestWord } from '@/lib/text/nearest'
import { hardware } from '../capabilities'
import type { SwitchOptions } from '../options'
import { interfaceKeys } from '../points'
import { mostLines } from './book'
import { isRouted } from './lists'
import { lineCount, type PlannedList } from './plan'

const at = 'targets/switch-acl'

export function findOptionFaults(site: Site, options: SwitchOptions): readonly Problem[] {
  const names = site.subnets.map(({ name }) => name)
  const named: readonly (readonly [string, string])[] = [
    ...Object.keys(options.interfaces).map((name) => [name, `${at}/interfaces/${name}`] as const),
    ...(options.subnets ?? []).map((name, index) => [name, `${at}/subnets/${index}`] as const),
  ]
  const strange = named
    .filter(([name]) => !names.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, where]): Problem => {
      const meant = nearestWord(name, names)
      const suggestion = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean "${meant}"?`
      return { severity: 'error', at: where, message: `No network is called "${name}".`, suggestion }
    })
  const keys = interfaceKeys(site, options)
  const homes = site.subnets.filter(({ holdsMembers }) => holdsMembers).map(({ name }) => name)
  if (homes.some((name) => Object.hasOwn(keys, name))) return strange
  const message = 'No network with machines has an interface on this switch, so no list is written.'
  const suggestion = `Give it a vlan, or say which interface routes it: interfaces: { ${homes[0] ?? 'control'}: Vlan30 }.`
  return [...strange, { severity: 'error', at: `${at}/interfaces`, message, suggestion }]
}

const lookups = [
  { service: 'dns', port: 53, what: 'name servers' },
  { service: 'ntp', port: 123, what: 'time servers' },
] as const

/** Machines that ask anybody at all get no answer over UDP: that cuts names and time, and nothing starts without. */
export function findMissingAnswers(policy: Policy): readonly Problem[] {
  return lookups.flatMap(({ service, port, what }): Problem[] => {
    const asking = policy.rules.filter((rule) => isRouted(rule, 'egress') && asksFor(rule, port))
    const isNamed =
      policy.servers?.some((one) => one.service === service) === true ||
      (asking.length > 0 && asking.every((rule) => !isAnybody(rule.destinations)))
    if (asking.length === 0 || isNamed) return []
    const message = `No ${what} are named, so their answers over UDP are not let back in to machines from another network.`
    const suggestion = `Name them: egress: { mode: ${modeOf(policy)}, ${service}: [192.0.2.1] }. Those in the machines' own network need no line.`
    return [{ severity: 'warning', at: `egress/${service}`, message, suggestion }]
  })
}

function modeOf({ rules }: Policy): string {
  return rules.some(({ listener }) => listener === 'egress:all') ? 'open' : 'restricted'
}

/** Rules of which the lists name networks in place of machines. */
export function findSummaries(policy: Policy, site: Site, { prefixes, inbound }: SwitchOptions): readonly Problem[] {
  const told = policy.rules.filter((rule) => {
    const isHere = isRouted(rule, 'ingress') || (inbound && isRouted(rule, 'egress'))
    return isHere && tellByNetwork(rule, site, prefixes) !== rule
  })
  const [first] = told
  if (first === undefined) return []
  const which = told.length === 1 ? first.id : `${first.id} and ${told.length - 1} more`
  const message = `More than ${prefixes} prefixes of one network: for ${which} the networks stand for their machines, and other addresses there count as machines too.`
  const suggestion = 'Give machines addresses side by side, or let a rule name more: the option prefixes.'
  return [{ severity: 'warning', at: `${at}/prefixes`, message, suggestion }]
}

/** Beyond this a list is worth a look at the room there is. */
const longList = 200

export function findLongLists(lists: readonly PlannedList[]): readonly Problem[] {
  const total = lists.reduce((sum, list) => sum + lineCount(list), 0)
  const [longest] = [...lists].sort((a, b) => lineCount(b) - lineCount(a))
  if (longest === undefined || lineCount(longest) <= longList) return []
  const message = `The lists have ${total} lines, the longest (${longest.interface}, IPv${longest.family}) ${lineCount(longest)}.`
  const suggestion = `See that the hardware has room before they are applied (${hardware}), or lower the option prefixes.`
  return [{ severity: 'warning', at, message, suggestion }]
}

/** Instead of the lists, where one of them would be too long. */
export function findTooLong(lists: readonly PlannedList[]): readonly Problem[] {
  const first = lists.find(({ isTooLong }) => isTooLong)
  if (first === undefined) return []
  const message = `The list for ${first.interface} (IPv${first.family}) would have more than ${mostLines} lines, so none is written.`
  const suggestion = 'Lower the option prefixes, so that networks stand for their machines.'
  return [{ severity: 'error', at: `${at}/prefixes`, message, suggestion }]
}
