/**
 * From the policy to the lists: first what answers, then the rules, then nobody else. A list for what leaves to a network
 * of machines; on request another for what its machines send.
 */
import type { Family } from '@/lib/net/address'
import { type AddressSet, allOfFamily, intersectSets, noAddresses } from '@/lib/net/address-set'
import { type Prefix, parsePrefix, prefixContains } from '@/lib/net/prefix'
import { prefixSet } from '@/lib/net/prefix-set'
import { prefixesOfSet } from '@/lib/net/set-prefixes'
import { type Answer, answersOf } from '@/lib/policy/answers'
import { tellByNetwork } from '@/lib/policy/by-network'
import type { Policy, Rule } from '@/lib/policy/rule'
import type { Site } from '@/lib/site/site'
import type { Dialect, Way } from '../model'
import type { SwitchOptions } from '../options'
import { type SwitchInterface, switchInterfaces, unroutedTexts } from '../points'
import { type Book, makeBook } from './book'
import { listName } from './names'
import type { PlannedList } from './plan'
import { addressWords, everyWord, portWordsOf, serviceWords } from './words'

export function planLists(policy: Policy, site: Site, options: SwitchOptions): readonly PlannedList[] {
  const ways: readonly Way[] = options.inbound ? ['out', 'in'] : ['out']
  const dialect: Dialect = options.os === 'eos' ? 'eos' : 'ios'
  return switchInterfaces(site, options).flatMap((one) =>
    ways.flatMap((way) =>
      ([4, 6] as const).flatMap((family): PlannedList[] => {
        if (intersectSets(one.inside, allOfFamily[family]) === noAddresses) return []
        if (way === 'in' && intersectSets(one.senders, allOfFamily[family]) === noAddresses) return []
        const writer: Writer = { policy, site, options, dialect, family, on: one, book: makeBook() }
        if (way === 'out') writeOut(writer)
        else writeIn(writer)
        const blocks = writer.book.blocks()
        const place = { interface: one.key, way, family }
        const lines = blocks.flatMap((block) => block.lines.map(({ words }) => words))
        return [{ ...place, name: listName(site.name, place, lines), blocks, isTooLong: writer.book.isTooLong() }]
      }),
    ),
  )
}

interface Writer {
  readonly policy: Policy
  readonly site: Site
  readonly options: SwitchOptions
  readonly dialect: Dialect
  readonly family: Family
  readonly on: SwitchInterface
  readonly book: Book
}

function writeOut(writer: Writer): void {
  const { policy, site, family, dialect, on, book } = writer
  const asking = policy.rules.filter((rule) => isRouted(rule, 'egress'))
  const inside = partOf(on.inside, family).map((prefix) => addressWords(prefix, dialect))
  const established = inside.map((words) => `permit tcp any ${words} established`)
  book.add('answers over TCP to what machines began', established, idsOf(asking, isOverTcp))
  for (const { rule, from } of answersOf(policy, 'ingress', site)) {
    writePairs(rule, answerRemark(rule, from), portWordsOf(from ?? []), writer, 'out')
  }
  for (const rule of policy.rules.filter((one) => isRouted(one, 'ingress'))) {
    writePairs(rule, rule.id, [''], writer, 'out')
  }
  // Behind its last line a list of IPv6 on IOS lets neighbours find each other, and then denies everything.
  if (family === 4 || dialect === 'eos') book.add('nobody else', [`deny ${everyWord(family)} any any`], [])
}

function writeIn(writer: Writer): void {
  const { policy, site, family, dialect, on, book } = writer
  const every = everyWord(family)
  const homes = on.homes.map(({ prefixes }) =>
    prefixes.filter((prefix) => prefix.family === family).map((prefix) => addressWords(prefix, dialect)),
  )
  const own = homes.flatMap((words) => words.flatMap((from) => words.map((to) => `permit ${every} ${from} ${to}`)))
  const neighbours = unroutedTexts.flatMap((text) => {
    const prefix = parsePrefix(text)
    if (prefix?.family !== family) return []
    return homes.flat().map((from) => `permit ${every} ${from} ${addressWords(prefix, dialect)}`)
  })
  book.add('within the network, to the switch itself', [...own, ...neighbours], [])
  const inside = partOf(on.inside, family).map((prefix) => addressWords(prefix, dialect))
  const serving = policy.rules.filter((rule) => isRouted(rule, 'ingress'))
  const established = inside.map((words) => `permit tcp ${words} any established`)
  book.add('answers over TCP of the machines', established, idsOf(serving, isOverTcp))
  for (const { rule, from } of answersOf(policy, 'egress', site)) {
    writePairs(rule, answerRemark(rule, from), portWordsOf(from ?? []), writer, 'in')
  }
  for (const rule of policy.rules.filter((one) => isRouted(one, 'egress'))) {
    writePairs(rule, rule.id, [''], writer, 'in')
  }
  book.add(
    'nothing else from the machines',
    inside.map((words) => `deny ${every} ${words} any`),
    [],
  )
  book.add('what others send is left as it was', [`permit ${every} any any`], [])
}

function answerRemark({ id }: Rule, from: Answer['from']): string {
  return from === undefined ? 'answers over ICMP' : `answers over UDP to ${id}`
}

export function isRouted(rule: Rule, direction: Rule['direction']): boolean {
  return rule.direction === direction && rule.places.includes('router') && rule.sources.router.length > 0
}

function isOverTcp({ protocol }: Rule): boolean {
  return protocol === 'tcp' || protocol === 'any'
}

function idsOf(rules: readonly Rule[], holds: (rule: Rule) => boolean): readonly string[] {
  return rules.filter(holds).map(({ id }) => id)
}

function partOf(set: AddressSet, family: Family): readonly Prefix[] {
  return prefixesOfSet(intersectSets(set, allOfFamily[family]))
}

/** A line for each pair of prefixes between which the switch routes. */
function writePairs(rule: Rule, remark: string, fromPorts: readonly string[], writer: Writer, way: Way): void {
  const { site, options, family, dialect, on, book } = writer
  const service = serviceWords(rule, family, dialect)
  if (service.kind === 'lack') return
  const told = tellByNetwork(rule, site, options.prefixes)
  const [near, far] =
    way === 'out' ? [told.destinations, told.sources.router] : [told.sources.router, told.destinations]
  const here = partOf(intersectSets(prefixSet(near), on.inside), family)
  const there = partOf(prefixSet(far), family)
  if (!book.hasRoom(here.length * there.length * fromPorts.length * service.details.length)) return
  const lines = here.flatMap((one) =>
    there
      .filter((other) => !on.homes.some(({ prefixes }) => holds(prefixes, one) && holds(prefixes, other)))
      .flatMap((other) => {
        const [source, destination] = (way === 'out' ? [other, one] : [one, other]).map((prefix) =>
          addressWords(prefix, dialect),
        )
        return fromPorts.flatMap((port) =>
          service.details.map((detail) => `permit ${service.protocol} ${source}${port} ${destination}${detail}`),
        )
      }),
  )
  book.add(remark, lines, [rule.id])
}

function holds(prefixes: readonly Prefix[], inner: Prefix): boolean {
  return prefixes.some((prefix) => prefixContains(prefix, inner))
}
