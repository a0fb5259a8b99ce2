/** The rules at a target's points. A target never decides for itself what it can see. */

import { type AddressSet, setContains, setOfPrefixes } from '../net/address-set'
import { lastPort, type PortRange } from '../net/port-range'
import type { Point } from '../site/point'
import type { Site } from '../site/site'
import { type Answer, answersOf } from './answers'
import { tellByNetwork } from './by-network'
import type { Policy, Rule } from './rule'

/** What the policy says at one point. Points with the same rules share the same arrays. */
export interface PointWork {
  readonly point: Point
  /** Rules that admit somebody here. */
  readonly rules: readonly Rule[]
  /** Listeners here that admit nobody at this place. */
  readonly closed: readonly Rule[]
}

export interface Work {
  readonly policy: Policy
  readonly points: readonly PointWork[]
}

export function workAt(policy: Policy, points: readonly Point[], site: Site): Work {
  const byMember = new Map<string, Rule[]>(site.members.map((member) => [member.name, []]))
  for (const rule of [...policy.rules, ...policy.closed])
    for (const name of rule.members) byMember.get(name)?.push(rule)
  const shared = new Map<string, Pick<PointWork, 'rules' | 'closed'>>()
  const everywhere = [...policy.rules, ...policy.closed]
  const asked = points.flatMap((point) => splitBySourcePort(point, policy, site))
  return {
    policy,
    points: asked.map(({ point, answers, key: from }) => {
      const here = (point.member === undefined ? everywhere : (byMember.get(point.member) ?? [])).filter(
        (rule) =>
          rule.direction === point.direction &&
          rule.places.includes(point.place) &&
          !isElsewhere(rule, point.elsewhere),
      )
      const key = `${point.place} ${here.map((rule) => rule.id).join(' ')} ${point.prefixesPerNetwork ?? ''} ${from}`
      let lists = shared.get(key)
      if (lists === undefined) {
        const told = [...here.filter((rule) => rule.sources[point.place].length > 0), ...answers]
        const most = point.prefixesPerNetwork
        lists = {
          rules: most === undefined ? told : told.map((rule) => tellByNetwork(rule, site, most)),
          closed: here.filter((rule) => rule.sources[point.place].length === 0),
        }
        shared.set(key, lists)
      }
      return { point, ...lists }
    }),
  }
}

interface Asked {
  readonly point: Point
  /** Answers that the packets of the point may be. */
  readonly answers: readonly Rule[]
  /** The same for points with the same answers. */
  readonly key: string
}

/** At a filter without state: a point for each group of source ports from which the same answers may come. */
function splitBySourcePort(point: Point, policy: Policy, site: Site): Asked[] {
  if (point.stateless !== true) return [{ point, answers: [], key: '' }]
  const answers = answersOf(policy, point.direction, site)
  return [...portGroups(answers)].flatMap(([key, ranges]): Asked[] => {
    const here = answers.filter((answer) => mayCome(answer, ranges)).map(({ rule }) => rule)
    const [first] = ranges
    const isSingle = ranges.length === 1 && first?.from === first?.to
    const id = key === rest ? point.id : `${point.id}/from-${first?.from ?? 0}`
    const every: Asked = { point: { ...point, id, sourcePorts: { ranges, pass: 'every' } }, answers: here, key }
    const some: Point = { ...point, id: `${id}/some`, sourcePorts: { ranges, pass: 'some' } }
    return isSingle ? [every] : [every, { point: some, answers: here, key }]
  })
}

/** The group of the ports from which no answer comes. */
const rest = ''

/** The ports by which of the answers come from them. */
function portGroups(answers: readonly Answer[]): ReadonlyMap<string, readonly PortRange[]> {
  const told = answers.flatMap(({ from }) => from ?? [])
  const cuts = [...new Set([0, ...told.flatMap(({ from, to }) => [from, to + 1])])].filter((cut) => cut <= lastPort)
  cuts.sort((a, b) => a - b)
  const groups = new Map<string, PortRange[]>([[rest, []]])
  for (const [index, from] of cuts.entries()) {
    const range = { from, to: (cuts[index + 1] ?? lastPort + 1) - 1 }
    const key = answers
      .flatMap((answer, at) => (answer.from !== undefined && mayCome(answer, [range]) ? [at] : []))
      .join(',')
    groups.set(key, [...(groups.get(key) ?? []), range])
  }
  return new Map([...groups].filter(([, ranges]) => ranges.length > 0))
}

/** Whether the answer comes from these ports; one that its type tells, from any. */
function mayCome({ from }: Answer, ranges: readonly PortRange[]): boolean {
  return from === undefined || from.some((one) => ranges.some((range) => one.from <= range.from && range.to <= one.to))
}

const verdicts = new WeakMap<AddressSet, WeakMap<Rule, boolean>>()

/** Whether the rule is about nothing but destinations whose packets do not come here. */
function isElsewhere(rule: Rule, elsewhere: AddressSet | undefined): boolean {
  if (elsewhere === undefined) return false
  const here = verdicts.get(elsewhere) ?? new WeakMap<Rule, boolean>()
  verdicts.set(elsewhere, here)
  const is = here.get(rule) ?? setContains(elsewhere, setOfPrefixes(rule.destinations))
  here.set(rule, is)
  return is
}
