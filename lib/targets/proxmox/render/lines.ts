/** The plan as lines of firewall files, in the order and the words in which the product writes them itself. */
import type { Member } from '@/lib/site/site'
import type { ProxmoxOptions } from '../options'
import { markerOf, plainText } from './names'
import type { Plan, PlannedGroup, PlannedRule, PlannedSet } from './plan'

export interface Line {
  readonly text: string
  readonly rules: readonly string[]
}

const none: readonly string[] = []

export function line(text: string, rules: readonly string[] = none): Line {
  return { text, rules }
}
export const blank: Line = line('')

/** Texts with the rules of each line. */
export function joinLines(lines: readonly Line[]): { text: string; lineRules: readonly (readonly string[])[] } {
  return { text: `${lines.map(({ text }) => text).join('\n')}\n`, lineRules: lines.map(({ rules }) => rules) }
}

export function commentLines(texts: readonly string[]): Line[] {
  return texts.map((text) => line(`# ${text}`))
}

export function setLines({ name, entries, rules }: PlannedSet, cluster: string): Line[] {
  const ids = [...rules]
  return [
    line(`[IPSET ${name}] # ${markerOf(cluster)}`, ids),
    blank,
    ...entries.map((entry) => line(entry, ids)),
    blank,
  ]
}

export function groupLines({ name, rules }: PlannedGroup, cluster: string): Line[] {
  const ids = idsOf(rules)
  return [
    line(`[group ${name}] # ${markerOf(cluster)}`, ids),
    blank,
    ...rules.map((rule) => line(ruleText(rule, cluster), [rule.rule.id])),
    blank,
  ]
}

function ruleText({ direction, source, destination, service, rule }: PlannedRule, cluster: string): string {
  const { protocol, ports, icmpType } = service
  const words = [
    direction,
    'ACCEPT',
    ...(source === undefined ? [] : [`-source +dc/${source}`]),
    ...(destination === undefined ? [] : [`-dest +dc/${destination}`]),
    ...(protocol === undefined ? [] : [`-p ${protocol}`]),
    ...(ports === undefined ? [] : [`-dport ${ports}`]),
    '-log nolog',
    ...(icmpType === undefined ? [] : [`-icmp-type ${icmpType}`]),
  ]
  return `${words.join(' ')} # ${commentOf(rule.id, cluster)}`
}

export function commentOf(id: string, cluster: string): string {
  return `${markerOf(cluster)}:${plainText(id)}`
}

/** Settings of a guest with the rules that each stands for. */
export function settingsOf(
  member: Member,
  plan: Plan,
  { macfilter }: ProxmoxOptions,
): readonly (readonly [key: string, value: string, rules: readonly string[]])[] {
  const bit = (value: boolean): string => (value ? '1' : '0')
  return [
    ['enable', '1', none],
    ['policy_in', 'DROP', none],
    ['policy_out', 'DROP', none],
    ['dhcp', '1', none],
    ['ndp', '1', plan.neighbourRules(member)],
    ['radv', bit(plan.advertises(member)), none],
    ['macfilter', bit(macfilter), none],
    ['ipfilter', '0', none],
  ]
}

export function groupUseLines(groups: readonly PlannedGroup[], cluster: string): Line[] {
  return groups.map(({ name, rules }) => line(`GROUP ${name} # ${markerOf(cluster)}`, idsOf(rules)))
}

function idsOf(rules: readonly PlannedRule[]): string[] {
  return [...new Set(rules.map(({ rule }) => rule.id))]
}

export function guestLines(member: Member, plan: Plan, options: ProxmoxOptions, cluster: string): Line[] {
  return [
    line('[OPTIONS]'),
    blank,
    ...settingsOf(member, plan, options).map(([key, value, rules]) => line(`${key}: ${value}`, rules)),
    blank,
    line('[RULES]'),
    blank,
    ...groupUseLines(plan.groupsOf(member), cluster),
  ]
}
